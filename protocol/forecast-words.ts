import type { Forecast, Quantiles } from "./forecast.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";
import type { NetSaving } from "./net-saving.ts";

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

/** Of efforts at which no calls of the model are known, with what is published to hold them against. */
export const UNMEASURED =
  "no calls of this model at this effort are known; it rests on how efforts differ elsewhere. Published: medium thinks half as long as high, low a quarter (ThinkDial, arXiv 2508.18773).";

/** What compression changes for so many calls: `saves $3.10, 0.8% of the bill (0.3% to 2.1%)`. */
export function netInWords({ saved, share, low, high }: NetSaving, calls: number): string {
  const [verb, from, to] = saved < 0 ? ["adds", -high, -low] : ["saves", low, high];
  const part = `${formatShare(Math.abs(share))} of the bill (${formatShare(from)} to ${formatShare(to)})`;
  return `${verb} ${formatMoney(Math.abs(calls * saved))}, ${part}`;
}
