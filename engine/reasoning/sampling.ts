import type { LengthBelief } from "./remaining.ts";
import { quantile } from "./student-t.ts";

/** What a token of compute and a token of waiting are worth, in chances of success (ZIP-RC's alpha and beta). */
export interface Worth {
  readonly compute: number;
  readonly latency: number;
}

/** What n samples of one prompt are expected to bring, when the best of them is taken. */
export interface SamplePlan {
  readonly samples: number;
  /** Chance that at least one is right. */
  readonly success: number;
  /** Expected tokens of all, and of the longest: they run side by side. */
  readonly tokens: number;
  readonly longest: number;
  readonly utility: number;
}

const GRID = 200;
/** How sure the forecast is of a chance of success: as if so many calls of the prompt had been seen. */
const SURE = 4;

/**
 * The plans for 1 to `most` samples, by ZIP-RC's utility (2512.01457): E[best success] - compute x E[all tokens]
 * - latency x E[longest]. The chance of success is itself uncertain (a beta distribution), so that samples of a prompt
 * that is too hard do not add up to certainty. No call is longer than `limit` tokens.
 */
export function samplePlans(
  { location, scale, dof }: LengthBelief,
  success: number,
  worth: Worth,
  most: number,
  limit: number,
): SamplePlan[] {
  const even = Array.from({ length: GRID }, (_, i) => (i + 0.5) / GRID);
  const tokensAt = (p: number) => Math.min(limit, Math.exp(location + scale * quantile(p, dof)));
  const mean = average(even.map(tokensAt));
  let allFail = 1;
  return Array.from({ length: most }, (_, i) => {
    const samples = i + 1;
    allFail *= ((1 - success) * SURE + i) / (SURE + i);
    const longest = average(even.map((p) => tokensAt(p ** (1 / samples))));
    const tokens = samples * mean;
    const utility = 1 - allFail - worth.compute * tokens - worth.latency * longest;
    return { samples, success: 1 - allFail, tokens, longest, utility };
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
