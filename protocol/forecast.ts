import type { AuditGroup, Place } from "./audit.ts";
import type { Inspection } from "./inspection.ts";
import type { SentAs } from "./prompt.ts";
import type { Span } from "./span.ts";

/** The probabilities at which a forecast is given. */
export const PROBABILITIES = ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"] as const;
export type Quantile = (typeof PROBABILITIES)[number];

/** Tokens that are not exceeded with each probability. They never fall from one to the next. */
export type Quantiles = Readonly<Record<Quantile, number>>;

/** A value for each probability. */
export function quantiles(value: (p: Quantile, i: number) => number): Quantiles {
  return Object.fromEntries(PROBABILITIES.map((p, i) => [p, value(p, i)])) as Quantiles;
}

/** What is uncertain, in tokens or US dollars. */
export interface Distribution {
  /** What many calls are budgeted by. Above the median where the tail is long, so no word on a single call. */
  readonly mean: number;
  readonly quantiles: Quantiles;
}

/** Reasoning tokens to expect at one effort. */
export interface EffortForecast extends Distribution {
  readonly effort: string;
  /**
   * False where no calls of this model at this effort are known: then it rests on ratios of other models or efforts.
   */
  readonly measured: boolean;
  /** US dollars for the reasoning alone; absent where the model has no known price. */
  readonly cost?: { readonly median: number; readonly p90: number };
  /** Chance that the answer is right, 0 to 1, where calls of this model and effort were graded. */
  readonly success?: number;
  /** E^3 of Plan and Budget (2505.16122): success squared by expected tokens. Higher is better. */
  readonly efficiency?: number;
  /** Chance that the thinking is cut off by the budget that was given, 0 to 1. */
  readonly cut?: number;
}

/** What one call costs, or one of each row where a file holds a call a row, in US dollars. */
export interface CallCost {
  readonly input: number;
  /** The input where the provider's cache holds all of it. */
  readonly cachedInput?: number;
  readonly hidden: Distribution;
  /** The visible answer; absent where nothing is known of its length. */
  readonly visible?: Distribution;
  /** Uncached input, hidden tokens and, where it is known, the answer. */
  readonly total: Distribution;
}

/** What compression takes off the whole bill, thinking and all; below 0 where it adds to it. */
export interface NetSaving {
  /** US dollars a call. */
  readonly saved: number;
  /** Share of the bill, 0 to 1: of the expected one, and of one that nine in ten, or one in ten, stay below. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** What so many samples of one prompt are expected to bring, when the best of them is taken. */
export interface SamplePlan {
  readonly samples: number;
  /** Expected tokens of all, and of the longest: they run side by side. */
  readonly tokens: number;
  readonly longest: number;
  /** Chance that at least one is right, 0 to 1; absent where the model's answers were not graded. */
  readonly success?: number;
  /** US dollars expected for all of them. */
  readonly cost?: number;
  /** US dollars for each right answer that the last of these samples adds. */
  readonly perFurtherSuccess?: number;
}

/** A sub-question of the prompt and the tokens that it may think. */
export interface Step extends Span {
  readonly tokens: number;
}

/** A stretch of a thinking trace that brought nothing new, and why. */
export interface Overthinking extends Span {
  readonly reason: "the same conclusion again" | "nothing new";
}

/** What is left of a thinking trace. */
export interface Remaining {
  /** Tokens of the trace. */
  readonly spent: number;
  /** Tokens still to come, given that it has thought so long. */
  readonly quantiles: Quantiles;
  /** Spans in the trace. */
  readonly overthinking: readonly Overthinking[];
}

/** What a forecast rests on, from the closest to the farthest kin. */
export const BASES = [
  "this model and effort",
  "this model at other efforts",
  "its family",
  "all models",
  "this model does not reason",
] as const;
export type Basis = (typeof BASES)[number];

/** What a prompt lets expect of a call, in ln tokens. */
export interface Expected {
  readonly location: number;
  /** As for a model and a kind of prompts that are known. */
  readonly scale: number;
  /** What the second of the forecaster's two models says beyond the first. */
  readonly apart: number;
  /** What the prompt is about, in a few numbers. */
  readonly topic: readonly number[];
}

/** A call that the user made, in numbers only: no text of it is kept. */
export interface OwnCall {
  /** The model's name and the effort, as forecasts name them. */
  readonly model: string;
  readonly effort: string;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** Tokens of the visible answer, where the log told. */
  readonly visible?: number;
  /** What its prompt let expect; where the log holds no prompt, it counts as a call of the prompt at hand. */
  readonly expected?: Expected;
}

/** What calls of logs taught, what an audit of them shows, and the lines that told of no call. */
export interface LearntCalls {
  readonly calls: readonly OwnCall[];
  readonly audit: readonly AuditGroup[];
  readonly bad: readonly (Place & { readonly message: string })[];
  /** Calls whose hidden tokens the logs do not count. */
  readonly uncounted: number;
}

/** Of a prompt that is no call of its own, and so has no forecast: what the turns pay that send it along. */
export interface NoCall extends Pick<Inspection, "model" | "sent" | "cost" | "session"> {
  readonly id?: string;
  readonly sentAs: Exclude<SentAs, "call">;
  readonly notes: readonly string[];
}

/** How many hidden tokens a call will think before it answers, as a distribution. */
export interface Forecast extends EffortForecast {
  readonly id?: string;
  readonly model: string;
  readonly basis: Basis;
  /** The user's own calls that it rests on beside that: of this model and effort, and of all. */
  readonly ownCalls?: { readonly same: number; readonly all: number };
  /** 0 for a prompt like those that it learnt from, 1 for one of another kind; the interval widens with it. */
  readonly novelty: number;
  /** Tokens of the visible answer, where the user's own calls tell. */
  readonly visible?: Distribution;
  /** Absent where the model has no known price. */
  readonly total?: CallCost;
  /** Every effort of the model, from the least to the most. */
  readonly efforts: readonly EffortForecast[];
  /** The cheapest effort whose chance of success is within a hair of the best, where that is known. */
  readonly cheapest?: string;
  /** What so many calls a month cost, where that was asked for and a price is known. */
  readonly month?: CallCost & { readonly calls: number };
  /** What compression would take off the bill, where that was asked for. */
  readonly net?: NetSaving;
  /** For 1, 2, 3... samples, where they were asked for. */
  readonly samples?: readonly SamplePlan[];
  /** How the budget that was given is best shared by the prompt's sub-questions, where it has several. */
  readonly steps?: readonly Step[];
  /** For the thinking so far, where it was given. */
  readonly remaining?: Remaining;
  /** What a user should know of these numbers, in their words. */
  readonly notes: readonly string[];
}
