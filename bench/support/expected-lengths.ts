import { callTables } from "../../engine/reasoning/forecast-weights.ts";
import type { Forecaster } from "../../engine/reasoning/forecaster.ts";
import { callKind, type LogLength, locate } from "../../engine/reasoning/location.ts";
import type { Call } from "./reasoning-data.ts";

/** What the engine lets expect of any of the calls; each prompt is read once. */
export async function expectedLengths(
  forecaster: Forecaster,
  texts: ReadonlyMap<string, string>,
  calls: readonly Call[],
): Promise<(call: Call) => LogLength> {
  const tables = callTables();
  const readings = new Map<string, Awaited<ReturnType<Forecaster["read"]>>>();
  for (const { prompt } of calls)
    if (!readings.has(prompt)) readings.set(prompt, await forecaster.read(texts.get(prompt)!));
  return ({ prompt, model, effort }) => locate(tables, readings.get(prompt)!, callKind(tables, model, effort));
}
