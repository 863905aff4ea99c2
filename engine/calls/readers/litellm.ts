import { settleSums } from "../counts.ts";
import { amountAt, anyText, at, countAt, type Json, objectAt, textAt } from "../json.ts";
import { promptIn } from "../prompt-text.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";
import { tierOf } from "../tier.ts";
import { secondsBetween, timeOf } from "../time.ts";
import { type Usage, usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";

/** LiteLLM's spend logs, a row a request: its sums in the row, their details in the metadata. */
export const litellmSpend: Reader = {
  format: "litellm-spend-logs",
  recognises: (row) => "spend" in row && "request_id" in row,
  open: () => (row) => {
    if (hasFailed(row)) return [];
    const usage = objectAt(objectAt(row, "metadata"), "usage_object");
    return [
      {
        ...(usageOf(usage) ?? sumsOf(row)),
        ...detailsOf(row),
        cost: amountAt(row, "spend"),
        id: textAt(row, "request_id"),
      },
    ];
  },
};

/** LiteLLM's standard payload for loggers: a call with the response that came. */
export const litellmPayload: Reader = {
  format: "litellm-standard-payload",
  recognises: (row) => "response_cost" in row && "call_type" in row,
  open: () => (row) => {
    if (hasFailed(row)) return [];
    const response = objectAt(row, "response");
    const found = response && responseIn(response);
    const usage = objectAt(objectAt(row, "metadata"), "usage_object");
    return [
      {
        ...(found && draftOf(found)),
        ...(found?.counts ?? usageOf(usage) ?? sumsOf(row)),
        ...detailsOf(row),
        model: textAt(response, "model") ?? textAt(row, "model"),
        cost: amountAt(row, "response_cost"),
        id: textAt(response, "id") ?? textAt(row, "id"),
        prompt: promptIn(row),
      },
    ];
  },
};

function hasFailed(row: Json): boolean {
  return row.status === "failure" || at(row, "metadata", "status") === "failure";
}

function sumsOf(row: Json): Usage | undefined {
  return settleSums(countAt(row, "prompt_tokens"), countAt(row, "completion_tokens"), countAt(row, "total_tokens"));
}

function detailsOf(row: Json): Draft {
  const parameters = objectAt(row, "model_parameters");
  const response = objectAt(row, "response");
  return {
    model: textAt(row, "model"),
    provider: textAt(row, "custom_llm_provider"),
    session: anyText(row, ["session_id", "trace_id"]),
    project: anyText(row, ["team_id", "end_user"]),
    effort: anyText(parameters, ["reasoning_effort", "effort"]) ?? textAt(parameters, "reasoning", "effort"),
    tier: tierOf(at(response, "service_tier")) ?? tierOf(at(parameters, "service_tier")),
    time: timeOf(row.startTime),
    seconds: secondsBetween(row.startTime, row.endTime),
  };
}
