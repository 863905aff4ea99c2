import type { Command } from "commander";
import { Failure } from "../protocol/failure.ts";
import type { Method } from "../protocol/inspection.ts";
import { learnCallLogs } from "./call-logs.ts";
import { eachFile } from "./each-file.ts";
import { MOST_SAMPLES } from "./lines.ts";
import { numberIn, share, wholeNumber } from "./option-values.ts";
import { FORECAST_ROW, forecastRow, printForecast } from "./print-forecast.ts";
import { printTable } from "./print-table.ts";
import { readPrompt, readText } from "./read.ts";
import type { Session } from "./session.ts";
import { printJson, say } from "./terminal.ts";

/** The options of `tare forecast`. */
export interface ForecastOptions {
  readonly model: string;
  readonly question?: string;
  readonly method?: Method;
  readonly effort?: string;
  readonly budget?: number;
  readonly samples?: number;
  readonly keep?: number;
  readonly volume?: number;
  readonly calls?: string;
  readonly thinking?: string;
  readonly json?: boolean;
  readonly jsonl?: boolean;
}

/** The options of `tare forecast` beside those of every verb. */
export function withForecastOptions(command: Command): Command {
  return command
    .option(
      "--effort <name>",
      "the provider's effort level, or a thinking budget in tokens; the model's default if absent",
    )
    .option(
      "--calls <file>",
      "learn from a call log of yours, or a folder of them: the last 200 calls of each model and effort",
    )
    .option("--volume <calls>", "also show what so many calls a month cost", wholeNumber)
    .option("--keep <share>", "also show what compressing to this share of the prose (0.7, 70, 70%) would save", share)
    .option(
      "--budget <tokens>",
      "thinking budget in tokens: how many calls it cuts off, and the share of each sub-question",
      wholeNumber,
    )
    .option(
      "--samples <n>",
      "the chance of a correct answer in up to n samples, and its price",
      numberIn(1, MOST_SAMPLES),
    )
    .option("--thinking <file>", "a thinking trace so far: how much is left, and where it goes in circles");
}

/** `tare forecast`: one file in full, of several a line each. Throws `Failure`. */
export async function runForecast(session: Session, args: readonly string[], options: ForecastOptions): Promise<void> {
  const { calls, thinking, json, jsonl, ...asked } = options;
  // A line of a batch may have its own share.
  if (asked.keep === undefined && !jsonl && (asked.question !== undefined || asked.method !== undefined))
    throw new Failure("usage", "--question and --method apply to compression only: give them with --keep.");
  if ([...args, calls, thinking].filter((source) => source === "-").length > 1)
    throw new Failure("usage", "only one of the prompt, --calls and --thinking can come from standard input.");
  const trace = thinking === undefined ? undefined : await readText(thinking);
  const defaults = {
    ...asked,
    ...(calls !== undefined && { ownCalls: await learn(session, calls) }),
    ...(trace !== undefined && { thinking: trace }),
  };
  const rows: (readonly string[])[] = [];
  const forecastOne = async (file: string, isOne: boolean) => {
    const prompt = await readPrompt(file);
    const forecast = await session.forecast({ ...defaults, ...prompt });
    if (json) await printJson(JSON.stringify(isOne ? forecast : { id: file, ...forecast }));
    else if (isOne) printForecast(forecast, { text: prompt.text, keep: asked.keep, volume: asked.volume, trace });
    else rows.push([file, ...forecastRow(forecast)]);
  };
  return eachFile(args, {
    line: jsonl ? session.forecastLine(defaults) : undefined,
    file: forecastOne,
    end: () => rows.length > 0 && printTable(["file", ...FORECAST_ROW], rows),
  });
}

async function learn(session: Session, log: string) {
  const { calls } = await learnCallLogs(session, [log]);
  if (calls.length === 0) say(`${log}: no usage records found in this file`);
  return calls;
}
