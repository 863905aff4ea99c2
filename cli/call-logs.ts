import { formatCount } from "../display/format.ts";
import type { LearntCalls } from "../protocol/forecast.ts";
import { readText } from "./read.ts";
import type { Session } from "./session.ts";
import { say } from "./terminal.ts";

/** Lines that tell of no call are named up to this number. */
const NAMED = 3;

/** Reads logs of calls, the oldest first, and says on standard error which lines tell of no call. Throws `Failure`. */
export async function readCallLogs(session: Session, files: readonly string[]): Promise<LearntCalls> {
  const logs: string[] = [];
  for (const file of files) logs.push(await readText(file));
  const learnt = await session.learnCalls(logs);
  const { bad } = learnt;
  for (const { log, line, message } of bad.slice(0, NAMED)) say(`${files[log]}: line ${line}: ${message}`);
  if (bad.length > NAMED) say(`${formatCount(bad.length - NAMED)} more lines tell of no call`);
  return learnt;
}
