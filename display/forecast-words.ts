import type { Basis, CallCost, Distribution, Forecast } from "../protocol/forecast.ts";
import type { NetSaving } from "../protocol/net-saving.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";

/** `Typical call: 2,300 thinking tokens; 1 in 10 uses more than 9,800.` */
export function inWords({ quantiles }: Pick<Forecast, "quantiles">): string {
  const [median, high] = [roundTokens(quantiles["0.5"]), roundTokens(quantiles["0.9"])];
  if (quantiles["0.95"] === 0) return "No thinking before the answer.";
  if (quantiles["0.5"] === quantiles["0.9"]) return `Typical call: ${median} thinking tokens; the others use less.`;
  return `Typical call: ${median} thinking tokens; 1 in 10 uses more than ${high}.`;
}

/** `thinks ~2,300 (600–9,800)`: the median, and 8 calls in 10. */
export function thinks(forecast: Pick<Forecast, "quantiles">): string {
  if (forecast.quantiles["0.95"] === 0) return "thinks 0";
  return `thinks ~${roundTokens(forecast.quantiles["0.5"])} (${eightInTen(forecast)})`;
}

/** Tokens between which 8 calls in 10 lie: `600–9,800`. */
export function eightInTen({ quantiles }: Pick<Forecast, "quantiles">): string {
  return `${roundTokens(quantiles["0.1"])}–${roundTokens(quantiles["0.9"])}`;
}

/** To two digits: a forecast knows no more. */
export function roundTokens(tokens: number): string {
  return formatCount(Number(tokens.toPrecision(2)));
}

/** `Typical call, before the answer: $0.097; 1 in 10 costs more than $0.87.` */
export function billInWords({ total: { quantiles }, visible }: CallCost): string {
  const part = visible ? "" : ", before the answer";
  const [median, high] = [formatMoney(quantiles["0.5"]), formatMoney(quantiles["0.9"])];
  if (quantiles["0.1"] === quantiles["0.9"]) return `Every call${part}: ${median}.`;
  if (quantiles["0.5"] === quantiles["0.9"]) return `Typical call${part}: ${median}; the others cost less.`;
  return `Typical call${part}: ${median}; 1 in 10 costs more than ${high}.`;
}

/** `~$0.095 ($0.011–$0.87)`: the median, and 8 calls in 10. */
export function moneyInShort(distribution: Distribution): string {
  return `~${formatMoney(distribution.quantiles["0.5"])} (${moneyRange(distribution)})`;
}

/** US dollars between which 8 calls in 10 lie: `$0.011–$0.87`. */
export function moneyRange({ quantiles }: Distribution): string {
  return `${formatMoney(quantiles["0.1"])}–${formatMoney(quantiles["0.9"])}`;
}

/** What many calls are to be budgeted by where that is not the median, and why. */
export function averageInWords({ mean, quantiles }: Distribution): string {
  const [average, median] = [formatMoney(mean), formatMoney(quantiles["0.5"])];
  if (average === median) return "";
  const why = mean > quantiles["0.5"] ? ": a few long calls raise it above the typical one" : "";
  return `For many calls, budget the average of ${average} each${why}.`;
}

const BASIS: Readonly<Record<Basis, string>> = {
  "this model and effort": "this model's calls at this effort level",
  "this model at other efforts": "this model's calls at other effort levels",
  "its family": "calls of its model family",
  "all models": "calls of all models",
  "this model does not reason": "this model's way of answering",
};

/** What a forecast is based on, to be read after "Based on": `this model's calls at this effort level, and 43 calls of yours`. */
export function restsOn({ basis, ownCalls }: Pick<Forecast, "basis" | "ownCalls">): string {
  if (!ownCalls) return BASIS[basis];
  const { same, all } = ownCalls;
  const calls = `${formatCount(all)} ${all === 1 ? "call" : "calls"} of yours`;
  return `${BASIS[basis]}, and ${calls}${same < all ? ` (${formatCount(same)} at this model and effort level)` : ""}`;
}

/** Of efforts at which no calls of the model are known, with what is published to hold them against. */
export const UNMEASURED =
  "No calls of this model at this effort level are known; scaled from other models. Published: medium thinks half as long as high, low a quarter (ThinkDial, arXiv 2508.18773).";

/**
 * What compression changes for so many calls: `saves $3.10 a month, 0.8% of the average bill (8 in 10: 0.3% to 2.1%)`.
 */
export function netInWords({ saved, share, low, high }: NetSaving, calls: number, per: string): string {
  const [verb, ...shares] = saved < 0 ? ["adds", -share, -high, -low] : ["saves", share, low, high];
  const [average, from, to] = shares.map(formatShare);
  const spread = from === to ? "" : ` (8 in 10: ${from} to ${to})`;
  return `${verb} ${formatMoney(Math.abs(calls * saved))} ${per}, ${average} of the average bill${spread}`;
}
