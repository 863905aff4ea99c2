import type { ModelInfo } from "../protocol/catalogue.ts";
import { Failure } from "../protocol/failure.ts";
import type { Expected, LearntCalls, OwnCall } from "../protocol/forecast.ts";
import { type AuditedCall, audit } from "./audit/audit.ts";
import type { BadLine, ReadLogs } from "./calls/read-logs.ts";
import type { PlacedRecord } from "./calls/unique-calls.ts";
import type { UsageRecord } from "./calls/usage-record.ts";
import { countedBy, tokenizerOf } from "./cost/counting.ts";
import { outputCost } from "./cost/price.ts";
import { cancelled, type Progress } from "./progress.ts";
import { type CallName, KEPT, namer } from "./reasoning/call-names.ts";
import { callTables } from "./reasoning/forecast-weights.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";
import { userSpread } from "./reasoning/learning.ts";
import { callKind, locate } from "./reasoning/location.ts";

/** Prompts and answers of so many of them are read for the audit: 1,000 take some ten seconds. */
const READ = 1_000;

/**
 * What calls teach forecasts, the oldest first, and what an audit of them shows. `since`: from when on, in milliseconds since
 * 1970, they are audited. Throws a `Failure`: "cancelled", "model-files".
 */
export async function learnFrom(
  { records, bad }: ReadLogs,
  forecaster: Forecaster,
  { signal, onProgress }: Progress = {},
  since?: number,
): Promise<LearntCalls> {
  const told = records.filter(isTold);
  const nameOf = namer();
  const refused: BadLine[] = [];
  const numbers = new Map<string, number>();
  const calls: OwnCall[] = [];
  const audited: AuditedCall[] = [];
  for (const [i, record] of told.reverse().entries()) {
    if (signal?.aborted) throw cancelled();
    const { log, line, hidden: reasoning, visible, prompt } = record;
    try {
      const { model, name } = nameOf(record);
      const key = `${name.model} ${name.effort}`;
      const number = (numbers.get(key) ?? 0) + 1;
      numbers.set(key, number);
      const isKept = number <= KEPT && reasoning !== undefined;
      const isRead = number <= READ && reasoning !== undefined && prompt !== undefined;
      // All else is done at once: a log may have a hundred thousand calls.
      if (isRead) onProgress?.(i / told.length);
      const outlook = isRead ? await read(prompt, name, forecaster) : undefined;
      audited.push(auditedCall(record, model, name, number <= READ, outlook));
      if (!isKept) continue;
      const { expected } = outlook ?? {};
      calls.push({ ...name, reasoning, ...(visible !== undefined && { visible }), ...(expected && { expected }) });
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "model-files") throw error;
      refused.push({ log, line, message: error.message });
    }
  }
  return {
    calls: calls.reverse(),
    audit: audit(audited.reverse(), since),
    bad: [...bad, ...refused].sort((a, b) => a.log - b.log || a.line - b.line),
    uncounted: records.length - told.length,
  };
}

/** A call as the audit checks it. `isCounted`: whether its answer is counted anew. */
function auditedCall(
  record: PlacedRecord,
  model: ModelInfo,
  name: CallName,
  isCounted: boolean,
  outlook: AuditedCall["outlook"],
): AuditedCall {
  const { log, line, time, session, project, input, hidden: reasoning, visible, doubt, seconds } = record;
  const cost = reasoning === undefined ? undefined : outputCost(model, reasoning);
  const recounted = isCounted ? recount(record, model) : undefined;
  return {
    ...name,
    modelId: model.id,
    log,
    line,
    time,
    session,
    project,
    input,
    ...limitsOf(record, model),
    ...(recounted !== undefined && { recounted }),
    ...(reasoning !== undefined && { reasoning }),
    ...(visible !== undefined && { visible }),
    ...(doubt !== undefined && { doubt }),
    ...(seconds !== undefined && { seconds }),
    ...(cost !== undefined && { cost }),
    ...(outlook && { outlook }),
  };
}

/** Whether a record is of one call and tells of its hidden tokens, if only that what it tells cannot be. */
function isTold({ model, hidden, doubt, calls }: PlacedRecord): boolean {
  return model !== undefined && calls === undefined && (hidden !== undefined || doubt === "hidden");
}

/** What no count of a call can be above. */
function limitsOf(
  { effort = "", budget }: UsageRecord,
  { outputTokens }: ModelInfo,
): Pick<AuditedCall, "budget" | "limit"> {
  const allowed = budget ?? (/^\d+$/.test(effort) ? Number(effort) : undefined);
  return {
    ...(allowed !== undefined && { budget: allowed }),
    ...(outputTokens !== undefined && { limit: outputTokens }),
  };
}

/** Tokens of the answer, where the log holds it and the model's vocabulary is known. */
function recount({ answer, toolCalls = 0 }: UsageRecord, { counting }: ModelInfo): number | undefined {
  if (answer === undefined || toolCalls > 0 || countedBy(counting) !== "exact") return undefined;
  return tokenizerOf(counting).encode(answer).ids.length;
}

/** What the prompt let expect, and by how much all calls of a user may lie elsewhere. */
async function read(text: string, { model, effort }: CallName, forecaster: Forecaster) {
  const tables = callTables();
  const reading = await forecaster.read(text);
  const { location, scale, apart, spread } = locate(tables, reading, callKind(tables, model, effort));
  const expected: Expected = { location, scale, apart, topic: Array.from(reading.topic) };
  return { expected, spread: Math.hypot(spread, userSpread(tables.learning)) };
}
