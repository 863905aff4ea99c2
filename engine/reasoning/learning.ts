import { LEVELS, type Level } from "./levels.ts";
import { type Noise, robustRegression, type Terms, times, trust, variance } from "./robust-regression.ts";

/**
 * Whose call it is, what was forecast for it in ln tokens, what its prompt is about, and what the linear model says of it
 * beyond the networks.
 */
export interface CallTraits {
  readonly names: Readonly<Record<Level, string>>;
  readonly location: number;
  readonly topic: ArrayLike<number>;
  readonly apart: number;
}

/** A call that the user made, the scale of its forecast as of what is known, and what it took. */
export interface Observation extends CallTraits {
  readonly scale: number;
  /** Reasoning tokens billed. */
  readonly tokens: number;
}

/**
 * How far users differ from the forecast before anything is known of them: standard deviations in ln tokens of what all
 * of a user's calls share, of what those of one name of a level share, of the slope on what was forecast, of one direction
 * of the topic, and of the share of the linear model.
 */
export interface Priors extends Noise {
  readonly user: number;
  readonly levels: Readonly<Record<Level, number>>;
  readonly slope: number;
  /** ln tokens at which the slope turns. */
  readonly middle: number;
  readonly topic: number;
  readonly apart: number;
}

/**
 * How a forecast moves for this user: ln tokens to add to the location, a factor on the scale, and what it rests on.
 */
export interface Correction {
  readonly shift: number;
  readonly stretch: number;
  /** The share that the calls leave of the standard deviation with which the location was uncertain, 0 to 1. */
  readonly left: number;
  /** Calls of this very model and effort, and of all. */
  readonly ownCalls: number;
  readonly allCalls: number;
}

/** What a user's calls have taught. */
export type Lesson = (call: CallTraits) => Correction;

/** The standard deviation, in ln tokens, by which a user's calls of one model and effort differ from the forecast as a whole. */
export function userSpread({ user, levels }: Priors): number {
  return Math.sqrt(user ** 2 + squared(Object.values(levels)));
}

/** Calls that the prior of the scale is worth. */
const SCALE_CALLS = 10;
/** Terms beside those of names and topic: what all calls share, the share of the linear model, and the slope. */
const FIXED = 3;

/**
 * What the forecasts missed is what all of the user's calls share + a term for each of the call's names + weight x what
 * was forecast + weights . topic + weight x apart + noise. The scale's factor compares every call with what the others
 * let expect of it.
 */
export function learn(calls: readonly Observation[], priors: Priors): Lesson {
  const width = calls[0]?.topic.length ?? 0;
  const columns = new Map<string, number>();
  for (const { names } of calls)
    for (const level of LEVELS) {
      const name = `${level} ${names[level]}`;
      if (!columns.has(name)) columns.set(name, FIXED + width + columns.size);
    }
  const termsOf = ({ names, location, topic, apart }: CallTraits): Terms => {
    const known = LEVELS.filter((level) => columns.has(`${level} ${names[level]}`));
    const named = known.map((level) => columns.get(`${level} ${names[level]}`)!);
    const topics = Array.from({ length: width }, (_, k) => priors.topic * topic[k]!);
    return {
      columns: [0, 1, 2, ...topics.map((_, k) => FIXED + k), ...named],
      values: [
        priors.user,
        priors.apart * apart,
        priors.slope * (location - priors.middle),
        ...topics,
        ...known.map((level) => priors.levels[level]),
      ],
    };
  };
  const missed = calls.map(({ tokens, location }) => Math.log(Math.max(1, tokens)) - location);
  const { weights, covariance, leftOut } = robustRegression(
    calls.map(termsOf),
    missed,
    FIXED + width + columns.size,
    priors,
  );

  const deviations = leftOut.map((miss, i) => miss / calls[i]!.scale);
  const squares = deviations.reduce((sum, d) => sum + d ** 2 * trust(d, priors.robustness), SCALE_CALLS);
  const stretch = Math.sqrt(squares / (SCALE_CALLS + calls.length));
  return (call) => {
    const same = calls.filter(({ names }) => names["model and effort"] === call.names["model and effort"]);
    const terms = termsOf(call);
    const unseen = LEVELS.filter((level) => !columns.has(`${level} ${call.names[level]}`));
    const untaught = squared(unseen.map((level) => priors.levels[level]));
    return {
      shift: times(terms, weights),
      stretch,
      left: Math.sqrt((variance(terms, covariance) + untaught) / (squared(terms.values) + untaught)),
      ownCalls: same.length,
      allCalls: calls.length,
    };
  };
}

function squared(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
