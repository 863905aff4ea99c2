import { findModel } from "../../../engine/cost/catalogue.ts";

/** Ids of what the names mean; undefined where they are unknown. */
export function meantBy(names: readonly string[]): Record<string, string | undefined> {
  const idOf = (name: string) => {
    try {
      return findModel(name).id;
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(names.map((name) => [name, idOf(name)]));
}

/** Dollars per million tokens, in and out; undefined without a price. */
export function priceOf(name: string): readonly number[] | undefined {
  const { prices } = findModel(name);
  return prices && [prices.input, prices.output].map((rate) => Math.round(rate * 1e10) / 1e4);
}
