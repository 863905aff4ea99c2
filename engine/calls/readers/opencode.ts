import { cacheWrites, settle } from "../counts.ts";
import { amountAt, at, countAt, isJson, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { secondsBetween, timeOf } from "../time.ts";

/**
 * opencode's messages, `~/.local/share/opencode/storage/message/<session>/<message>.json`. The cache stands beside the
 * input, and the hidden tokens beside the output; older versions counted them inside, which the total tells.
 */
export const opencode: Reader = {
  format: "opencode",
  recognises: (row) => "sessionID" in row || (isJson(row.tokens) && "modelID" in row),
  open: () => (row) => {
    const tokens = objectAt(row, "tokens");
    if (row.role !== "assistant" || !tokens) return [];
    const cache = objectAt(tokens, "cache");
    return [
      {
        ...settle({
          input: countAt(tokens, "input"),
          cached: countAt(cache, "read"),
          ...cacheWrites(countAt(cache, "write"), undefined, undefined),
          output: countAt(tokens, "output"),
          hidden: countAt(tokens, "reasoning"),
          total: countAt(tokens, "total"),
          isCacheInside: false,
          isHiddenInside: false,
        }),
        grows: true,
        model: textAt(row, "modelID"),
        provider: textAt(row, "providerID"),
        session: textAt(row, "sessionID"),
        project: textAt(row, "path", "root") ?? textAt(row, "path", "cwd"),
        time: timeOf(at(row, "time", "created")),
        seconds: secondsBetween(at(row, "time", "created"), at(row, "time", "completed")),
        cost: amountAt(row, "cost"),
        id: textAt(row, "id"),
      },
    ];
  },
};
