import { formatCount } from "../display/format.ts";
import type { LearntCalls } from "../protocol/forecast.ts";
import { readText } from "./read.ts";
import type { Session } from "./session.ts";
import { say } from "./terminal.ts";

/** So many lines that are no usage records are named. */
const NAMED = 3;

/** Reads logs of calls, the oldest first, and says on standard error which lines are no usage records. Throws `Failure`. */
export async function readCallLogs(session: Session, files: readonly string[]): Promise<LearntCalls> {
  const logs: string[] = [];
  for (const file of files) logs.push(await readText(file));
  const learnt = await session.learnCalls(logs);
  const { bad } = learnt;
  for (const { log, line, message } of bad.slice(0, NAMED)) say(`${files[log]}: line ${line}: ${message}`);
  if (bad.length > NAMED) say(`${formatCount(bad.length - NAMED)} more lines are no usage records`);
  return learnt;
}
