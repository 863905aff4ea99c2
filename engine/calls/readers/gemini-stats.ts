import { settle } from "../counts.ts";
import { amountAt, at, countAt, isJson, objectAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import type { Usage } from "../usage.ts";
import { geminiTokens } from "./gemini-tokens.ts";

/** What Gemini CLI prints with `--output-format json`, or at the end with `stream-json`: the sums of a run, by model. */
export const geminiStats: Reader = {
  format: "gemini-cli",
  recognises: (row) => isJson(at(row, "stats", "models")),
  open: () => (row) =>
    Object.entries(objectAt(row, "stats", "models")!).flatMap(([model, stats]) => {
      const tokens = objectAt(stats, "tokens");
      const counts = tokens ? geminiTokens(tokens) : shortCountsOf(stats);
      return counts ? [{ ...counts, calls: amountAt(stats, "api", "totalRequests"), provider: "google", model }] : [];
    }),
};

/** Of the hidden tokens these tell in the total alone. */
function shortCountsOf(stats: unknown): Usage | undefined {
  const [input, total] = [countAt(stats, "input_tokens"), countAt(stats, "total_tokens")];
  if (input === undefined || total === undefined) return undefined;
  return settle({
    input,
    cached: countAt(stats, "cached"),
    output: Math.max(total - input, countAt(stats, "output_tokens") ?? 0),
    hidden: undefined,
    isCacheInside: true,
    isHiddenInside: true,
  });
}
