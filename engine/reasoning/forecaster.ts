import * as l10n from "@vscode/l10n";
import { formatShare } from "../../display/format.ts";
import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import {
  type Distribution,
  type EffortForecast,
  type Forecast,
  type OwnCall,
  quantiles,
} from "../../protocol/forecast.ts";
import { manyCalls } from "../../protocol/many-calls.ts";
import { outputCost } from "../cost/price.ts";
import { modelsAreWhole } from "../runtime/model-files.ts";
import type { Embedder } from "../salience/salience.ts";
import {
  cheapestSufficient,
  DEFAULT,
  effortLadder,
  type Rung,
  risingWithEffort,
  standsForItself,
  stepsFrom,
  usualEffort,
} from "./efforts.ts";
import { type CallTables, callTables, PromptNet, type PromptReading } from "./forecast-weights.ts";
import type { Correction, Lesson } from "./learning.ts";
import { type LengthBelief, shareAbove, standardGrid, summary } from "./length-distribution.ts";
import { type CallKind, callKind, type LogLength, locate } from "./location.ts";
import { canThink, plainName } from "./model-kin.ts";
import { lessonOf, visibleAnswer } from "./own-calls.ts";
import { ends, logCounts } from "./prompt-counts.ts";
import { callCost } from "./total-cost.ts";

export interface ForecastRequest {
  readonly text: string;
  readonly model: ModelInfo;
  /** The provider's name for the effort, or a thinking budget in tokens; the model's usual one where absent. */
  readonly effort?: string;
  /** Tokens that a call may think at most. */
  readonly budget?: number;
  /** Tokens of a call's input. */
  readonly inputTokens: number;
  /** Those of them that are sound. */
  readonly inputAudio?: number;
  /** Calls that the bill is for; 1 where absent. */
  readonly calls?: number;
  readonly ownCalls?: readonly OwnCall[];
}

/** A forecast, with the distribution that the asked effort's tokens were read from; without where it does not think. */
export interface Outlook {
  readonly forecast: Forecast;
  readonly belief?: LengthBelief;
}

/** The forecast of one setting in ln tokens, before order and ceilings. */
interface Draft {
  readonly rung: Rung;
  readonly key: string;
  readonly kind: CallKind;
  readonly length: Omit<LogLength, "spread" | "apart">;
  readonly correction: Correction;
}

/** No model thinks longer in one call, where the catalogue does not know better. */
const LONGEST = 128_000;
/** From so many calls of the user's own on, a model and effort count as known. */
const ENOUGH = 5;
/** From this novelty on, the user is told that the prompt is of another kind: twice what it is taken for unread. */
const UNLIKE = 0.2;

/** Forecasts how many tokens a call will think before it answers. */
export class Forecaster {
  readonly #net = new PromptNet();
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    this.#embedder = embedder;
  }

  /**
   * The forecast for the asked effort, beside every other effort of the model. A model that does not reason, and the
   * effort "none", forecast zero. Throws a `Failure`: "usage" for an effort that the model does not have,
   * "model-files".
   */
  async forecast(input: ForecastRequest): Promise<Outlook> {
    const { text, model } = input;
    if (!canThink(model) && !callTables().levels.model.has(plainName(kindOfModel(model))))
      return { forecast: silent(input) };
    return forecastFrom(callTables(), await this.read(text), input);
  }

  /** What the network reads in a prompt. Two windows of the encoder at most, whatever the length. */
  async read(text: string): Promise<PromptReading> {
    const { patterns, embedded, counted } = callTables();
    const vectors = await this.#embedder.embed(ends(text.trim(), embedded));
    const mean = Float32Array.from(vectors[0]!, (_, i) => vectors.reduce((sum, v) => sum + v[i]!, 0) / vectors.length);
    const reading = await this.#net.read(mean, logCounts(text, patterns, counted));
    await modelsAreWhole();
    return reading;
  }

  close(): Promise<void> {
    return this.#net.close();
  }
}

/** The forecast in ln tokens for one setting, moved by what the user's calls have taught. */
function draft(tables: CallTables, reading: PromptReading, model: ModelInfo, rung: Rung, lesson: Lesson): Draft {
  const kind = callKind(tables, kindOfModel(model), rung.like);
  const key = `${plainName(kindOfModel(model))} ${rung.like}`;
  const { location, scale, spread, apart, ...rest } = locate(tables, reading, kind);
  const correction = lesson({ names: kind.names, location, topic: reading.topic, apart });
  const length = {
    ...rest,
    location: location + correction.shift + Math.log(stepsFrom(rung)),
    scale: correction.stretch * Math.hypot(scale, correction.left * spread),
  };
  return { rung, key, kind, length, correction };
}

function forecastFrom(tables: CallTables, reading: PromptReading, request: Omit<ForecastRequest, "text">): Outlook {
  const { model, budget, inputTokens, ownCalls = [] } = request;
  const { rungs, asked } = effortLadder(tables, model, request.effort ?? effortOf(request));
  const lesson = lessonOf(ownCalls, tables, reading);
  const drafts = rungs.map((rung) => draft(tables, reading, model, rung, lesson));
  const t = standardGrid(tables.dof);
  const tokens = risingWithEffort(
    rungs,
    drafts.map(({ length }) => t.map((value) => Math.exp(length.location + length.scale * value))),
    asked,
  );
  const successes = risingSuccess(drafts, asked);
  const ceilings = rungs.map(({ ceiling }) => (ceiling === undefined ? budget : Math.min(ceiling, budget ?? ceiling)));
  const efforts = drafts.map((one, i) => settle(one, tokens[i]!, successes.get(one), ceilings[i], model, inputTokens));
  const at = rungs.indexOf(asked);
  const [chosen, row] = [drafts[at]!, efforts[at]!];
  const cheapest = cheapestSufficient(efforts);
  const { ownCalls: same, allCalls: all } = chosen.correction;
  const forecast: Forecast = {
    model: model.id,
    ...row,
    basis: chosen.kind.basis,
    ...(all > 0 && { ownCalls: { same, all } }),
    novelty: chosen.length.novelty,
    ...bill(request, row, chosen.key),
    efforts,
    ...(cheapest !== undefined && { cheapest }),
    notes: notesOn(chosen, row, model),
  };
  if (asked.like === "none") return { forecast };
  return { forecast, belief: { ...chosen.length, dof: tables.dof, limit: limitOf(model, ceilings[at]) } };
}

