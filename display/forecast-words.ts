import * as l10n from "@vscode/l10n";
import type { Basis, CallCost, Distribution, Forecast, NetSaving } from "../protocol/forecast.ts";
import type { Inspection } from "../protocol/inspection.ts";
import type { SentAs } from "../protocol/prompt.ts";
import { sessionInWords, turnCostInWords } from "./context-words.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";

/** A range of 8 calls in 10 that is wider than this tells nothing. */
const WIDEST = 50;
/** So many calls of the user's own settle what can be settled. */
const SETTLING = 5;

/** Whether the forecast is too wide to be told in numbers. */
export function isUnpredictable({ quantiles }: Pick<Forecast, "quantiles">): boolean {
  return quantiles["0.9"] > WIDEST * Math.max(1, quantiles["0.1"]);
}

/** `Typical call: 2,300 thinking tokens; 1 in 10 uses more than 9,800.` */
export function inWords({ quantiles, ownCalls }: Pick<Forecast, "quantiles" | "ownCalls">): string {
  if (isUnpredictable({ quantiles }))
    return ownCalls && ownCalls.same >= SETTLING
      ? l10n.t("Thinking is not predictable: calls of yours differ too much.")
      : l10n.t("Thinking is not predictable from here; 5 calls of yours would settle it.");
  const [median, high] = [roundTokens(quantiles["0.5"]), roundTokens(quantiles["0.9"])];
  if (quantiles["0.95"] === 0) return l10n.t("No thinking before the answer.");
  return quantiles["0.5"] === quantiles["0.9"]
    ? l10n.t("Typical call: {0} thinking tokens; the others use less.", median)
    : l10n.t("Typical call: {0} thinking tokens; 1 in 10 uses more than {1}.", median, high);
}

/** `thinks ~2,300 (600–9,800)`. */
export function thinks(forecast: Pick<Forecast, "quantiles">): string {
  return l10n.t("thinks {0}", inShort(forecast));
}

/** `~2,300 (600–9,800)`: the median, and 8 calls in 10; `?` where that tells nothing. */
export function inShort(forecast: Pick<Forecast, "quantiles">): string {
  if (forecast.quantiles["0.95"] === 0) return "0";
  return isUnpredictable(forecast) ? "?" : `~${typicalTokens(forecast)} (${eightInTen(forecast)})`;
}

/** The median; `?` where the forecast is too wide for one. */
export function typicalTokens(forecast: Pick<Forecast, "quantiles">): string {
  return isUnpredictable(forecast) ? "?" : roundTokens(forecast.quantiles["0.5"]);
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
  const [median, high] = [formatMoney(quantiles["0.5"]), formatMoney(quantiles["0.9"])];
  if (quantiles["0.1"] === quantiles["0.9"])
    return visible ? l10n.t("Every call: {0}.", median) : l10n.t("Every call, before the answer: {0}.", median);
  const typical = visible ? l10n.t("Typical call") : l10n.t("Typical call, before the answer");
  return quantiles["0.5"] === quantiles["0.9"]
    ? l10n.t("{0}: {1}; the others cost less.", typical, median)
    : l10n.t("{0}: {1}; 1 in 10 costs more than {2}.", typical, median, high);
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
  return mean > quantiles["0.5"]
    ? l10n.t(
        "For many calls, budget the average of {0} each: a few long calls raise it above the typical one.",
        average,
      )
    : l10n.t("For many calls, budget the average of {0} each.", average);
}

function basisInWords(basis: Basis): string {
  const words: Readonly<Record<Basis, string>> = {
    "this model and effort": l10n.t("this model's calls at this effort level"),
    "this model at other efforts": l10n.t("this model's calls at other effort levels"),
    "its family": l10n.t("calls of its model family"),
    "all models": l10n.t("calls of all models"),
    "this model does not reason": l10n.t("this model's way of answering"),
  };
  return words[basis];
}

/** Why a prompt that is no call has no forecast. */
export function whyNoForecast(sentAs: SentAs): string {
  return sentAs === "nothing"
    ? l10n.t("Nothing is sent yet, so there is no call to forecast.")
    : l10n.t("Instructions go along with every turn and are no call themselves: they have no forecast of their own.");
}

/** The same, and what the turns pay that send it along. */
export function noCallInWords({ sentAs, cost, session }: Pick<Inspection, "sentAs" | "cost" | "session">): string {
  const why = whyNoForecast(sentAs);
  if (!cost || !session) return why;
  const turn = l10n.t("A turn: {0}.", turnCostInWords(cost.input, cost.cachedRead));
  return [why, turn, l10n.t("A session: {0}.", sessionInWords(session))].join(" ");
}

/** What a forecast is based on, to be read after "Based on": `this model's calls at this effort level, and 43 calls of yours`. */
export function restsOn({ basis, ownCalls }: Pick<Forecast, "basis" | "ownCalls">): string {
  if (!ownCalls) return basisInWords(basis);
  const { same, all } = ownCalls;
  const calls = all === 1 ? l10n.t("1 call of yours") : l10n.t("{0} calls of yours", formatCount(all));
  const own = same < all ? l10n.t("{0} ({1} at this model and effort level)", calls, formatCount(same)) : calls;
  return l10n.t("{0}, and {1}", basisInWords(basis), own);
}

/** Of efforts at which no calls of the model are known, with what is published to hold them against. */
export function unmeasured(): string {
  return l10n.t(
    "No calls of this model at this effort level are known; scaled from other models. Published: medium thinks half as long as high, low a quarter (ThinkDial, arXiv 2508.18773).",
  );
}

/**
 * What compression changes for so many calls: `saves $3.10 a month, 0.8% of the average bill (8 in 10: 0.3% to 2.1%)`.
 */
export function netInWords({ saved, share, low, high }: NetSaving, calls: number, per: string): string {
  const money = formatMoney(Math.abs(calls * saved));
  const shares = saved < 0 ? [-share, -high, -low] : [share, low, high];
  const [average, from, to] = shares.map(formatShare) as [string, string, string];
  const change =
    saved < 0
      ? l10n.t("adds {0} {1}, {2} of the average bill", money, per, average)
      : l10n.t("saves {0} {1}, {2} of the average bill", money, per, average);
  return from === to ? change : l10n.t("{0} (8 in 10: {1} to {2})", change, from, to);
}
