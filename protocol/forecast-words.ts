import type { Forecast } from "./forecast.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";
import type { NetSaving } from "./net-saving.ts";

/** `Half of such calls think less than 2,300 tokens; one in ten more than 9,800.` */
export function inWords({ quantiles }: Pick<Forecast, "quantiles">): string {
  if (quantiles["0.95"] === 0) return "Such calls do not think before they answer.";
  return `Half of such calls think less than ${roundTokens(quantiles["0.5"])} tokens; one in ten more than ${roundTokens(quantiles["0.9"])}.`;
}

/** `thinks ~2,300 (600–9,800)`: the median, and eight calls in ten. */
export function thinks(forecast: Pick<Forecast, "quantiles">): string {
  if (forecast.quantiles["0.95"] === 0) return "thinks 0";
  return `thinks ~${roundTokens(forecast.quantiles["0.5"])} (${eightInTen(forecast)})`;
}

/** Tokens between which eight calls in ten lie: `600–9,800`. */
export function eightInTen({ quantiles }: Pick<Forecast, "quantiles">): string {
  return `${roundTokens(quantiles["0.1"])}–${roundTokens(quantiles["0.9"])}`;
}

/** To two digits: a forecast knows no more. */
export function roundTokens(tokens: number): string {
  return formatCount(Number(tokens.toPrecision(2)));
}

/** What a forecast rests on, to be read after "Rests on": `this model and effort, and 43 of your own calls`. */
export function restsOn({ basis, ownCalls }: Pick<Forecast, "basis" | "ownCalls">): string {
  if (!ownCalls) return basis;
  const { same, all } = ownCalls;
  const calls = `${formatCount(all)} of your own calls`;
  return `${basis}, and ${calls}${same < all ? ` (${formatCount(same)} of this model and effort)` : ""}`;
}

/** Of efforts at which no calls of the model are known, with what is published to hold them against. */
export const UNMEASURED =
  "No calls of this model at this effort are known: it is as efforts differ elsewhere. Published: medium thinks half as long as high, low a quarter (ThinkDial, arXiv 2508.18773).";

/** What compression changes for so many calls: `saves $3.10, 0.8% of the bill (0.3% to 2.1%)`. */
export function netInWords({ saved, share, low, high }: NetSaving, calls: number): string {
  const [verb, from, to] = saved < 0 ? ["adds", -high, -low] : ["saves", low, high];
  const part = `${formatShare(Math.abs(share))} of the bill (${formatShare(from)} to ${formatShare(to)})`;
  return `${verb} ${formatMoney(Math.abs(calls * saved))}, ${part}`;
}
