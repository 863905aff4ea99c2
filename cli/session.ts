import type { ReadLogs } from "../engine/calls/read-logs.ts";
import { compare } from "../engine/compare.ts";
import { compress } from "../engine/compress.ts";
import { forecastPrompt } from "../engine/forecast.ts";
import { inspect } from "../engine/inspect.ts";
import { learnFrom } from "../engine/learn-calls.ts";
import { importedCalls } from "../engine/ledger/user-ledger.ts";
import type { Progress } from "../engine/progress.ts";
import { Forecaster } from "../engine/reasoning/forecaster.ts";
import { finite } from "../engine/runtime/finite.ts";
import { Directions } from "../engine/salience/directions.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { type WeighedPrompt, weigh } from "../engine/weigh.ts";
import type { Comparison } from "../protocol/comparison.ts";
import type { Compression } from "../protocol/compression.ts";
import type { CompareInput, ForecastInput, PromptInput, Target } from "../protocol/engine.ts";
import { Failure } from "../protocol/failure.ts";
import type { Forecast, LearntCalls, NoCall } from "../protocol/forecast.ts";
import type { Inspection } from "../protocol/inspection.ts";
import { manyCalls } from "../protocol/many-calls.ts";
import { netSaving } from "../protocol/net-saving.ts";
import type { PromptLine } from "./lines.ts";
import { withProgress } from "./progress.ts";
import { say } from "./terminal.ts";

/** What the flags of a command say for every prompt; a line of a batch may override it for itself. */
export interface Defaults extends Omit<PromptInput, "text" | "path"> {
  readonly keep?: number;
  readonly tokens?: number;
  readonly json?: boolean;
  readonly jsonl?: boolean;
  readonly diff?: boolean;
}

/** What else a forecast's bill is to include. */
interface BillOptions {
  /** Share of the tokens to compress to, 0 to 1. */
  readonly keep?: number;
  /** Calls a month. */
  readonly volume?: number;
}

/** One run of the command line: it holds the salience engine and shows progress on a terminal. */
export class Session {
  // Exact directions, none taken over from an earlier prompt: a line's result must not depend on the lines before it.
  readonly #salience = new SalienceEngine(new Directions(0));
  readonly #forecaster = new Forecaster(this.#salience);
  readonly #imported = importedCalls(({ message }) => say(message));

  async inspect(input: PromptInput): Promise<Inspection> {
    return finite(inspect(await this.#weigh(input)));
  }

  /** An inspection, and how many tokens trim takes off what is sent. */
  async inspectAndTrim(input: PromptInput): Promise<{ inspection: Inspection; trimmed: number }> {
    const weighed = await this.#weigh(input);
    const { before, after } = compress(weighed);
    return finite({ inspection: inspect(weighed), trimmed: before - after });
  }

  async compress(input: PromptInput & Pick<Defaults, "keep" | "tokens">, progress?: Progress): Promise<Compression> {
    const target = targetOf(input);
    return finite(compress(await this.#weigh(input, progress), target));
  }

  /** With what a month of calls costs, and what compressing would take off the bill, where these are asked for. */
  async forecast({ keep, volume, ...input }: ForecastInput & BillOptions): Promise<Forecast | NoCall> {
    const ownCalls = input.ownCalls ?? (await this.#imported());
    const forecast = await forecastPrompt({ ...input, ownCalls }, this.#forecaster);
    if ("sentAs" in forecast || !forecast.total) return finite(forecast);
    const { total } = forecast;
    const advice = keep === undefined ? undefined : (await this.compress({ ...input, keep })).advice;
    return finite({
      ...forecast,
      ...(volume !== undefined && { month: { calls: volume, ...manyCalls(total, volume) } }),
      ...(advice && { net: netSaving(total.total, advice.dollars ?? 0) }),
    });
  }

  async compare(input: CompareInput, signal?: AbortSignal): Promise<Comparison> {
    const ownCalls = input.ownCalls ?? (await this.#imported());
    return finite(await compare({ ...input, ownCalls }, this.#forecaster, signal));
  }

  learnCalls(logs: ReadLogs, since?: number): Promise<LearntCalls> {
    return withProgress("Importing the call log", async (onProgress) =>
      finite(await learnFrom(logs, this.#forecaster, { onProgress }, since)),
    );
  }

  forecastLine(defaults: Omit<ForecastInput, "text"> & BillOptions): (line: PromptLine) => Promise<Forecast | NoCall> {
    return (line) => this.forecast({ ...defaults, ...line } as ForecastInput);
  }

  inspectLine(defaults: Defaults): (line: PromptLine) => Promise<Inspection> {
    return (line) => this.inspect(merge(defaults, line));
  }

  compressLine(defaults: Defaults): (line: PromptLine) => Promise<Compression> {
    return (line) => this.compress(merge(defaults, line));
  }

  compareLine(models: readonly string[]): (line: PromptLine) => Promise<Comparison> {
    return ({ text, path }) => this.compare({ text, models, ...(path !== undefined && { path }) });
  }

  async close(): Promise<void> {
    await this.#forecaster.close();
    await this.#salience.close();
  }

  #weigh(input: PromptInput, progress?: Progress): Promise<WeighedPrompt> {
    if (progress) return weigh(input, this.#salience, progress);
    return withProgress("Weighing", (onProgress) => weigh(input, this.#salience, { onProgress }));
  }
}

function merge({ keep, tokens, ...defaults }: Defaults, { effort: _, ...line }: PromptLine) {
  const ownTarget = line.keep !== undefined || line.tokens !== undefined;
  const target = ownTarget ? {} : { ...(keep !== undefined && { keep }), ...(tokens !== undefined && { tokens }) };
  return { ...defaults, ...target, ...line } as PromptInput & Pick<Defaults, "keep" | "tokens">;
}

/** Without either the prompt is trimmed. */
function targetOf({ keep, tokens }: Pick<Defaults, "keep" | "tokens">): Target | undefined {
  if (keep !== undefined && tokens !== undefined) throw new Failure("usage", "give keep or tokens, not both.");
  if (keep !== undefined) return { keep };
  return tokens === undefined ? undefined : { tokens };
}
