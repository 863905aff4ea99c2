import { formatCount } from "../display/format.ts";
import { type BadLine, LogReader, type ReadLogs } from "../engine/calls/read-logs.ts";
import { logFiles, readLogFile } from "../engine/ledger/log-files.ts";
import { Failure } from "../protocol/failure.ts";
import type { LearntCalls } from "../protocol/forecast.ts";
import type { Session } from "./session.ts";
import { say } from "./terminal.ts";

/** How many of the lines that are no usage records are named. */
export const NAMED = 3;

/** What was read, and the names of the logs. */
export interface ReadFiles extends ReadLogs {
  readonly files: readonly string[];
}

/**
 * Reads logs of calls, the oldest first, folders with all their logs. Throws `Failure` where the only log cannot be
 * read; one of many is named on standard error.
 */
export async function readCallLogs(paths: readonly string[]): Promise<ReadFiles> {
  const files = await logFiles(paths);
  const reader = new LogReader();
  for (const file of files) {
    const log = reader.open();
    try {
      await readLogFile(file, log);
    } catch (error) {
      if (!(error instanceof Failure) || files.length === 1) throw error;
      say(error.message);
    }
  }
  return { ...reader.result(), files };
}

/**
 * Reads logs, learns from them, and audits their calls from `since` on. Says on standard error which lines and calls do
 * not count. Throws `Failure`.
 */
export async function learnCallLogs(
  session: Session,
  paths: readonly string[],
  since?: number,
): Promise<LearntCalls & Pick<ReadFiles, "files">> {
  const read = await readCallLogs(paths);
  const learnt = await session.learnCalls(read, since);
  sayUnread(read.files, learnt.bad);
  const calls = learnt.uncounted === 1 ? "1 call is" : `${formatCount(learnt.uncounted)} calls are`;
  if (learnt.uncounted > 0) say(`${calls} left out: the logs do not count their thinking tokens`);
  return { ...learnt, files: read.files };
}

/** Says on standard error which lines of logs could not be read. */
export function sayUnread(files: readonly string[], bad: readonly BadLine[]): void {
  for (const { log, line, message } of bad.slice(0, NAMED)) say(`${files[log]}: line ${line}: ${message}`);
  if (bad.length > NAMED) say(`${formatCount(bad.length - NAMED)} more lines are no usage records`);
}
