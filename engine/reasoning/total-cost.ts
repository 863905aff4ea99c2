import type { ModelInfo } from "../../protocol/catalogue.ts";
import { type CallCost, type Distribution, quantiles } from "../../protocol/forecast.ts";
import { outputCost, priceInput } from "../cost/price.ts";

/** Tokens of one call. */
export interface CallTokens {
  readonly input: number;
  /** Those of the input that are sound. */
  readonly audio?: number;
  readonly hidden: Distribution;
  /** Absent where nothing is known of the answer's length. */
  readonly visible?: Distribution;
}

/**
 * What the call costs; undefined where the model has no known price. Quantiles of hidden and visible tokens add up, as if
 * long thinking came with long answers: that errs on the wide side.
 */
export function callCost(model: ModelInfo, { input, audio, hidden, visible }: CallTokens): CallCost | undefined {
  const paid = priceInput(model, input, audio);
  if (!paid) return undefined;
  const price = (tokens: Distribution): Distribution => {
    const dollars = (count: number) => outputCost(model, count, input)!;
    return { mean: dollars(tokens.mean), quantiles: quantiles((p) => dollars(tokens.quantiles[p])) };
  };
  const thinking = price(hidden);
  const answer = visible && price(visible);
  return {
    input: paid.input,
    ...(paid.cachedRead !== undefined && { cachedInput: paid.cachedRead }),
    hidden: thinking,
    ...(answer && { visible: answer }),
    total: {
      mean: paid.input + thinking.mean + (answer?.mean ?? 0),
      quantiles: quantiles((p) => paid.input + thinking.quantiles[p] + (answer?.quantiles[p] ?? 0)),
    },
  };
}
