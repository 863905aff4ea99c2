import { settle } from "../counts.ts";
import { amountAt, countAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";

/** PostHog's events of generations. */
export const posthog: Reader = {
  format: "posthog",
  recognises: (row) => row.event === "$ai_generation" && objectAt(row, "properties") !== undefined,
  open: () => (row) => {
    const told = objectAt(row, "properties");
    const [input, output] = [countAt(told, "$ai_input_tokens"), countAt(told, "$ai_output_tokens")];
    if (input === undefined && output === undefined) return [];
    return [
      {
        ...settle({
          input,
          cached: countAt(told, "$ai_cache_read_input_tokens"),
          write5m: countAt(told, "$ai_cache_creation_input_tokens"),
          output,
          hidden: countAt(told, "$ai_reasoning_tokens"),
          isCacheInside: true,
          isHiddenInside: true,
        }),
        model: textAt(told, "$ai_model"),
        provider: textAt(told, "$ai_provider"),
        session: textAt(told, "$ai_session_id") ?? textAt(told, "$ai_trace_id"),
        seconds: amountAt(told, "$ai_latency") || undefined,
        cost: amountAt(told, "$ai_total_cost_usd"),
        time: timeOf(row.timestamp),
        id: textAt(row, "uuid"),
      },
    ];
  },
};
