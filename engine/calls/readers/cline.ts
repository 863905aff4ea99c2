import { cacheWrites, settle } from "../counts.ts";
import { amountAt, at, countAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";

/** From this version on (3.29.5), the input that Roo Code tells is all of it: https://github.com/RooCodeInc/Roo-Code/pull/8954. */
const WHOLE_SINCE = Date.UTC(2025, 10, 1);
/** Those of Cline's providers that pass on a whole input beside what the cache holds of it. */
const WHOLE = /^(?:openai|litellm|doubao|fireworks|hicap|lmstudio|qwen|xai|zai)$/;

/**
 * The messages of a task in Cline, and in Roo Code and Kilo Code, which go on from it: `tasks/<task>/ui_messages.json`. A
 * request has its counts once it is answered. Those two name no model, and the protocol instead.
 */
export const cline: Reader = {
  format: "cline",
  recognises: (row) => "ts" in row && (row.type === "say" || row.type === "ask") && ("say" in row || "ask" in row),
  open: () => (row) => {
    const told = row.say === "api_req_started" ? objectAt(row, "text") : undefined;
    const [input, output] = [countAt(told, "tokensIn"), countAt(told, "tokensOut")];
    if (!told || (input === undefined && output === undefined)) return [];
    const [provider, time] = [textAt(at(row, "modelInfo"), "providerId"), timeOf(row.ts)];
    const protocol = textAt(told, "apiProtocol");
    const isWhole = protocol === "openai" || (protocol && (time ?? 0) >= WHOLE_SINCE) || WHOLE.test(provider ?? "");
    return [
      {
        ...settle({
          input,
          cached: countAt(told, "cacheReads"),
          ...cacheWrites(countAt(told, "cacheWrites")),
          output,
          hidden: undefined,
          isCacheInside: Boolean(isWhole),
          isHiddenInside: true,
        }),
        model: textAt(at(row, "modelInfo"), "modelId"),
        provider,
        cost: amountAt(told, "cost"),
        time,
      },
    ];
  },
};
