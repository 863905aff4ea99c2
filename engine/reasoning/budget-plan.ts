import type { Step } from "../../protocol/forecast.ts";
import type { Span } from "../../protocol/span.ts";

/**
 * The sub-questions, each with its share of `budget` tokens: the first the most, since early steps are the most uncertain
 * (the linear one of Plan and Budget's decay schedules, 2505.16122). The tokens add up to the budget exactly.
 */
export function planBudget(questions: readonly Span[], budget: number): Step[] {
  const tokens = apportion(
    questions.map((_, i) => questions.length - i),
    budget,
  );
  return questions.map(({ start, end }, i) => ({ start, end, tokens: tokens[i]! }));
}

/** The sentences of a text that ask, and the items of its numbered lists. */
export function subQuestions(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    if (/^\s*[0-9]+[.)]\s/.test(line)) spans.push({ start: index, end: index + line.length });
    else
      for (const { 0: sentence, index: at } of line.matchAll(/[^.!?]+[.!?]*/g))
        if (sentence.includes("?")) spans.push({ start: index + at, end: index + at + sentence.length });
  }
  return spans;
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
