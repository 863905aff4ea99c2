import { settleSums } from "../counts.ts";
import { amountAt, countAt, objectAt, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";

/** Aider's log of events (`--analytics-log`): a message that was sent is a call. */
export const aider: Reader = {
  format: "aider",
  recognises: (row) => typeof row.event === "string" && "properties" in row && "user_id" in row,
  open: () => (row) => {
    const sent = row.event === "message_send" ? objectAt(row, "properties") : undefined;
    const counts = settleSums(countAt(sent, "prompt_tokens"), countAt(sent, "completion_tokens"), undefined);
    return counts
      ? [{ ...counts, model: textAt(sent, "main_model"), cost: amountAt(sent, "cost"), time: timeOf(row.time) }]
      : [];
  },
};
