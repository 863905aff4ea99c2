import type { Span } from "../../protocol/span.ts";

/** A sub-question of a prompt and the tokens that it may think. */
export interface Step extends Span {
  readonly tokens: number;
}

/**
 * How the budget falls from step to step of N (Plan and Budget, 2505.16122): early steps are the most uncertain, so all
 * schedules but `even` give them more.
 */
export const SCHEDULES = {
  even: () => 1,
  linear: (i: number, n: number) => n - i,
  polynomial: (i: number, n: number) => (n - i) ** 2,
  exponential: (i: number) => 0.9 ** i,
  cosine: (i: number, n: number) => 0.5 * (1 + Math.cos((Math.PI * i) / Math.max(1, n - 1))) + 0.1,
} as const;
export type Schedule = keyof typeof SCHEDULES;

/**
 * The prompt's sub-questions, each with its share of `budget` tokens. A sub-question is a sentence that asks, or an item
 * of a numbered list; where there is none, the prompt is one step. The tokens add up to the budget exactly.
 */
export function planBudget(text: string, budget: number, schedule: Schedule): Step[] {
  const steps = subQuestions(text);
  const weights = steps.map((_, i) => SCHEDULES[schedule](i, steps.length));
  const tokens = apportion(weights, Math.max(0, Math.floor(budget)));
  return steps.map((step, i) => ({ ...step, tokens: tokens[i]! }));
}

function subQuestions(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    if (/^\s*[0-9]+[.)]\s/.test(line)) spans.push({ start: index, end: index + line.length });
    else
      for (const { 0: sentence, index: at } of line.matchAll(/[^.!?]+[.!?]*/g))
        if (sentence.includes("?")) spans.push({ start: index + at, end: index + at + sentence.length });
  }
  return spans.length > 0 ? spans : [{ start: 0, end: text.length }];
}

/** Whole numbers in proportion to the weights that add up to `total`, by largest remainders. */
function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, i) => ({ i, rest: value - whole[i]! })).sort((a, b) => b.rest - a.rest);
  for (const { i } of byRemainder.slice(0, left)) whole[i]!++;
  return whole;
}

/** E^3 of Plan and Budget: correctness squared by tokens spent. Higher is better. */
export function efficiency(accuracy: number, tokens: number): number {
  return accuracy ** 2 / tokens;
}
