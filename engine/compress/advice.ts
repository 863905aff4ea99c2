import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { Advice } from "../../protocol/compression.ts";
import { formatCount } from "../../protocol/format.ts";
import { breakEvenCalls, outputCost, priceInput } from "../cost/price.ts";

/**
 * How visible answers grow when a word problem is compressed: they grew in all 30 measured pairs of model and
 * compression. Means over five models and two methods, by the share of the tokens kept (GSM8K, re-scored from the answers
 * that FrugalPrompt published: prompts of 105 tokens, answers of 158 to 209).
 */
const ANSWER_GROWTH: readonly (readonly [kept: number, tokens: number])[] = [
  [1, 0],
  [0.92, 36],
  [0.71, 62],
  [0.61, 59],
];
/** What the same compressions did to the share of right answers of five models, in points. */
const LOST_ANSWERS: readonly (readonly [kept: number, points: number])[] = [
  [1, 0],
  [0.92, 19],
  [0.71, 43],
  [0.61, 57],
];

/** What advice is given on. */
export interface Saving {
  readonly before: number;
  readonly after: number;
  readonly limited: boolean;
  /** Whether the prompt is a problem to be reckoned, where every word is needed. */
  readonly reckons: boolean;
}

/**
 * Whether the compression pays: input tokens saved against the growth of the answer that is to be expected, in tokens and
 * money, with the number of calls from which it pays to break a cached prefix. Growth is known for word problems only;
 * for other prompts none is claimed.
 */
export function advise({ before, after, limited, reckons }: Saving, model: ModelInfo): Advice {
  const saved = before - after;
  if (saved <= 0) {
    return {
      compress: false,
      net: 0,
      why: limited ? "nothing may go: all of it is protected" : "nothing to save: the prompt is within the budget",
    };
  }
  const kept = after / before;
  const growth = reckons ? Math.round(interpolate(ANSWER_GROWTH, kept)) : 0;
  const net = growth - saved;
  const notes = [`${formatCount(saved)} input tokens fewer per call`];
  if (reckons) {
    const lost = Math.round(interpolate(LOST_ANSWERS, kept));
    notes.push(
      `a word problem: answers grew by about ${formatCount(growth)} tokens and ${lost} in 100 more were wrong when such prompts were cut as much`,
    );
  }
  const calls =
    model.cacheMinimumTokens !== undefined && before >= model.cacheMinimumTokens
      ? breakEvenCalls(model, before, kept)
      : undefined;
  if (calls !== undefined)
    notes.push(`where the prompt is cached already, it pays from ${formatCount(Math.ceil(calls))} calls on`);
  const dollars = dollarsOf(model, saved, growth, before);
  return {
    compress: !reckons && (dollars ?? net) < 0,
    net,
    ...(dollars !== undefined && { dollars }),
    why: notes.join("; "),
  };
}

/** US dollars that a call costs more; undefined where the model has no price. */
function dollarsOf(model: ModelInfo, saved: number, growth: number, before: number): number | undefined {
  const input = priceInput(model, saved)?.input;
  const output = outputCost(model, growth, before);
  return input === undefined || output === undefined ? undefined : output - input;
}

function interpolate(points: readonly (readonly [x: number, y: number])[], x: number): number {
  const next = points.findIndex(([at]) => at <= x);
  if (next === 0) return points[0]![1];
  if (next < 0) return points.at(-1)![1];
  const [x1, y1] = points[next - 1]!;
  const [x2, y2] = points[next]!;
  return y2 + ((y1 - y2) * (x - x2)) / (x1 - x2);
}
