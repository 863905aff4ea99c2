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
  open: (memory: { session?: Session; isTold?: boolean }) => (row) => {
    const data = objectAt(row, "data")!;
    if (row.type === "session.start")
      memory.session = { session: textAt(data, "sessionId"), project: textAt(data, "context", "cwd") };
    const { session = {} } = memory;
    if (row.type === "assistant.usage") {
      memory.isTold = true;
      return callOf(data, session, {
        model: textAt(data, "model"),
        effort: textAt(data, "reasoningEffort"),
        time: timeOf(row.timestamp),
        seconds: secondsOf(data),
        id: textAt(data, "apiCallId") ?? idIn(session, row),
      });
    }
    if (row.type !== "session.shutdown" || memory.isTold) return [];
    return Object.entries(objectAt(data, "modelMetrics") ?? {}).flatMap(([model, metrics]) =>
      callOf(objectAt(metrics, "usage"), session, {
        model,
        calls: countAt(metrics, "requests", "count"),
        time: timeOf(row.timestamp),
        id: idIn(session, row, model),
      }),
    );
  },
};

type Session = Pick<Draft, "session" | "project">;

function callOf(usage: Json | undefined, session: Session, told: Draft): Draft[] {
  const counts = usageOf(usage);
  return counts ? [{ ...counts, grows: true, ...session, ...told }] : [];
}

function secondsOf(data: Json): number | undefined {
  const milliseconds = amountAt(data, "duration");
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

function idIn({ session }: Session, row: Json, ...more: readonly string[]): string | undefined {
  const id = textAt(row, "id");
  return session === undefined || id === undefined ? undefined : [session, id, ...more].join(" ");
}
