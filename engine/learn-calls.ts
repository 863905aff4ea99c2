import { Failure } from "../protocol/failure.ts";
import type { Expected, LearntCalls, OwnCall } from "../protocol/forecast.ts";
import { anyModel } from "./cost/catalogue.ts";
import { readCallLog } from "./reasoning/call-log.ts";
import { effortLadder } from "./reasoning/efforts.ts";
import { callTables, type PromptReading } from "./reasoning/forecast-weights.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import { callKind, locate } from "./reasoning/location.ts";
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
      const reading = text === undefined ? undefined : await forecaster.read(text);
      calls.push({
        ...name,
        reasoning,
        ...(visible !== undefined && { visible }),
        ...(reading && { expected: expectedOf(reading, name.model, name.effort) }),
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "model-files") throw error;
      problems.push({ line, message: error.message });
    }
  }
  return { calls: calls.reverse(), bad: problems.sort((a, b) => a.line - b.line) };
}

function expectedOf(reading: PromptReading, model: string, effort: string): Expected {
  const { location, scale, apart } = locate(callTables(), reading, callKind(callTables(), model, effort));
  return { location, scale, apart, topic: Array.from(reading.topic) };
}
