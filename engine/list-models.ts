import { formatMoney } from "../display/format.ts";
import type { ListedModel, ModelInfo } from "../protocol/catalogue.ts";
import type { ModelList } from "../protocol/engine.ts";
import { allModels, asOf } from "./cost/catalogue.ts";

/** As `modelsRequest`. Prices are written here: a thousand of them would hold up whoever shows the list. */
export function listModels(): ModelList {
  return { asOf: asOf(), models: allModels().map(listed) };
}

function listed({ id, provider, name, counting, prices, cacheMinimumTokens }: ModelInfo): ListedModel {
  const { family, tolerance } = counting;
  const perMillion = (rate: number) => formatMoney(rate * 1e6);
  return {
    id,
    provider,
    name,
    counting: { family, tolerance },
    ...(prices && {
      prices: {
        input: perMillion(prices.input),
        output: perMillion(prices.output),
        ...(prices.areOwn && { areOwn: prices.areOwn }),
      },
    }),
    ...(prices?.cachedRead !== undefined && cacheMinimumTokens !== undefined && { cacheMinimumTokens }),
  };
}
