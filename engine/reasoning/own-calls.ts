import type { Distribution, OwnCall } from "../../protocol/forecast.ts";
import type { CallTables, PromptReading } from "./forecast-weights.ts";
import { type Lesson, learn } from "./learning.ts";
import { lengths } from "./length-distribution.ts";
import { callKind, locate } from "./location.ts";

/**
 * What the user's calls have taught, for a forecast of the prompt that was read. A call whose own prompt is not known is
 * held against what would have been forecast for this one.
 */
export function lessonOf(calls: readonly OwnCall[], tables: CallTables, reading: PromptReading): Lesson {
  const here = new Map<string, ReturnType<typeof asIfHere>>();
  const asIfHere = (model: string, effort: string) => {
    const kind = callKind(tables, model, effort);
    return { names: kind.names, topic: reading.topic, ...locate(tables, reading, kind) };
  };
  const observations = calls.map(({ model, effort, reasoning, expected }) => {
    const key = `${model} ${effort}`;
    const unread = here.get(key) ?? asIfHere(model, effort);
    here.set(key, unread);
    return { ...unread, ...expected, tokens: reasoning };
  });
  return learn(observations, tables.learning);
}

/** From so many calls on, they tell how long an answer is. */
const ENOUGH = 5;

/**
 * Tokens of the visible answer, by the user's calls of this model and effort; undefined where too few tell. A t on ln
 * tokens, as it predicts the next of a normal sample (Gelman et al., Bayesian Data Analysis, 3.2).
 */
export function visibleAnswer(calls: readonly OwnCall[], key: string, limit: number): Distribution | undefined {
  const logs = calls
    .filter(({ model, effort, visible }) => visible !== undefined && `${model} ${effort}` === key)
    .map(({ visible }) => Math.log(Math.max(1, visible!)));
  const n = logs.length;
  if (n < ENOUGH) return undefined;
  const location = logs.reduce((sum, value) => sum + value, 0) / n;
  const variance = logs.reduce((sum, value) => sum + (value - location) ** 2, 0) / (n - 1);
  return lengths({ location, scale: Math.sqrt(variance * (1 + 1 / n)), dof: n - 1, limit });
}
