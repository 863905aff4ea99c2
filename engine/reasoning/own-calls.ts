import type { OwnCall } from "../../protocol/forecast.ts";
import type { CallTables, PromptReading } from "./forecast-weights.ts";
import { type History, learn } from "./learning.ts";
import { callKind, locate } from "./location.ts";

/**
 * What the user's calls have taught, for a forecast of the prompt that was read. A call whose own prompt is not known is
 * held against what would have been forecast for this one.
 */
export function historyOf(calls: readonly OwnCall[], tables: CallTables, reading: PromptReading): History {
  const here = new Map<string, NonNullable<OwnCall["expected"]>>();
  const expectedHere = ({ model, effort }: OwnCall, key: string) => {
    const known = here.get(key) ?? locate(tables, reading, callKind(tables, model, effort));
    here.set(key, known);
    return known;
  };
  let history: History = {};
  for (const call of calls) {
    const key = `${call.model} ${call.effort}`;
    const { location, scale } = call.expected ?? expectedHere(call, key);
    history = learn(history, { key, location, scale, tokens: call.reasoning });
  }
  return history;
}
