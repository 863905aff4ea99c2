/** Calls further apart are taken for unrelated. */
const FARTHEST = 64;

/** Calls that differ by less, squared, in ln tokens, differ by rounding. */
const SAME = 1e-8;

/** How calls that are alike count. */
export interface Alike {
  /** Their number times this is the number of calls without correlation that would tell their mean as well. */
  readonly share: number;
  /** Degrees of freedom with which that is known; without bound where sessions are not. */
  readonly dof: number;
}

/**
 * What calls that are alike count beside calls that are not. `residuals`, in the order of time, are what a regression
 * leaves that also fits so many `levels`: means of stretches of calls. Where the log tells sessions, as far as the sums of
 * these vary more than sums of unrelated calls would (the cluster-robust variance of Liang and Zeger 1986); and as far as
 * calls in a row are alike, whichever is more. O(residuals).
 */
export function effectiveShare(
  residuals: readonly number[],
  sessions: readonly (string | undefined)[],
  levels: number,
): Alike {
  const squares = product(residuals, 0);
  if (squares < SAME * residuals.length) return { share: 1, dof: Number.POSITIVE_INFINITY };
  const inARow = rowInflation(residuals, squares, levels);
  if (sessions.includes(undefined)) return { share: 1 / inARow, dof: Number.POSITIVE_INFINITY };
  const sums = new Map<string | undefined, { sum: number; count: number }>();
  for (const [i, session] of sessions.entries()) {
    const { sum = 0, count = 0 } = sums.get(session) ?? {};
    sums.set(session, { sum: sum + residuals[i]!, count: count + 1 });
  }
  const total = (of: (session: { sum: number; count: number }) => number) =>
    [...sums.values()].reduce((all, session) => all + of(session), 0);
  const dof = residuals.length ** 2 / total(({ count }) => count ** 2) - 2;
  const ofSessions = total(({ sum }) => sum ** 2) / squares;
  return { share: 1 / Math.max(1, inARow, ofSessions), dof: Math.max(1, dof) };
}

/** Autocorrelations, raised by what the levels have taken of them: residuals are less alike than the calls. */
function rowInflation(residuals: readonly number[], squares: number, levels: number): number {
  const farthest = Math.min(FARTHEST, Math.floor(residuals.length / 3));
  const lags = Array.from({ length: farthest - (farthest % 2) }, (_, lag) => product(residuals, lag) / squares);
  const taken = (levels * inflation(lags)) / residuals.length;
  return inflation(lags.map((correlation, lag) => correlation + (lag === 0 ? 0 : taken)));
}

/**
 * By how much correlation raises the variance of a mean: Geyer's initial monotone sequence (Statistical Science 7, 1992),
 * autocorrelations in pairs, as long as these are positive, none above the one before.
 */
function inflation(correlations: readonly number[]): number {
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < correlations.length; lag += 2) {
    last = Math.min(last, correlations[lag]! + correlations[lag + 1]!);
    if (last <= 0) break;
    total += last;
  }
  return Math.max(1, 2 * total - 1);
}

function product(values: readonly number[], lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum;
}
