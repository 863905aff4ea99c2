import type { Ratio } from "../../protocol/audit.ts";
import { quantile } from "../reasoning/student-t.ts";

/** Of fewer calls neither half tells how far single calls differ. */
const LEAST_HALF = 5;
const CONFIDENCE = 0.975;

interface Sample {
  readonly mean: number;
  /** Variance of the mean. */
  readonly variance: number;
  readonly dof: number;
}

/**
 * How many times as long the later half of the calls thought as the earlier one, beyond what was expected of each.
 * `missed`: ln(billed / expected) of each call, in the order of time. Welch's interval (Biometrika 34, 1947). Undefined
 * where the calls are too few.
 */
export function drift(missed: readonly number[]): Ratio | undefined {
  const half = missed.length >> 1;
  if (half < LEAST_HALF) return undefined;
  const [before, after] = [sample(missed.slice(0, half)), sample(missed.slice(half))];
  const variance = before.variance + after.variance;
  // Welch and Satterthwaite's degrees of freedom, from shares: the squares themselves may vanish.
  const share = variance > 0 ? before.variance / variance : 0.5;
  const dof = 1 / (share ** 2 / before.dof + (1 - share) ** 2 / after.dof);
  const error = quantile(CONFIDENCE, dof) * Math.sqrt(variance);
  return ratioOf(after.mean - before.mean, error, error);
}

/**
 * How many times as long the calls thought as was forecast. `spread`: the standard deviation, in ln tokens, by which the
 * calls of a user differ from the forecast as a whole before anything is known of them. Undefined for too few calls.
 */
export function againstForecast(missed: readonly number[], spread: number): Ratio | undefined {
  if (missed.length < LEAST_HALF) return undefined;
  const { mean, variance, dof } = sample(missed);
  const t = quantile(CONFIDENCE, dof);
  return ratioOf(mean, t * Math.sqrt(variance), t * Math.sqrt(variance + spread ** 2));
}

function ratioOf(mean: number, error: number, usual: number): Ratio {
  const [ratio, low, high] = [mean, mean - error, mean + error].map(Math.exp) as [number, number, number];
  return { ratio, low, high, isUnusual: Math.abs(mean) > usual };
}

function sample(values: readonly number[]): Sample {
  const dof = values.length - 1;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / dof / values.length, dof };
}
