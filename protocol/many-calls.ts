import { type CallCost, type Distribution, quantiles } from "./forecast.ts";

/**
 * What a number of calls of one prompt cost. The quantiles are multiplied as well: most of the uncertainty is in the
 * prompt, which the calls share (repeats of one call scatter by a factor of 1.3, prompts by 2).
 */
export function manyCalls({ input, cachedInput, hidden, visible, total }: CallCost, calls: number): CallCost {
  const times = (one: Distribution): Distribution => ({
    mean: calls * one.mean,
    quantiles: quantiles((p) => calls * one.quantiles[p]),
  });
  return {
    input: calls * input,
    ...(cachedInput !== undefined && { cachedInput: calls * cachedInput }),
    hidden: times(hidden),
    ...(visible && { visible: times(visible) }),
    total: times(total),
  };
}
