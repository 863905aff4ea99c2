import * as l10n from "@vscode/l10n";
import type { AuditGroup, Change, Finding, Ratio } from "../protocol/audit.ts";
import { formatCount, formatFactor, formatMoney } from "./format.ts";

/** `214 calls, 1,204,113 thinking tokens billed, $12.04` */
export function billed({ calls, reasoning, cost }: AuditGroup): string {
  const tokens = l10n.t("{0}, {1} thinking tokens billed", inCalls(calls), formatCount(reasoning));
  return cost === undefined ? tokens : `${tokens}, ${formatMoney(cost)}`;
}

/** What the calls of a model and effort show as a whole, a sentence each; what is unusual says so. */
export function ratiosInWords({ reasoning, forecast, later, pace }: AuditGroup): string[] {
  if (reasoning === 0) return [l10n.t("No call thought before it answered.")];
  if (!later && !pace && !forecast) return [l10n.t("Too few calls to compare.")];
  const laterInWords = (change: Change) =>
    forecast
      ? l10n.t("later calls are {0}, allowing for different prompts", compared(change, l10n.t("earlier ones")))
      : l10n.t("later calls are {0}", compared(change, l10n.t("earlier ones")));
  const paceInWords = (change: Change) =>
    l10n.t("later calls are {0} in the same time", compared(change, l10n.t("earlier ones")));
  return [
    ...(later ? [changeInWords(laterInWords(later), later)] : []),
    ...(pace ? [changeInWords(paceInWords(pace), pace)] : []),
    ...(forecast ? [forecastInWords(forecast)] : []),
  ];
}

/** `3 of 214 calls: The total is not what ... Chance alone shows this in at most 1 of 400 logs.` */
export function findingInWords({ message, count, odds }: Finding, { calls }: AuditGroup): string {
  const what = l10n.t("{0} of {1}: {2}", formatCount(count), inCalls(calls), message);
  return odds === 0 ? what : `${what} ${l10n.t("Chance alone shows this in at most 1 of {0} logs.", oneIn(odds))}`;
}

/** What it takes to see a change stands beside it: a log in which nothing is unusual may still hide less than that. */
function changeInWords(what: string, change: Change): string {
  const { isUnusual, chance, smallest, before, after, unlike } = change;
  const sentences = after === 0 ? [] : [verdict(what, change)];
  if (isUnusual) sentences.push(l10n.t("Chance alone shows this in at most 1 of {0} logs.", oneIn(chance)));
  else if (smallest !== undefined) {
    const seen =
      smallest >= 2
        ? l10n.t("{0} times as many would have shown", formatFactor(smallest))
        : l10n.t("{0}% more would have shown", Math.ceil(100 * (smallest - 1)));
    sentences.push(l10n.t("With {0} before and {1} after, {2}.", inCalls(before), formatCount(after), seen));
  } else if (after > 0) sentences.push(l10n.t("Too few calls to show growth."));
  if (unlike > 0)
    sentences.push(
      unlike === 1
        ? l10n.t("Not compared: 1 later call, of a kind of prompts that earlier calls do not show.")
        : l10n.t(
            "Not compared: {0} later calls, of a kind of prompts that earlier calls do not show.",
            formatCount(unlike),
          ),
    );
  return sentences.join(" ");
}

/** Beyond a million the exact number tells nobody anything. */
function oneIn(chance: number): string {
  return formatCount(Math.floor(1 / Math.max(1e-6, chance)));
}

function forecastInWords(forecast: Ratio): string {
  return verdict(l10n.t("the calls are {0}", compared(forecast, l10n.t("forecast"))), forecast);
}

function verdict(what: string, { isUnusual }: Ratio): string {
  return isUnusual
    ? l10n.t("Unusual: {0}.", what)
    : l10n.t("{0}; not unusual.", `${what[0]!.toUpperCase()}${what.slice(1)}`);
}

/** `3.5 times forecast (2.8 times to 4.3 times)`, `41% below forecast (55% below to 3% below)`. */
function compared({ ratio, low, high }: Ratio, to: string): string {
  const [from, upTo] = [difference(low), difference(high)];
  const named = difference(ratio, to);
  return from === upTo ? named : l10n.t("{0} ({1} to {2})", named, from, upTo);
}

/** How far from 1 a ratio is, in per cent up to twice as much, then as a factor; `to`: from what, where it is named. */
function difference(ratio: number, to?: string): string {
  if (ratio >= 2) {
    const factor = formatFactor(ratio);
    return to === undefined ? l10n.t("{0} times", factor) : l10n.t("{0} times {1}", factor, to);
  }
  const percent = Math.round(100 * Math.abs(ratio - 1));
  if (percent === 0) return to === undefined ? l10n.t("the same as") : l10n.t("the same as {0}", to);
  if (ratio > 1) return to === undefined ? l10n.t("{0}% above", percent) : l10n.t("{0}% above {1}", percent, to);
  return to === undefined ? l10n.t("{0}% below", percent) : l10n.t("{0}% below {1}", percent, to);
}

function inCalls(calls: number): string {
  return calls === 1 ? l10n.t("1 call") : l10n.t("{0} calls", formatCount(calls));
}

/** Whether anything in the calls does not look as it should. */
export function isUnusual({ forecast, later, pace, findings }: AuditGroup): boolean {
  return findings.length > 0 || [forecast, later, pace].some((ratio) => ratio?.isUnusual);
}

/** What no audit of a log can tell. */
export function auditLimits(): string {
  return l10n.t(
    "Unusual does not mean overbilled: other prompts, a new version of the model or other settings look the same. Counts that were too high from the first call on look usual.",
  );
}
