import type { ModelInfo } from "../../protocol/catalogue.ts";
import { PROBABILITIES, type Quantiles } from "../../protocol/forecast.ts";
import { outputCost, priceInput } from "../cost/price.ts";

/** What calls of one prompt cost, in US dollars. The total's quantiles add those of its parts. */
export interface TotalCost {
  readonly calls: number;
  readonly input: number;
  readonly hidden: Quantiles;
  readonly visible: Quantiles;
  readonly total: Quantiles;
}

export interface CallTokens {
  readonly input: number;
  /** Tokens of the input that the provider's cache holds already. */
  readonly cached?: number;
  readonly hidden: Quantiles;
  /** Visible answer; the same number at each probability where it is known. */
  readonly visible: Quantiles;
}

/**
 * The cost of so many calls of one prompt; undefined where the model has no known price. What is uncertain is mostly the
 * prompt, and its calls share that (repeats of one call scatter by a factor of 1.3, prompts by 2): so quantiles scale
 * with the number of calls, and those of hidden and visible tokens add up. That errs on the wide side.
 */
export function totalCost(model: ModelInfo, tokens: CallTokens, calls = 1): TotalCost | undefined {
  const { input, cached = 0, hidden, visible } = tokens;
  const fresh = priceInput(model, input);
  if (!fresh) return undefined;
  const perToken = fresh.input / Math.max(1, input);
  const read = fresh.cachedRead === undefined ? perToken : fresh.cachedRead / Math.max(1, input);
  const paid = calls * ((input - cached) * perToken + cached * read);
  const price = (count: number) => calls * outputCost(model, count, input)!;
  return {
    calls,
    input: paid,
    hidden: map((p) => price(hidden[p])),
    visible: map((p) => price(visible[p])),
    total: map((p) => paid + price(hidden[p]) + price(visible[p])),
  };
}

function map(value: (p: (typeof PROBABILITIES)[number]) => number): Quantiles {
  return Object.fromEntries(PROBABILITIES.map((p) => [p, value(p)])) as unknown as Quantiles;
}
