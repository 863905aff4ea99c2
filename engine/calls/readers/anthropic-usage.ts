import { settle } from "../counts.ts";
import { amountAt, countAt, isJson, type Json, listAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { tierOf } from "../tier.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

const CENTS_PER_DOLLAR = 100;

/** Anthropic's reports of usage and of cost (Admin API), a page or a bucket a row: sums by minute, hour or day. */
export const anthropicUsage: Reader = {
  format: "anthropic-usage",
  recognises: (row) => isBucket(row) || listAt(row, "data").some(isBucket),
  open: () => (row) =>
    (isBucket(row) ? [row] : listAt(row, "data").filter(isJson)).flatMap((bucket) =>
      listAt(bucket, "results")
        .filter(isJson)
        .map((result) => ({
          ...sumsOf(result),
          grows: true,
          time: timeOf(bucket.starting_at),
          id: [...groupOf(result), bucket.starting_at, bucket.ending_at].join(" "),
        })),
    ),
};

function isBucket(row: unknown): boolean {
  return isJson(row) && "starting_at" in row && "ending_at" in row && Array.isArray(row.results);
}

const GROUPS = [
  "api_key_id",
  "workspace_id",
  "service_account_id",
  "model",
  "service_tier",
  "context_window",
  "inference_geo",
  "speed",
  "cost_type",
  "token_type",
];

/** What a sum is of: a report that is fetched again before its day is over tells more of the same. */
function groupOf(result: Json): string[] {
  return GROUPS.map((name) => textAt(result, name) ?? "");
}

function sumsOf(result: Json): Draft {
  const write = (name: string) => countAt(result, "cache_creation", name);
  const cents = amountAt(result, "amount");
  return {
    ...settle({
      input: countAt(result, "uncached_input_tokens"),
      cached: countAt(result, "cache_read_input_tokens"),
      write5m: write("ephemeral_5m_input_tokens") ?? countAt(result, "cache_creation_5m_input_tokens"),
      write1h: write("ephemeral_1h_input_tokens") ?? countAt(result, "cache_creation_1h_input_tokens"),
      output: countAt(result, "output_tokens"),
      hidden: undefined,
      isCacheInside: false,
      isHiddenInside: true,
    }),
    provider: "anthropic",
    model: textAt(result, "model"),
    project: textAt(result, "workspace_id"),
    tier: tierOf(result.service_tier),
    cost: cents === undefined ? undefined : cents / CENTS_PER_DOLLAR,
  };
}

/** The CSV of usage that Anthropic's console exports, a sum a row. */
export const anthropicConsole: Reader = {
  format: "anthropic-console",
  recognises: (row) => "usage_input_tokens_no_cache" in row,
  open: () => (row) => [
    {
      ...settle({
        input: countAt(row, "usage_input_tokens_no_cache"),
        cached: countAt(row, "usage_input_tokens_cache_read"),
        write5m: countAt(row, "usage_input_tokens_cache_write_5m"),
        write1h: countAt(row, "usage_input_tokens_cache_write_1h"),
        output: countAt(row, "usage_output_tokens"),
        hidden: undefined,
        isCacheInside: false,
        isHiddenInside: true,
      }),
      provider: "anthropic",
      model: textAt(row, "model_version"),
      project: textAt(row, "workspace"),
      tier: tierOf(row.usage_type),
      time: timeOf(row.usage_date_utc),
    },
  ],
};
