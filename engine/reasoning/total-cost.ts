import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { CallCost, Distribution } from "../../protocol/forecast.ts";
import { outputCost, priceInput } from "../cost/price.ts";
import { quantiles } from "./length-distribution.ts";

/** Tokens of one call, and how many calls there are. */
export interface CallTokens {
  readonly calls?: number;
  readonly input: number;
  readonly hidden: Distribution;
  /** Absent where nothing is known of the answer's length. */
  readonly visible?: Distribution;
}

/**
 * What the calls cost; undefined where the model has no known price. Quantiles of hidden and visible tokens add up, as if
 * long thinking came with long answers: that errs on the wide side.
 */
export function callCost(model: ModelInfo, { calls = 1, input, hidden, visible }: CallTokens): CallCost | undefined {
  const paid = priceInput(model, input);
  if (!paid) return undefined;
  const price = (tokens: Distribution): Distribution => {
    const dollars = (count: number) => calls * outputCost(model, count, input)!;
    return { mean: dollars(tokens.mean), quantiles: quantiles((p) => dollars(tokens.quantiles[p])) };
  };
  const prompt = calls * paid.input;
  const thinking = price(hidden);
  const answer = visible && price(visible);
  return {
    input: prompt,
    ...(paid.cachedRead !== undefined && { cachedInput: calls * paid.cachedRead }),
    hidden: thinking,
    ...(answer && { visible: answer }),
    total: {
      mean: prompt + thinking.mean + (answer?.mean ?? 0),
      quantiles: quantiles((p) => prompt + thinking.quantiles[p] + (answer?.quantiles[p] ?? 0)),
    },
  };
}
