import { cacheWrites, settle, settleSums } from "../counts.ts";
import { amountAt, anyText, countAt, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import { promptIn } from "../prompt-text.ts";
import type { Reader } from "../reader.ts";
import { secondsBetween, timeOf } from "../time.ts";
import { type Usage, usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";

const KINDS = new Set([
  "GENERATION",
  "SPAN",
  "EVENT",
  "AGENT",
  "TOOL",
  "CHAIN",
  "RETRIEVER",
  "EMBEDDING",
  "EVALUATOR",
  "GUARDRAIL",
]);

/** Langfuse's observations, alone, in a page of its API or in their trace. Only generations are calls; what holds them repeats their sums. */
export const langfuse: Reader = {
  format: "langfuse",
  recognises: (row) => isObservation(row) || listAt(row, "data").some(isObservation) || Array.isArray(row.observations),
  open: () => (row) => {
    const all = isObservation(row) ? [row] : [...listAt(row, "data"), ...listAt(row, "observations")];
    return all.filter(isObservation).filter(isJson).flatMap(callOf);
  },
};

function isObservation(row: unknown): boolean {
  return (
    isJson(row) &&
    KINDS.has(textAt(row, "type") ?? "") &&
    ("traceId" in row || "trace_id" in row || "usageDetails" in row)
  );
}

function callOf(row: Json): Draft[] {
  const details = objectAt(row, "usageDetails") ?? objectAt(row, "usage_details");
  const usage = objectAt(row, "usage");
  const counts = detailed(details) ?? summed(usage) ?? usageOf(usage) ?? usageOf(row);
  if (row.type !== "GENERATION" || !counts) return [];
  const parameters = objectAt(row, "modelParameters") ?? objectAt(row, "model_parameters");
  const [start, end] = [row.startTime ?? row.start_time, row.endTime ?? row.end_time];
  const call = {
    ...counts,
    model: anyText(row, ["model", "providedModelName", "provided_model_name", "internalModel"]),
    effort: anyText(parameters, ["reasoning_effort", "effort"]),
    session: anyText(row, ["sessionId", "session_id", "traceId", "trace_id"]),
    project: anyText(row, ["projectId", "project_id"]),
    time: timeOf(start),
    seconds: secondsBetween(start, end) ?? amountAt(row, "latency"),
    cost:
      amountAt(objectAt(row, "costDetails") ?? objectAt(row, "cost_details"), "total") ??
      amountAt(row, "calculatedTotalCost") ??
      amountAt(row, "totalCost") ??
      amountAt(usage, "totalCost"),
    id: textAt(row, "id"),
    grows: true as const,
    prompt: promptIn(row),
  };
  return [call];
}

/** `usageDetails`: its keys are parts that hold nothing of each other, but for integrations that hand on what a provider says. */
function detailed(details: Json | undefined): Usage | undefined {
  if (!details) return undefined;
  const names = Object.keys(details);
  const sum = (...patterns: readonly RegExp[]) => {
    const found = names.filter((name) => patterns.every((pattern) => pattern.test(name)));
    return found.length > 0 ? found.reduce((all, name) => all + (countAt(details, name) ?? 0), 0) : undefined;
  };
  const cached = sum(/cache/, /read|cached/);
  const written = sum(/cache/, /creation|write/);
  const hidden = sum(/reasoning|thinking|thought/);
  const input = sum(/^(?:input|prompt)/, /^(?!.*cache)/);
  const output = sum(/^(?:output|completion)/, /^(?!.*(?:reasoning|thinking|thought))/);
  if (input === undefined && output === undefined) return usageOf(details);
  const total = countAt(details, "total") ?? countAt(details, "total_tokens");
  const parts = (input ?? 0) + (cached ?? 0) + (written ?? 0);
  const isWhole = total !== undefined && total !== parts + (output ?? 0) + (hidden ?? 0);
  return settle({
    input,
    cached,
    ...cacheWrites(written, sum(/5m/), sum(/1h/)),
    output,
    hidden,
    total,
    isCacheInside: isWhole && total === (input ?? 0) + (output ?? 0),
    isHiddenInside: false,
  });
}

/** `usage` of older versions: the sums alone. */
function summed(usage: Json | undefined): Usage | undefined {
  return settleSums(countAt(usage, "input"), countAt(usage, "output"), countAt(usage, "total"));
}
