import { amountAt, countAt, isJson, type Json, objectAt, textAt } from "../json.ts";
import { isOwn, type Reader } from "../reader.ts";
import { timeOf } from "../time.ts";
import { usageOf } from "../usage.ts";
import type { Draft } from "../usage-record.ts";

const KINDS = /^(?:session|assistant|user|tool|hook|subagent|system)\./;

/**
 * Copilot CLI's events, `~/.copilot/session-state/<session>/events.jsonl`. The end of a session repeats the sums of its
 * calls by model; they count where no event told of a call itself. What is called cost there are requests, no money.
 */
export const copilotCli: Reader = {
  format: "copilot-cli",
  recognises: (row) => typeof row.type === "string" && row.type.includes(".") && isJson(row.data) && isOwn(row, KINDS),
  open: () => {
    let session: Draft = {};
    let isTold = false;
    return (row) => {
      const data = objectAt(row, "data")!;
      if (row.type === "session.start")
        session = { session: textAt(data, "sessionId"), project: textAt(data, "context", "cwd") };
      if (row.type === "assistant.usage") {
        isTold = true;
        return callOf(data, session, {
          model: textAt(data, "model"),
          effort: textAt(data, "reasoningEffort"),
          time: timeOf(row.timestamp),
          seconds: secondsOf(data),
          id: textAt(data, "apiCallId") ?? idIn(session, row),
        });
      }
      if (row.type !== "session.shutdown" || isTold) return [];
      return Object.entries(objectAt(data, "modelMetrics") ?? {}).flatMap(([model, metrics]) =>
        callOf(objectAt(metrics, "usage"), session, {
          model,
          calls: countAt(metrics, "requests", "count"),
          time: timeOf(row.timestamp),
          id: idIn(session, row, model),
        }),
      );
    };
  },
};

function callOf(usage: Json | undefined, session: Draft, told: Draft): Draft[] {
  const counts = usageOf(usage);
  return counts ? [{ ...counts, grows: true, ...session, ...told }] : [];
}

function secondsOf(data: Json): number | undefined {
  const milliseconds = amountAt(data, "duration");
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

function idIn({ session }: Draft, row: Json, ...more: readonly string[]): string | undefined {
  const id = textAt(row, "id");
  return session === undefined || id === undefined ? undefined : [session, id, ...more].join(" ");
}