/** For a model that thinks only when it is asked to: a budget asks, and so did the user's latest call that thought. */
function effortOf({ model, budget, ownCalls = [] }: Omit<ForecastRequest, "text">): string | undefined {
  if (usualEffort(model) !== "none") return undefined;
  const name = plainName(kindOfModel(model));
  const latest = ownCalls.findLast((call) => call.model === name && call.reasoning > 0);
  return latest?.effort ?? (budget === undefined ? undefined : DEFAULT);
}

/** The chance of success at each named effort whose answers were graded; more effort is taken to do no harm. */
function risingSuccess(drafts: readonly Draft[], asked: Rung): Map<Draft, number> {
  const graded = drafts.filter(({ kind, rung }) => kind.graded && rung.ceiling === undefined);
  const chances = risingWithEffort(
    graded.map(({ rung }) => rung),
    graded.map(({ length }) => [length.success]),
    asked,
    1,
  );
  return new Map(graded.map((draft, i) => [draft, chances[i]![0]!]));
}

/** The visible answer, where the user's calls tell, and the price of the whole. */
function bill(
  { model, inputTokens: input, inputAudio: audio = 0, calls = 1, ownCalls = [] }: Omit<ForecastRequest, "text">,
  hidden: Distribution,
  key: string,
): Pick<Forecast, "visible" | "total"> {
  const visible = visibleAnswer(ownCalls, key, limitOf(model));
  const one = callCost(model, { input, audio, hidden, ...(visible && { visible }) });
  return { ...(visible && { visible }), ...(one && { total: manyCalls(one, calls) }) };
}

/** The most that a call can think. */
function limitOf({ outputTokens = LONGEST }: ModelInfo, ceiling = LONGEST): number {
  return Math.min(ceiling, outputTokens);
}

/** Cuts off what no call can exceed, and prices it. */
function settle(
  { rung, kind, correction }: Draft,
  tokens: readonly number[],
  success: number | undefined,
  ceiling: number | undefined,
  model: ModelInfo,
  inputTokens: number,
): EffortForecast {
  const limit = rung.like === "none" ? 0 : limitOf(model, ceiling);
  const { mean, quantiles } = summary(tokens.map((n) => Math.round(Math.min(n, limit))));
  const median = outputCost(model, quantiles["0.5"], inputTokens);
  const p90 = outputCost(model, quantiles["0.9"], inputTokens);
  return {
    effort: rung.effort,
    mean: Math.round(mean),
    quantiles,
    measured:
      rung.like === "none" ||
      correction.ownCalls >= ENOUGH ||
      (kind.basis === "this model and effort" && standsForItself(rung)),
    ...(median !== undefined && p90 !== undefined && { cost: { median, p90 } }),
    ...(success !== undefined && { success, efficiency: success ** 2 / Math.max(1, mean) }),
    ...(ceiling !== undefined && rung.like !== "none" && { cut: shareAbove(ceiling, tokens) }),
  };
}

function notesOn({ rung, kind, length, correction }: Draft, { cut }: EffortForecast, model: ModelInfo): string[] {
  const { id, efforts } = model;
  const isStrange = correction.ownCalls < ENOUGH;
  const notes: string[] = [];
  if (rung.ceiling === undefined && efforts?.includes(rung.effort) === false && !efforts.includes(DEFAULT))
    notes.push(l10n.t("{0} has no known effort level {1}; it has {2}.", id, rung.effort, efforts.join(", ")));
  if (rung.like === "none")
    notes.push(
      usualEffort(model) === "none"
        ? l10n.t("Thinking is off: this model thinks only when it is asked to, by an effort level or a budget.")
        : l10n.t("Thinking is off at this effort level."),
    );
  else if (kind.basis === "its family" && isStrange)
    notes.push(l10n.t("No calls of this model are known; the forecast starts from its family."));
  else if (kind.basis === "all models" && isStrange)
    notes.push(l10n.t("No calls of this model or its family are known; the forecast starts from all models."));
  if (cut !== undefined)
    notes.push(
      l10n.t(
        "The thinking budget cuts off {0} of such calls; the chance of a correct answer is that of the others.",
        formatShare(cut),
      ),
    );
  if (length.novelty > UNLIKE && rung.like !== "none")
    notes.push(l10n.t("This prompt is unlike those that the forecast was learnt from; the range is wider."));
  return notes;
}

function silent(request: ForecastRequest): Forecast {
  const { model } = request;
  const none: EffortForecast = {
    effort: "none",
    mean: 0,
    quantiles: quantiles(() => 0),
    measured: true,
    ...(model.prices && { cost: { median: 0, p90: 0 } }),
  };
  const key = `${plainName(kindOfModel(model))} ${effortLadder(callTables(), model, undefined).asked.like}`;
  return {
    model: model.id,
    ...none,
    basis: "this model does not reason",
    novelty: 0,
    ...bill(request, none, key),
    efforts: [none],
    notes: [l10n.t("This model does not think before it answers.")],
  };
}
