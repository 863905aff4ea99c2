import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { factFor, modelFacts } from "./model-facts.ts";
import { ratesFor } from "./price.ts";

/** What of a record decides its price. */
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
 * What a call costs by the price table: its input as far as no cache held it, what was read from a cache and written to it,
 * and its output, at the rates of its size and its tier. What a log does not tell of caches was not cached; a tier that it
 * does not tell is the standard one. Undefined where the input or the output is not known, or a price of these.
 */
export function billOf(billed: Billed, model: ModelInfo): Bill | undefined {
  const { input, output, hidden, calls } = billed;
  if (!model.prices || input === undefined || output === undefined) return undefined;
  const factor = factorOf(billed.tier, model);
  if (factor === undefined) return undefined;
  // How large each of several calls was is not known.
  const rates = calls === undefined ? ratesFor(model.prices, input) : model.prices;
  const { cached = 0, cacheWrite5m = 0, cacheWrite1h = 0 } = billed;
  const plain = Math.max(0, input - cached - cacheWrite5m - cacheWrite1h);
  const hour = factFor(modelFacts().hourCacheWrites, kindOfModel(model).toLowerCase())?.factor;
  const inputCost =
    plain * rates.input +
    cached * (rates.cachedRead ?? rates.input) +
    cacheWrite5m * (rates.cachedWrite ?? rates.input) +
    cacheWrite1h * (hour === undefined ? (rates.cachedWrite ?? rates.input) : hour * rates.input);
  return {
    total: factor * (inputCost + output * rates.output),
    ...(hidden !== undefined && { hidden: factor * hidden * rates.output }),
  };
}

/** The factor of a tier on all rates; undefined where no price of it is known. */
function factorOf(tier: Billed["tier"], { id, provider, prices }: ModelInfo): number | undefined {
  if (tier === undefined || tier === "standard") return 1;
  if (tier === "batch") return prices?.batch;
  const rows = modelFacts().tiers.filter((row) => row.provider === provider && row.tier === tier);
  return factFor(rows, id.toLowerCase())?.factor;
}
