import { stated } from "../held-text.ts";
import { isJson, type Json, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { draftOf, responseIn } from "../response.ts";
import { withOthers } from "../with-others.ts";

/** The results of Anthropic's batches: those that succeeded are billed at the batch's price. */
export const anthropicBatch: Reader = {
  format: "anthropic-batch",
  recognises: (row) => "custom_id" in row && isJson(row.result),
  open: () => (row) => {
    const message = objectAt(row, "result", "message");
    const found = message && responseIn(message);
    return found ? withOthers({ ...draftOf(found), tier: "batch", grows: true }, found.usage) : [];
  },
};

const EVENTS = /^(?:message_(?:start|delta|stop)|content_block_(?:start|delta|stop)|ping)$/;

/** The events of an answer that Anthropic streams: the last of them has the counts of the output. */
export const anthropicStream: Reader = {
  format: "anthropic-stream",
  recognises: (row) => EVENTS.test(textAt(row, "type") ?? ""),
  open: (memory: { message?: Json }) => (row) => {
    if (row.type === "message_start") {
      const { id, type, model, usage } = objectAt(row, "message") ?? {};
      memory.message = { id, type, model, usage };
    }
    const { message = {} } = memory;
    if (row.type !== "message_delta" || textAt(message, "id") === undefined) return [];
    const usage = { ...objectAt(message, "usage"), ...stated(objectAt(row, "usage")) };
    const found = responseIn({ ...message, usage });
    return found ? withOthers({ ...draftOf(found), grows: true }, found.usage) : [];
  },
};
