import { Failure } from "../protocol/failure.ts";
import { learnCallLogs } from "./call-logs.ts";
import { printAudit } from "./print-audit.ts";
import type { Session } from "./session.ts";
import { printJson } from "./terminal.ts";

export interface AuditOptions {
  /** The calls from this day on are compared with those before it. */
  readonly since?: string;
  readonly json?: boolean;
}

/** `tare audit`: logs of calls, the oldest first; standard input where none is named. Throws `Failure`. */
export async function runAudit(
  session: Session,
  logs: readonly string[],
  { since, json }: AuditOptions,
): Promise<void> {
  const paths = logs.length > 0 ? logs : ["-"];
  if (paths.filter((file) => file === "-").length > 1)
    throw new Failure("usage", "only one of the logs can come from standard input.");
  const { audit, bad, uncounted, files } = await learnCallLogs(
    session,
    paths,
    since === undefined ? undefined : startOf(since),
  );
  if (audit.length === 0) throw new Failure("bad-input", "no usage records found in this file.");
  if (json) await printJson(JSON.stringify({ groups: audit, bad, uncounted }));
  else printAudit(audit, files);
}

/** The start of a day in the user's time zone, in milliseconds since 1970. */
function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}
