import { Failure } from "../protocol/failure.ts";
import type { Expected, LearntCalls, OwnCall } from "../protocol/forecast.ts";
import { type AuditedCall, audit } from "./audit/audit.ts";
import { readCallLog } from "./calls/call-log.ts";
import { anyModel } from "./cost/catalogue.ts";
import { outputCost } from "./cost/price.ts";
import { effortLadder } from "./reasoning/efforts.ts";
import { callTables } from "./reasoning/forecast-weights.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import { userSpread } from "./reasoning/learning.ts";
import { callKind, locate } from "./reasoning/location.ts";
import { plainName } from "./reasoning/model-kin.ts";
import type { Watch } from "./weigh.ts";

/** So many of the latest calls of a model and effort are kept, and their prompts read: more would not move its forecast. */
const KEPT = 200;

/**
 * The calls of logs (`reasoning/call-log.ts` says of which form), the oldest log first, as what forecasts can learn from,
 * and what an audit of them shows. Throws a `Failure`: "cancelled", "model-files".
 */
export async function learnCalls(
  logs: readonly string[],
  forecaster: Forecaster,
  { signal, onProgress }: Watch = {},
): Promise<LearntCalls> {
  const contents = logs.map(readCallLog);
  const bad = contents.flatMap((one, log) => one.bad.map((line) => ({ log, ...line })));
  const logged = contents.flatMap((one, log) => one.calls.map((call) => ({ log, ...call })));
  const numbers = new Map<string, number>();
  const calls: OwnCall[] = [];
  const audited: AuditedCall[] = [];
  for (const [i, { text, ...call }] of logged.reverse().entries()) {
    if (signal?.aborted) throw new Failure("cancelled", "Cancelled.");
    try {
      const model = anyModel(call.model);
      const name = { model: plainName(model.id), effort: effortLadder(callTables(), model, call.effort).asked.like };
      const key = `${name.model} ${name.effort}`;
      const number = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, number);
      const isKept = number <= KEPT;
      const isRead = isKept && text !== undefined;
      // All else is done at once: a log may have a hundred thousand calls.
      if (isRead) onProgress?.(i / logged.length);
      const outlook = isRead ? await read(text, name, forecaster) : undefined;
      const { reasoning, visible } = call;
      const cost = outputCost(model, reasoning);
      audited.push({ ...call, ...name, ...(cost !== undefined && { cost }), ...(outlook && { outlook }) });
      if (!isKept) continue;
      const { expected } = outlook ?? {};
      calls.push({ ...name, reasoning, ...(visible !== undefined && { visible }), ...(expected && { expected }) });
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "model-files") throw error;
      bad.push({ log: call.log, line: call.line, message: error.message });
    }
  }
  return {
    calls: calls.reverse(),
    audit: audit(audited.reverse()),
    bad: bad.sort((a, b) => a.log - b.log || a.line - b.line),
  };
}

/** Whose call it is, as forecasts name them. */
type Name = Pick<OwnCall, "model" | "effort">;

/** What the prompt let expect, and by how much all calls of a user may lie elsewhere. */
async function read(text: string, { model, effort }: Name, forecaster: Forecaster) {
  const tables = callTables();
  const reading = await forecaster.read(text);
  const { location, scale, apart, spread } = locate(tables, reading, callKind(tables, model, effort));
  const expected: Expected = { location, scale, apart, topic: Array.from(reading.topic) };
  return { expected, spread: Math.hypot(spread, userSpread(tables.learning)) };
}
