import { cacheWrites, settle } from "../counts.ts";
import { amountAt, anyCount, at, isJson, type Json, objectAt, textAt } from "../json.ts";
import { promptIn } from "../prompt-text.ts";
import type { Reader } from "../reader.ts";
import { responseIn } from "../response.ts";
import { timeOf } from "../time.ts";
import { type Usage, usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";

/** Amazon Bedrock's log of invocations, whole or in columns. The provider's own counts in the body tell more than the log's. */
export const bedrockInvocation: Reader = {
  format: "bedrock-invocation",
  recognises: (row) =>
    row.schemaType === "ModelInvocationLog" ||
    at(row.input, "inputTokenCount") !== undefined ||
    at(row.output, "outputTokenCount") !== undefined,
  open: () => (row) => {
    const counts = countsIn(row);
    if (!counts || "errorCode" in row) return [];
    const request = objectAt(row, "input", "inputBodyJson");
    return [
      {
        ...counts,
        ...detailsOf(row),
        time: timeOf(row.timestamp ?? row["@timestamp"]),
        requestId: textAt(row, "requestId"),
        id: textAt(row, "output", "outputBodyJson", "id") ?? textAt(row, "requestId"),
        prompt: request && promptIn(request),
      },
    ];
  },
};

/** The results of Bedrock's batches. */
export const bedrockBatch: Reader = {
  format: "bedrock-batch",
  recognises: (row) => "recordId" in row && ("modelInput" in row || "modelOutput" in row),
  open: () => (row) => {
    const output = objectAt(row, "modelOutput");
    const found = output && responseIn(output);
    if (!found) return [];
    const request = objectAt(row, "modelInput");
    return [
      {
        ...found.counts,
        tier: "batch",
        provider: "aws",
        model: textAt(row, "modelId") ?? textAt(output, "model"),
        id: textAt(output, "id"),
        requestId: textAt(row, "recordId"),
        prompt: request && promptIn(request),
      },
    ];
  },
};

function detailsOf(row: Json): Draft {
  const milliseconds =
    amountAt(row, "output", "outputBodyJson", "metrics", "latencyMs") ?? amountAt(metricsIn(row), "invocationLatency");
  return {
    model: textAt(row, "modelId"),
    provider: "aws",
    seconds: milliseconds ? milliseconds / 1000 : undefined,
  };
}

/** A streamed answer is a list of events there; each has its part of the usage, the last one the metrics. */
function events(row: Json): readonly Json[] {
  const body = at(row, "output", "outputBodyJson");
  return Array.isArray(body) ? body.filter(isJson) : isJson(body) ? [body] : [];
}

function metricsIn(row: Json): unknown {
  return at(
    events(row).find((event) => "amazon-bedrock-invocationMetrics" in event),
    "amazon-bedrock-invocationMetrics",
  );
}

function countsIn(row: Json): Usage | undefined {
  const usages = events(row)
    .map((event) => objectAt(event, "message", "usage") ?? objectAt(event, "usage"))
    .filter(isJson);
  const own = usageOf(Object.fromEntries(usages.flatMap((one) => Object.entries(one))));
  if (own) return own;
  const input = anyCount(at(row, "input"), ["inputTokenCount"]);
  const output = anyCount(at(row, "output"), ["outputTokenCount"]);
  if (input === undefined && output === undefined) return undefined;
  return settle({
    input,
    cached: anyCount(at(row, "input"), ["cacheReadInputTokenCount"]),
    ...cacheWrites(anyCount(at(row, "input"), ["cacheWriteInputTokenCount"])),
    output,
    hidden: undefined,
    isCacheInside: false,
    isHiddenInside: true,
  });
}
