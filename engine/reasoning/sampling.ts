import type { Forecast, SamplePlan } from "../../protocol/forecast.ts";
import { type LengthBelief, longestOf } from "./length-distribution.ts";

/**
 * How sure the forecast is of a chance of success: as if so many calls of the prompt had been seen. Fitted by likelihood on
 * graded repeats of the training prompts; `npm run bench -- planning` holds it against those of others.
 */
const SURE = 0.5;

/**
 * The plans for 1 to `most` samples: what ZIP-RC's utility (2512.01457) weighs, the chance of one right answer against all
 * tokens and the longest wait. Its worth of a token is turned round: what one right answer more costs. The chance of
 * success is itself uncertain (a beta distribution), so samples of a prompt that is too hard do not add up to certainty.
 */
export function samplePlans(
  { mean, success, total }: Pick<Forecast, "mean" | "success" | "total">,
  belief: LengthBelief,
  most: number,
): SamplePlan[] {
  let allFail = 1;
  return Array.from({ length: most }, (_, i) => {
    const samples = i + 1;
    const failBefore = allFail;
    if (success !== undefined) allFail *= ((1 - success) * SURE + i) / (SURE + i);
    const gained = failBefore - allFail;
    return {
      samples,
      tokens: Math.round(samples * mean),
      longest: Math.round(longestOf(samples, belief)),
      ...(success !== undefined && { success: 1 - allFail }),
      ...(total && { cost: samples * total.total.mean }),
      ...(total && gained > 0 && { perFurtherSuccess: total.total.mean / gained }),
    };
  });
}
