import { isJson, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import { anyUsageOf } from "../usage.ts";

/** Kimi CLI's sessions, `~/.kimi/sessions/<folder>/<session>/wire.jsonl`. They do not name the model. */
export const kimi: Reader = {
  format: "kimi",
  recognises: (row) => isJson(row.message) && isJson(row.message.payload) && typeof row.message.type === "string",
  open: () => (row) => {
    const told = objectAt(row, "message", "payload");
    const counts = anyUsageOf(told?.token_usage);
    return counts ? [{ ...counts, grows: true, id: textAt(told, "message_id"), time: timeOf(row.timestamp) }] : [];
  },
};
