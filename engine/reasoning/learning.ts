/** One call that the user made: what was forecast for it, in ln tokens, and what it took. */
export interface Observation {
  /** The model and effort, as `callKey` names them. */
  readonly key: string;
  readonly location: number;
  readonly scale: number;
  /** Reasoning tokens billed, at least 1. */
  readonly tokens: number;
}

/** What the calls of one model and effort have taught: sums over their residuals, no prompt and no text. */
export interface Evidence {
  readonly calls: number;
  /** Sum of weights, of weighted residuals and of weighted squared residuals; a weight is 1 / scale^2, robust. */
  readonly weight: number;
  readonly residual: number;
  readonly squared: number;
}

/** A user's history, by model and effort. Plain JSON: it is stored as it is. */
export type History = Readonly<Record<string, Evidence>>;

/** How a forecast moves for this user: ln tokens to add to the location, a factor on the scale, and what it rests on. */
export interface Correction {
  readonly shift: number;
  readonly stretch: number;
  /** Calls of this very model and effort, and of all. */
  readonly ownCalls: number;
  readonly allCalls: number;
}

/** How far users and models differ from the forecast before anything is known of them, in ln tokens (model card). */
export interface Priors {
  /** Standard deviation of what all calls of a user share: their kind of task. */
  readonly user: number;
  /** Standard deviation of what the calls of one model and effort share beside that. */
  readonly key: number;
  /** Calls that the prior of the scale is worth. */
  readonly scaleCalls: number;
}

const NOTHING: Evidence = { calls: 0, weight: 0, residual: 0, squared: 0 };

/** Freedom of the t whose weights keep one stray call from moving the forecast far (Lange, Little and Taylor 1989). */
const ROBUSTNESS = 5;

/** The history with one more call. */
export function learn(history: History, { key, location, scale, tokens }: Observation): History {
  const before = history[key] ?? NOTHING;
  const residual = Math.log(Math.max(1, tokens)) - location;
  const weight = (ROBUSTNESS + 1) / (ROBUSTNESS + (residual / scale) ** 2) / scale ** 2;
  const after: Evidence = {
    calls: before.calls + 1,
    weight: before.weight + weight,
    residual: before.residual + weight * residual,
    squared: before.squared + weight * residual ** 2,
  };
  return { ...history, [key]: after };
}

/**
 * The posterior under a two-level normal model: residual = user + key + noise, each with a normal prior (Gelman et al.,
 * Bayesian Data Analysis, 5.4). The scale's factor has an inverse-gamma prior with mean near 1.
 */
export function correct(history: History, key: string, priors: Priors): Correction {
  let userPrecision = 1 / priors.user ** 2;
  let userSum = 0;
  let allCalls = 0;
  for (const { calls, weight, residual } of Object.values(history)) {
    const precision = 1 / (priors.key ** 2 + 1 / weight);
    userPrecision += precision;
    userSum += precision * (residual / weight);
    allCalls += calls;
  }
  const user = userSum / userPrecision;
  const own = history[key] ?? NOTHING;
  const keyPrecision = 1 / priors.key ** 2 + own.weight;
  const shift = user + (own.residual - own.weight * user) / keyPrecision;

  const noise = own.squared - 2 * shift * own.residual + shift ** 2 * own.weight;
  const stretch = Math.sqrt((priors.scaleCalls + noise) / (priors.scaleCalls + own.calls));
  return { shift, stretch, ownCalls: own.calls, allCalls };
}
