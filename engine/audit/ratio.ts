import type { Ratio } from "../../protocol/audit.ts";
import { quantile } from "../reasoning/student-t.ts";
import { effectiveShare } from "./correlation.ts";

/** Of fewer calls nobody can tell how far single calls differ. */
const LEAST = 5;
const CONFIDENCE = 0.975;

/**
 * How many times as long the calls thought as was forecast. `missed`: ln(billed / expected) of each call, in the order of
 * time; `spread`: the standard deviation, in ln tokens, by which the calls of a user differ from the forecast as a whole
 * before anything is known of them. Undefined for too few calls.
 */
export function againstForecast(missed: readonly number[], spread: number): Ratio | undefined {
  if (missed.length < LEAST) return undefined;
  const mean = missed.reduce((sum, value) => sum + value, 0) / missed.length;
  const rest = missed.map((value) => value - mean);
  const squares = rest.reduce((sum, value) => sum + value ** 2, 0);
  const { share } = effectiveShare(rest, [undefined], 1);
  const variance = squares / (missed.length - 1) / (missed.length * share);
  const t = quantile(CONFIDENCE, Math.max(1, missed.length * share - 1));
  const error = t * Math.sqrt(variance);
  const [ratio, low, high] = [mean, mean - error, mean + error].map(Math.exp) as [number, number, number];
  return { ratio, low, high, isUnusual: Math.abs(mean) > t * Math.sqrt(variance + spread ** 2) };
}
