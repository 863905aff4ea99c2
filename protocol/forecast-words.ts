import type { Forecast, Quantiles } from "./forecast.ts";
import { formatCount } from "./format.ts";

/** `Half of such calls think less than 2,300 tokens; one in ten more than 9,800.` */
export function inWords(quantiles: Quantiles): string {
  return `Half of such calls think less than ${formatCount(quantiles["0.5"])} tokens; one in ten more than ${formatCount(quantiles["0.9"])}.`;
}

/** What a forecast rests on, to be read after "Rests on": `this model and effort, and 43 of your own calls`. */
export function restsOn({ basis, ownCalls }: Pick<Forecast, "basis" | "ownCalls">): string {
  if (!ownCalls) return basis;
  const { same, all } = ownCalls;
  const calls = `${formatCount(all)} of your own ${all === 1 ? "call" : "calls"}`;
  return `${basis}, and ${calls}${same < all ? ` (${formatCount(same)} of this model and effort)` : ""}`;
}
