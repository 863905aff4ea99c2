import type { ModelInfo } from "../../protocol/catalogue.ts";
import {
  type EffortForecast,
  type Forecast,
  type OwnCall,
  PROBABILITIES,
  type Quantiles,
} from "../../protocol/forecast.ts";
import { outputCost } from "../cost/price.ts";
import { cheapestSufficient, effortLadder, type Rung, risingWithEffort } from "./efforts.ts";
import { type CallTables, callTables, PromptNet, type PromptReading } from "./forecast-weights.ts";
import { type Correction, correct, type History } from "./learning.ts";
import { type CallKind, callKind, type LogLength, locate } from "./location.ts";
import { canThink, plainName } from "./model-kin.ts";
import { historyOf } from "./own-calls.ts";
import { ends, logCounts } from "./prompt-counts.ts";
import { quantile } from "./student-t.ts";

/** What turns texts into unit embeddings; the salience engine does. */
export interface Embedder {
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}

export interface ForecastRequest {
  readonly text: string;
  readonly model: ModelInfo;
  /** The provider's name for the effort, or a thinking budget in tokens; the model's usual one where absent. */
  readonly effort?: string;
  /** Tokens of the call's input: they decide the price's tier. */
  readonly inputTokens?: number;
  readonly ownCalls?: readonly OwnCall[];
}

/** The forecast of one setting in ln tokens, before order and ceilings. */
export interface Draft {
  readonly rung: Rung;
  readonly key: string;
  readonly kind: CallKind;
  readonly length: LogLength;
  readonly correction: Correction;
}

/** No model thinks longer in one call, where the catalogue does not know better. */
const LONGEST = 128_000;
/** From this novelty on, the user is told that the prompt is of another kind. */
const UNLIKE = 0.5;
/** Points of the quadrature of the mean. */
const GRID = 200;

/** Forecasts how many tokens a call will think before it answers. */
export class Forecaster {
  readonly #net = new PromptNet();
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  /**
   * The forecast for the asked effort, beside every other effort of the model. A model that does not reason, and the
   * effort "none", forecast zero. Throws a `Failure`: "bad-input" for an effort that the model does not have,
   * "model-files".
   */
  async forecast(input: ForecastRequest): Promise<Forecast> {
    const { text, model } = input;
    if (!canThink(model) && !Object.hasOwn(callTables().levels.model, plainName(model.id))) return silent(model);
    return forecastFrom(callTables(), await this.read(text), input);
  }

  /** What the network reads in a prompt. Two windows of the encoder at most, whatever the length. */
  async read(text: string): Promise<PromptReading> {
    const { patterns, embedded, counted } = callTables();
    const vectors = await this.#embedder.embed(ends(text.trim(), embedded));
    const mean = Float32Array.from(vectors[0]!, (_, i) => vectors.reduce((sum, v) => sum + v[i]!, 0) / vectors.length);
    return this.#net.read(mean, logCounts(text, patterns, counted));
  }

  close(): Promise<void> {
    return this.#net.close();
  }
}

/** The forecast in ln tokens for one setting; `key` is the name under which the user's calls of it are remembered. */
export function draft(
  tables: CallTables,
  reading: PromptReading,
  model: ModelInfo,
  rung: Rung,
  history: History = {},
): Draft {
  const kind = callKind(tables, model.id, rung.like);
  const key = `${plainName(model.id)} ${rung.like}`;
  const correction = correct(history, key, tables.learning);
  const { location, scale, ...rest } = locate(tables, reading, kind);
  const length = { ...rest, location: location + correction.shift, scale: scale * correction.stretch };
  return { rung, key, kind, length, correction };
}

function forecastFrom(
  tables: CallTables,
  reading: PromptReading,
  { model, effort, inputTokens = 0, ownCalls = [] }: Omit<ForecastRequest, "text">,
): Forecast {
  const { rungs, asked } = effortLadder(tables, model, effort);
  const history = historyOf(ownCalls, tables, reading);
  const drafts = rungs.map((rung) => draft(tables, reading, model, rung, history));
  const t = standardGrid(tables.dof);
  const tokens = risingWithEffort(
    rungs,
    drafts.map(({ length }) => t.map((value) => Math.exp(length.location + length.scale * value))),
    asked,
  );
  const efforts = drafts.map((one, i) => settle(one, tokens[i]!, model, inputTokens));
  const chosen = drafts[rungs.indexOf(asked)]!;
  const cheapest = cheapestSufficient(efforts);
  const { ownCalls: same, allCalls: all } = chosen.correction;
  return {
    model: model.id,
    ...efforts[rungs.indexOf(asked)]!,
    basis: chosen.kind.basis,
    ...(all > 0 && { ownCalls: { same, all } }),
    novelty: chosen.length.novelty,
    efforts,
    ...(cheapest !== undefined && { cheapest }),
    notes: notesOn(chosen),
  };
}

/** Values of the standard t at GRID evenly spread probabilities, then at those of a forecast. */
function standardGrid(dof: number): readonly number[] {
  const even = Array.from({ length: GRID }, (_, i) => (i + 0.5) / GRID);
  grid ??= [...even, ...PROBABILITIES.map(Number)].map((p) => quantile(p, dof));
  return grid;
}
let grid: readonly number[] | undefined;

/** Cuts off what no call can exceed, and prices it. */
function settle({ rung, kind, length }: Draft, tokens: readonly number[], model: ModelInfo, inputTokens: number) {
  const limit = rung.like === "none" ? 0 : Math.min(rung.ceiling ?? LONGEST, model.outputTokens ?? LONGEST);
  const possible = tokens.map((n) => Math.min(n, limit));
  const mean = possible.slice(0, GRID).reduce((sum, n) => sum + n, 0) / GRID;
  const at = possible.slice(GRID).map(Math.round);
  const quantiles = Object.fromEntries(PROBABILITIES.map((p, i) => [p, at[i]!])) as unknown as Quantiles;
  const median = outputCost(model, quantiles["0.5"], inputTokens);
  const p90 = outputCost(model, quantiles["0.9"], inputTokens);
  const forecast: EffortForecast = {
    effort: rung.effort,
    mean: Math.round(mean),
    quantiles,
    ...(median !== undefined && p90 !== undefined && { cost: { median, p90 } }),
    ...(kind.graded && { success: length.success }),
  };
  return forecast;
}

function notesOn({ rung, kind, length }: Draft): string[] {
  const notes: string[] = [];
  if (rung.like === "none") notes.push("Thinking is off at this effort.");
  else if (kind.basis === "its family") notes.push("No calls of this model are known; it starts from its family.");
  else if (kind.basis === "all models")
    notes.push("No calls of this model or its family are known; it starts from all.");
  else if (kind.basis === "this model at other efforts") notes.push("No calls of this model at this effort are known.");
  if (rung.ceiling !== undefined) notes.push("A thinking budget is a ceiling; calls seldom reach it.");
  if (length.novelty > UNLIKE) notes.push("The prompt is unlike those it learnt from; the interval is wider.");
  return notes;
}

function silent(model: ModelInfo): Forecast {
  const quantiles = Object.fromEntries(PROBABILITIES.map((p) => [p, 0])) as unknown as Quantiles;
  const cost = model.prices && { cost: { median: 0, p90: 0 } };
  const none: EffortForecast = { effort: "none", mean: 0, quantiles, ...cost };
  return {
    model: model.id,
    ...none,
    basis: "this model does not reason",
    novelty: 0,
    efforts: [none],
    notes: ["This model does not think before it answers."],
  };
}
