import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { factFor, modelFacts } from "./model-facts.ts";
import { ratesFor } from "./price.ts";

/** The fields of a record that decide its price. */
export type Billed = Pick<
  UsageRecord,
  "input" | "cached" | "cacheWrite5m" | "cacheWrite1h" | "hidden" | "output" | "tier" | "calls"
>;

/** A call by the price table, in US dollars. */
export interface Bill {
  readonly total: number;
  /** The part that hidden tokens cost; absent where they are not counted. */
  readonly hidden?: number;
}

/**
 * What a call costs by the price table: its input as far as no cache held it, what was read from a cache and written to
 * it, and its output, at the rates of its size and its tier. What a log does not tell of caches was not cached; a tier
 * that it does not tell is the standard one. Undefined where the input or the output is not known, or a price of these.
 */
export function billOf(billed: Billed, model: ModelInfo): Bill | undefined {
  const { input, output, hidden } = billed;
  const rates = ratesOf(billed, model);
  if (!rates || input === undefined || output === undefined) return undefined;
  const { cached = 0, cacheWrite5m = 0, cacheWrite1h = 0 } = billed;
  const plain = Math.max(0, input - cached - cacheWrite5m - cacheWrite1h);
  const inputCost =
    plain * rates.input +
    cached * rates.cachedRead +
    cacheWrite5m * rates.cacheWrite5m +
    cacheWrite1h * rates.cacheWrite1h;
  return {
    total: inputCost + output * rates.output,
    ...(hidden !== undefined && { hidden: hidden * rates.output }),
  };
}

/**
 * The extra cost, in US dollars, of tokens of a call's input that could have been read from a cache: they were written
 * to it again as far as the call wrote, the cheaper first, else paid in full. Undefined where no price is known.
 */
export function rereadCost(tokens: number, billed: Billed, model: ModelInfo): number | undefined {
  const rates = ratesOf(billed, model);
  if (!rates) return undefined;
  const { cacheWrite5m = 0, cacheWrite1h = 0 } = billed;
  const short = Math.min(tokens, cacheWrite5m);
  const long = Math.min(tokens - short, cacheWrite1h);
  const paid = short * rates.cacheWrite5m + long * rates.cacheWrite1h + (tokens - short - long) * rates.input;
  return paid - tokens * rates.cachedRead;
}

/** US dollars per token of a call of this size and tier; undefined where no price is known. */
function ratesOf({ input = 0, tier, calls }: Billed, model: ModelInfo) {
  const factor = factorOf(tier, model);
  if (!model.prices || factor === undefined) return undefined;
  // A record of several calls does not tell the size of each.
  const rates = calls === undefined ? ratesFor(model.prices, input) : model.prices;
  const { cachedRead = rates.input, cachedWrite = rates.input } = rates;
  const hour = hourWriteFactor(model);
  return {
    input: factor * rates.input,
    cachedRead: factor * cachedRead,
    cacheWrite5m: factor * cachedWrite,
    cacheWrite1h: factor * (hour === undefined ? cachedWrite : hour * rates.input),
    output: factor * rates.output,
  };
}

/** The factor on the rate of the input of what is written to a cache for an hour; undefined where that is not sold. */
export function hourWriteFactor(model: ModelInfo): number | undefined {
  return factFor(modelFacts().hourCacheWrites, kindOfModel(model).toLowerCase())?.factor;
}

/** The factor of a tier on all rates; undefined where no price of it is known. */
function factorOf(tier: Billed["tier"], { id, provider, prices }: ModelInfo): number | undefined {
  if (tier === undefined || tier === "standard") return 1;
  if (tier === "batch") return prices?.batch;
  const rows = modelFacts().tiers.filter((row) => row.provider === provider && row.tier === tier);
  return factFor(rows, id.toLowerCase())?.factor;
}
