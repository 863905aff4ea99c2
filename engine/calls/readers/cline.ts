import { cacheWrites, settle } from "../counts.ts";
import { amountAt, at, countAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";

/**
 * The messages of a task in Cline, and in Roo Code and Kilo Code, which go on from it: `tasks/<task>/ui_messages.json`. A
 * request has its counts once it is answered; the input is what no cache holds. Older versions do not name the model.
 */
export const cline: Reader = {
  format: "cline",
  recognises: (row) => "ts" in row && (row.type === "say" || row.type === "ask") && ("say" in row || "ask" in row),
  open: () => (row) => {
    const told = row.say === "api_req_started" ? objectAt(row, "text") : undefined;
    const [input, output] = [countAt(told, "tokensIn"), countAt(told, "tokensOut")];
    if (!told || (input === undefined && output === undefined)) return [];
    return [
      {
        ...settle({
          input,
          cached: countAt(told, "cacheReads"),
          ...cacheWrites(countAt(told, "cacheWrites")),
          output,
          hidden: undefined,
          isCacheInside: false,
          isHiddenInside: true,
        }),
        model: textAt(at(row, "modelInfo"), "modelId"),
        provider: textAt(at(row, "modelInfo"), "providerId"),
        cost: amountAt(told, "cost"),
        time: timeOf(row.ts),
      },
    ];
  },
};
