import { formatCount } from "../../protocol/format.ts";
import { runLines } from "./lines.ts";
import { printForecast } from "./print-forecast.ts";
import { readPrompt, readText } from "./read.ts";
import type { Defaults, Session } from "./session.ts";

/** What `tare forecast` is told beside the prompt. */
export interface ForecastOptions extends Omit<Defaults, "ownCalls"> {
  /** A log of the user's own calls. */
  readonly calls?: string;
}

/** `tare forecast`: one prompt, or one a line. */
export async function runForecast(session: Session, file: string, options: ForecastOptions): Promise<void> {
  const { calls, ...rest } = options;
  const defaults: Defaults = calls === undefined ? rest : { ...rest, ownCalls: await learn(session, calls) };
  if (options.jsonl) return runLines(session.forecastLine(defaults));
  const forecast = await session.forecast({ ...defaults, ...(await readPrompt(file)) });
  if (options.json) console.log(JSON.stringify(forecast));
  else printForecast(forecast);
}

/** Lines that tell of no call are named up to this number. */
const NAMED = 3;

async function learn(session: Session, file: string) {
  const { calls, bad } = await session.learnCalls(await readText(file));
  for (const { line, message } of bad.slice(0, NAMED)) console.error(`tare: ${file}: line ${line}: ${message}`);
  if (bad.length > NAMED) console.error(`tare: ${file}: ${formatCount(bad.length - NAMED)} more lines tell of no call`);
  return calls;
}
