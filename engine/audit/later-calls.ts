import { information, inverse, type Terms, times, weightedSums } from "../reasoning/robust-regression.ts";
import { cumulative, quantile } from "../reasoning/student-t.ts";
import { effectiveShare } from "./correlation.ts";

/** A call: what was billed for it, and what that is held against. */
export interface Compared {
  /** ln hidden tokens. */
  readonly value: number;
  /** What the value is regressed on; each term's weight has a normal prior of mean 0 and standard deviation 1 in ln tokens. */
  readonly terms: readonly number[];
  /** Calls of one kind share what nobody knows before the first of them; kinds are numbered from 0. */
  readonly kind: number;
  /** Where the log tells. */
  readonly session?: string | undefined;
}

/** What calls from some place on show beyond what those before it, and the forecast, let expect. */
export interface Step {
  /** ln of how many times as much was billed, and its standard error. */
  readonly size: number;
  readonly error: number;
  /** Degrees of freedom of the error. */
  readonly dof: number;
  /** Bounds the chance that calls which nobody inflates ever look like this, however often one looks. */
  readonly chance: number;
  /** ln of the least inflation that would have been called unusual in 19 of 20 such logs. */
  readonly smallest: number;
}

/** Of fewer calls on either side nothing is said. */
export const LEAST_BEFORE = 20;
const LEAST_AFTER = 5;
const ENOUGH = 100;
/** Between two looks a log grows so many times. */
const NEXT_LOOK = 1.1;
/** Standard deviations of the half-normal priors of the step, in those of one call. */
const STEPS = [0.25, 1];
/** Of one call, in ln tokens, beyond what the terms explain: what the other priors are held against. */
const CALL = 0.7;
/** Of what calls of one kind share, and of what all calls do. */
const KIND = 0.4;
const ALL = 30;
/** So many standard deviations from what is expected at most a call counts. */
const CLIPPED = 2.5;

/** Equal counts differ by nothing: then this, a token in a thousand. */
const LEAST_SCALE = 1e-3;

/** A step is called unusual where it comes about by chance in fewer logs. */
export const UNUSUAL = 0.01;

/**
 * Whether, and by how much, calls from number `from` on were billed for more hidden tokens than those before let expect.
 * `prior`: the share of the allowed chance that this place has. Undefined for too few calls.
 *
 * Linear regression with a step (Lindon et al., Anytime-Valid Linear Models, arXiv 2210.08589): the Bayes factor of a step
 * against none is an e-process, which by Ville's inequality ever exceeds 1/a with chance a at most. As weights have
 * priors, later calls of a kind that no earlier call shows say little. Calls that are alike count as fewer
 * (`effectiveShare`), which is only known once there are many. O(calls x terms^2).
 */
export function laterCalls(calls: readonly Compared[], from: number, prior = 1): Step | undefined {
  if (!isEnough(calls, from)) return undefined;
  let most = 0;
  for (let count = from + LEAST_AFTER; count < calls.length; count = Math.ceil(count * NEXT_LOOK))
    most = Math.max(most, evidence(calls.slice(0, count), from));
  const { size, scale, amount, dof } = stepAt(calls, from);
  most = Math.max(most, bayesFactor(size / scale, amount, dof));
  const error = scale / Math.sqrt(amount);
  const seen = bisect((step) => bayesFactor(step / scale, amount, dof) * prior >= 1 / UNUSUAL);
  const smallest = seen + quantile(0.95, dof) * error;
  return { size, error, dof, chance: Math.min(1, 1 / (most * prior)), smallest };
}

/** How many times as likely a step up at `from` makes these calls as none; 0 of too few. */
export function evidence(calls: readonly Compared[], from: number): number {
  if (!isEnough(calls, from)) return 0;
  const { size, scale, amount, dof } = stepAt(calls, from);
  return bayesFactor(size / scale, amount, dof);
}

function isEnough(calls: readonly Compared[], from: number): boolean {
  return from >= LEAST_BEFORE && calls.length >= from + LEAST_AFTER;
}

/**
 * The step by least squares, the standard deviation of one call, and how many calls without correlation or terms would
 * tell the step as well.
 */
function stepAt(calls: readonly Compared[], from: number) {
  const { rows, columns } = design(calls);
  const alike = rows.map(() => 1);
  const covariance = inverse(information(rows, alike, columns));
  const solved = (sums: ArrayLike<number>) => covariance.map((row) => dot(row, sums));
  const leftOf = (values: readonly number[]) => {
    const weights = solved(weightedSums(rows, alike, values, columns));
    return values.map((value, i) => value - times(rows[i]!, weights));
  };
  const values = calls.map(({ value }) => value);
  const raw = leftOf(values);
  const far = CLIPPED * 1.4826 * median(raw.map(Math.abs));
  const left = far > 0 ? leftOf(values.map((value, i) => value - beyond(raw[i]!, far))) : raw;
  const isLater = rows.map((_, i) => (i < from ? 0 : 1));
  const later = weightedSums(rows, alike, isLater, columns);
  const explained = solved(later);
  const own = calls.length - from - dot(later, explained);
  const size = left.slice(from).reduce((sum, rest) => sum + rest, 0) / own;
  const rest = left.map((value, i) => value - size * (isLater[i]! - times(rows[i]!, explained)));
  const weights = covariance.reduce((sum, row, i) => sum + 1 - row[i]!, 1);
  const free = Math.max(1, calls.length - weights);
  // Where enough calls precede, these alone tell how alike calls are: a step elsewhere would look like correlation.
  const telling = from < ENOUGH ? calls.length : from;
  const { share, dof } = effectiveShare(
    rest.slice(0, telling),
    calls.slice(0, telling).map(({ session }) => session),
    from < ENOUGH ? 2 : 1,
  );
  const scale = Math.max(LEAST_SCALE, Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0) / free));
  return { size, scale, amount: own * share, dof: Math.max(1, Math.min(free * share, dof)) };
}

function beyond(value: number, far: number): number {
  return Math.sign(value) * Math.max(0, Math.abs(value) - far);
}

/** The regression's rows, each value times the standard deviation of its weight's prior, in those of one call. */
function design(calls: readonly Compared[]): { rows: Terms[]; columns: number } {
  const fixed = 1 + calls[0]!.terms.length;
  const kinds = calls.reduce((most, { kind }) => Math.max(most, kind + 1), 0);
  const rows = calls.map(({ terms, kind }) => ({
    columns: [...Array.from({ length: fixed }, (_, i) => i), fixed + kind],
    values: [ALL, ...terms, KIND].map((value) => value / CALL),
  }));
  return { rows, columns: fixed + kinds };
}

/**
 * How many times as likely a step up makes the calls as none. `size`: the step by least squares in standard deviations of
 * a call; `amount`: how many calls its variance is one over.
 */
function bayesFactor(size: number, amount: number, dof: number): number {
  const t = size * Math.sqrt(amount);
  const factors = STEPS.map((step) => {
    const known = amount / (step ** -2 + amount);
    const ratio = (1 + (t * t * (1 - known)) / dof) / (1 + (t * t) / dof);
    return 2 * cumulative(t * Math.sqrt(known), dof) * Math.sqrt(1 - known) * ratio ** (-(dof + 1) / 2);
  });
  return factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
}

/** The least number from 0 to 10 for which something holds that holds for all greater ones. */
function bisect(holds: (value: number) => boolean): number {
  let [low, high] = [0, 10];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
