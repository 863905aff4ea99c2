import { amountAt, isJson, textAt } from "../json.ts";
import type { Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import { usageOf } from "../usage.ts";

/** The debug log of Copilot Chat in VS Code, `debug-logs/<session>/main.jsonl`: its requests, with no count of hidden tokens. */
export const copilotChat: Reader = {
  format: "copilot-chat",
  recognises: (row) => typeof row.type === "string" && "sid" in row && isJson(row.attrs),
  open: () => (row) => {
    const counts = row.type === "llm_request" ? usageOf(row.attrs) : undefined;
    if (!counts) return [];
    const milliseconds = amountAt(row, "dur");
    return [
      {
        ...counts,
        grows: true,
        // A zero there means that nobody counted.
        hidden: counts.hidden === 0 ? undefined : counts.hidden,
        model: textAt(row.attrs, "model"),
        session: textAt(row, "sid"),
        time: timeOf(row.ts),
        seconds: milliseconds === undefined ? undefined : milliseconds / 1000,
        id: textAt(row, "spanId"),
      },
    ];
  },
};
