import { Failure } from "../protocol/failure.ts";
import type { LearntCalls, OwnCall } from "../protocol/forecast.ts";
import { anyModel } from "./cost/catalogue.ts";
import { readCallLog } from "./reasoning/call-log.ts";
import { effortLadder } from "./reasoning/efforts.ts";
import { callTables } from "./reasoning/forecast-weights.ts";
import { draft, type Forecaster } from "./reasoning/forecaster.ts";
import { plainName } from "./reasoning/model-kin.ts";

/** So many of the latest calls of a model and effort are kept: more would not move its forecast. */
const KEPT = 200;

/** The calls of a log (`reasoning/call-log.ts` says of which form) as what forecasts can learn from. */
export async function learnCalls(log: string, forecaster: Forecaster): Promise<LearntCalls> {
  const { calls: logged, bad } = readCallLog(log);
  const problems = [...bad];
  const kept = new Map<string, number>();
  const calls: OwnCall[] = [];
  for (const { line, model: id, effort: asked, reasoning, visible, text } of logged.reverse()) {
    try {
      const model = anyModel(id);
      const rung = effortLadder(callTables(), model, asked).asked;
      const name = { model: plainName(model.id), effort: rung.like };
      const key = `${name.model} ${name.effort}`;
      const number = (kept.get(key) ?? 0) + 1;
      kept.set(key, number);
      if (number > KEPT) continue;
      const length =
        text === undefined ? undefined : draft(callTables(), await forecaster.read(text), model, rung).length;
      calls.push({
        ...name,
        reasoning,
        ...(visible !== undefined && { visible }),
        ...(length && { expected: { location: length.location, scale: length.scale } }),
      });
    } catch (error) {
      if (!(error instanceof Failure && error.code === "bad-input")) throw error;
      problems.push({ line, message: error.message });
    }
  }
  return { calls: calls.reverse(), bad: problems.sort((a, b) => a.line - b.line) };
}
