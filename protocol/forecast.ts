/** The probabilities at which a forecast is given. */
export const PROBABILITIES = ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"] as const;
export type Quantile = (typeof PROBABILITIES)[number];

/** Tokens that are not exceeded with each probability. They never fall from one to the next. */
export type Quantiles = Readonly<Record<Quantile, number>>;

/** Reasoning tokens to expect at one effort. */
export interface EffortForecast {
  readonly effort: string;
  /** Expected tokens: what sums over many calls rest on. Above the median, since the tail is long. */
  readonly mean: number;
  readonly quantiles: Quantiles;
  /** US dollars for the reasoning alone; absent where the model has no known price. */
  readonly cost?: { readonly median: number; readonly p90: number };
  /** Chance that the answer is right, 0 to 1, where calls of this model and effort were graded. */
  readonly success?: number;
}

/** What a forecast rests on, from the closest to the farthest kin. */
export type Basis =
  | "this model and effort"
  | "this model at other efforts"
  | "its family"
  | "all models"
  | "this model does not reason";

/** A call that the user made, in numbers only: no text of it is kept. */
export interface OwnCall {
  /** The model's name and the effort, as forecasts name them. */
  readonly model: string;
  readonly effort: string;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** Tokens of the visible answer, where the log told. */
  readonly visible?: number;
  /** What its prompt let expect, in ln tokens; where the log holds no prompt, it counts as a call of the prompt at hand. */
  readonly expected?: { readonly location: number; readonly scale: number };
}

/** What a log of calls taught, and the lines that told of no call. */
export interface LearntCalls {
  readonly calls: readonly OwnCall[];
  readonly bad: readonly { readonly line: number; readonly message: string }[];
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
  /** Every effort of the model, from the least to the most. */
  readonly efforts: readonly EffortForecast[];
  /** The cheapest effort whose chance of success is within a hair of the best, where that is known. */
  readonly cheapest?: string;
  /** What a user should know of these numbers, in their words. */
  readonly notes: readonly string[];
}
