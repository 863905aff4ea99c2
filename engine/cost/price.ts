import type { ModelInfo, Prices, Rates } from "../../protocol/catalogue.ts";
import type { Cost } from "../../protocol/cost.ts";
import { asOf } from "./catalogue.ts";

/** The rates that hold for a whole request of so many input tokens. */
export function ratesFor(prices: Prices, inputTokens: number): Rates {
  return prices.tiers?.filter((tier) => inputTokens > tier.above).at(-1) ?? prices;
}

/**
 * What the input of one call costs, in US dollars, in each way it can be billed: not from a cache where it is shorter
 * than what the provider caches. `audio` of the tokens are sound; where that costs something else, nobody says what a cache
 * of both does. Undefined where no price is known.
 */
export function priceInput(model: ModelInfo, tokens: number, audio = 0): Cost | undefined {
  if (model.prices === undefined) return undefined;
  const { input, audio: ofAudio = input, cachedRead, cachedWrite } = ratesFor(model.prices, tokens);
  const { batch } = model.prices;
  const isCached = tokens >= (model.cacheMinimumTokens ?? 0) && (audio === 0 || ofAudio === input);
  const plain = (tokens - audio) * input + audio * ofAudio;
  return {
    input: plain,
    ...(isCached && cachedRead !== undefined && { cachedRead: tokens * cachedRead }),
    ...(isCached && cachedWrite !== undefined && { cachedWrite: tokens * cachedWrite }),
    ...(batch !== undefined && { batch: plain * batch }),
    ...(!model.prices.areOwn && { asOf: asOf() }),
  };
}

/**
 * What so many output tokens cost, in US dollars; undefined where no price is known. Hidden reasoning tokens are
 * output. The call's input decides the tier.
 */
export function outputCost(model: ModelInfo, tokens: number, inputTokens = 0): number | undefined {
  return model.prices && tokens * ratesFor(model.prices, inputTokens).output;
}

/**
 * Further calls with the same prefix from which it pays to compress a prefix that the cache already holds, to the
 * fraction `kept` of its tokens. Keeping it costs a cached read a call; compressing it writes the shorter one once,
 * then reads that: n* = kept (write - read) / (read (1 - kept)). Undefined where the model has no price for cached
 * reads.
 */
export function breakEvenCalls(model: ModelInfo, prefixTokens: number, kept: number): number | undefined {
  if (model.prices === undefined) return undefined;
  const { input, cachedRead, cachedWrite = input } = ratesFor(model.prices, prefixTokens);
  if (cachedRead === undefined) return undefined;
  return (kept * (cachedWrite - cachedRead)) / (cachedRead * (1 - kept));
}
