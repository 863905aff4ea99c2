import { answers } from "./answers.ts";
import type { Check } from "./check.ts";
import { budget, limit } from "./limits.ts";
import { repeats } from "./repeats.ts";
import { speed } from "./speed.ts";
import { steps } from "./steps.ts";
import { parts, totals } from "./sums.ts";

/** What the counts of a model's calls at one effort are checked for. */
export const CHECKS: readonly Check[] = [totals, parts, steps, budget, limit, answers, repeats, speed];
