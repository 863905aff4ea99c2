import * as l10n from "@vscode/l10n";
import { Failure } from "../../../protocol/failure.ts";
import { settle } from "../counts.ts";
import { amountAt, countAt, isJson, type Json, listAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { tierOf } from "../tier.ts";
import { timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

/** OpenAI's export of usage and of costs, JSON or CSV: sums of many requests by hour or day, with no count of hidden tokens. */
export const openaiUsage: Reader = {
  format: "openai-usage",
  recognises: (row) => row.object === "bucket" || row.object === "page" || "num_model_requests" in row,
  open: () => (row) => {
    const buckets = row.object === "page" ? listAt(row, "data").filter(isJson) : [row];
    return buckets.flatMap((bucket) =>
      bucket.object === "bucket"
        ? listAt(bucket, "results")
            .filter(isJson)
            .map((result) => sumsOf(result, bucket))
        : [sumsOf(bucket, bucket)],
    );
  },
};

function sumsOf(result: Json, bucket: Json): Draft {
  const time = timeOf(bucket.start_time);
  const cost = amountAt(result, "amount", "value");
  if (cost !== undefined) return { cost, time, provider: "openai", project: textAt(result, "project_id") };
  const calls = countAt(result, "num_model_requests");
  if (calls === undefined) throw new Failure("bad-input", l10n.t("no count of requests"));
  return {
    ...settle({
      input: countAt(result, "input_tokens"),
      cached: countAt(result, "input_cached_tokens"),
      output: countAt(result, "output_tokens"),
      hidden: undefined,
      isCacheInside: true,
      isHiddenInside: true,
    }),
    calls,
    provider: "openai",
    model: textAt(result, "model"),
    project: textAt(result, "project_id"),
    tier: result.batch === true || result.batch === "true" ? "batch" : tierOf(result.service_tier),
    time,
  };
}
