import { settle } from "../counts.ts";
import { amountAt, anyCount, anyText, isJson, objectAt, textAt } from "../json.ts";
import { promptIn } from "../prompt-text.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";
import { timeOf } from "../time.ts";

/** Helicone's requests: the provider's response within, and the same counts in the row. */
export const helicone: Reader = {
  format: "helicone",
  recognises: (row) => "response_status" in row && ("request_body" in row || "request_model" in row),
  open: () => (row) => {
    if ((amountAt(row, "response_status") ?? 0) >= 400) return [];
    const body = objectAt(row, "response_body");
    const found = body && responseIn(body);
    const [input, output] = [anyCount(row, ["prompt_tokens"]), anyCount(row, ["completion_tokens"])];
    if (!found && input === undefined && output === undefined) return [];
    const milliseconds = amountAt(row, "delay_ms");
    const request = objectAt(row, "request_body");
    return [
      {
        ...(found
          ? draftOf(found)
          : settle({
              input,
              cached: anyCount(row, ["prompt_cache_read_tokens"]),
              write5m: anyCount(row, ["prompt_cache_write_tokens"]),
              output,
              hidden: anyCount(row, ["reasoning_tokens", "completion_reasoning_tokens"]),
              total: anyCount(row, ["total_tokens"]),
              isCacheInside: true,
              isHiddenInside: true,
            })),
        model: textAt(body, "model") ?? anyText(row, ["response_model", "model", "request_model"]),
        requestId: textAt(row, "request_id"),
        id: textAt(body, "id") ?? textAt(row, "request_id"),
        provider: textAt(row, "provider")?.toLowerCase(),
        effort: textAt(request, "reasoning_effort") ?? textAt(request, "reasoning", "effort"),
        session: isJson(row.request_properties) ? textAt(row.request_properties, "Helicone-Session-Id") : undefined,
        time: timeOf(row.request_created_at ?? row.response_created_at),
        seconds: milliseconds ? milliseconds / 1000 : undefined,
        cost: amountAt(row, "costUSD") ?? amountAt(row, "cost_usd") ?? amountAt(row, "cost"),
        prompt: request && promptIn(request),
      },
    ];
  },
};
