import type { CallCost, Distribution, Forecast } from "../protocol/forecast.ts";
import type { NetSaving } from "../protocol/net-saving.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";

/** `Half of such calls think less than 2,300 tokens; one in ten more than 9,800.` */
export function inWords({ quantiles }: Pick<Forecast, "quantiles">): string {
  const [median, high] = [roundTokens(quantiles["0.5"]), roundTokens(quantiles["0.9"])];
  if (quantiles["0.95"] === 0) return "Such calls do not think before they answer.";
  if (quantiles["0.5"] === quantiles["0.9"])
    return `At least half of such calls think ${median} tokens, the others less.`;
  return `Half of such calls think less than ${median} tokens; one in ten more than ${high}.`;
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

/** `All but the visible answer costs less than $0.097 half the time, and more than $0.87 one time in ten.` */
export function billInWords({ total: { quantiles }, visible }: CallCost): string {
  const what = visible ? "In all it costs" : "All but the visible answer costs";
  const [median, high] = [formatMoney(quantiles["0.5"]), formatMoney(quantiles["0.9"])];
  if (quantiles["0.1"] === quantiles["0.9"]) return `${what} ${median}.`;
  if (quantiles["0.5"] === quantiles["0.9"]) return `${what} ${median} at least half the time, else less.`;
  return `${what} less than ${median} half the time, and more than ${high} one time in ten.`;
}

/** `~$0.095 ($0.011–$0.87)`: the median, and eight calls in ten. */
export function moneyInShort({ quantiles }: Distribution): string {
  const [low, median, high] = (["0.1", "0.5", "0.9"] as const).map((p) => formatMoney(quantiles[p]));
  return `~${median} (${low}–${high})`;
}

/** What many calls are to be budgeted by where that is not the median, and why. */
export function averageInWords({ mean, quantiles }: Distribution): string {
  const [average, median] = [formatMoney(mean), formatMoney(quantiles["0.5"])];
  if (average === median) return "";
  const why = mean > quantiles["0.5"] ? ": the longest calls lift it above the median" : "";
  return `For many calls, budget the average, ${average} each${why}.`;
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

/**
 * What compression changes for so many calls: `saves $3.10 a month, 0.8% of the average bill (eight times in ten 0.3% to
 * 2.1%)`.
 */
export function netInWords({ saved, share, low, high }: NetSaving, calls: number, per: string): string {
  const [verb, ...shares] = saved < 0 ? ["adds", -share, -high, -low] : ["saves", share, low, high];
  const [average, from, to] = shares.map(formatShare);
  const spread = from === to ? "" : ` (eight times in ten ${from} to ${to})`;
  return `${verb} ${formatMoney(Math.abs(calls * saved))} ${per}, ${average} of the average bill${spread}`;
}
