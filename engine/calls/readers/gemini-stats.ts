import { settle } from "../counts.ts";
import { amountAt, at, countAt, isJson, objectAt } from "../json.ts";
import type { Reader } from "../reader.ts";

/** What Gemini CLI prints with `--output-format json`: the sums of a run, by model. */
export const geminiStats: Reader = {
  format: "gemini-cli",
  recognises: (row) => isJson(at(row, "stats", "models")),
  open: () => (row) =>
    Object.entries(objectAt(row, "stats", "models")!).flatMap(([model, stats]) => {
      const tokens = objectAt(stats, "tokens");
      if (!tokens) return [];
      return [
        {
          ...settle({
            input: (countAt(tokens, "prompt") ?? countAt(tokens, "input") ?? 0) + (countAt(tokens, "tool") ?? 0),
            cached: countAt(tokens, "cached"),
            output: countAt(tokens, "candidates") ?? 0,
            hidden: countAt(tokens, "thoughts") ?? 0,
            total: countAt(tokens, "total"),
            isCacheInside: true,
            isHiddenInside: false,
          }),
          calls: amountAt(stats, "api", "totalRequests"),
          provider: "google",
          model,
        },
      ];
    }),
};
