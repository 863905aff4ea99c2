import * as l10n from "@vscode/l10n";
import type { AuditGroup, Finding, Ratio } from "../protocol/audit.ts";
import { formatCount, formatFactor, formatMoney } from "./format.ts";

/** `214 calls, 1,204,113 thinking tokens billed, $12.04` */
export function billed({ calls, reasoning, cost }: AuditGroup): string {
  const tokens = l10n.t("{0}, {1} thinking tokens billed", inCalls(calls), formatCount(reasoning));
  return cost === undefined ? tokens : `${tokens}, ${formatMoney(cost)}`;
}

/** What the calls of a model and effort show as a whole, a sentence each; what is unusual says so. */
export function ratiosInWords({ reasoning, forecast, drift }: AuditGroup): string[] {
  if (reasoning === 0) return [l10n.t("No call thought before it answered.")];
  if (!drift && !forecast) return [l10n.t("Too few calls to compare.")];
  return [
    ...(drift ? [driftInWords(drift, forecast !== undefined)] : []),
    ...(forecast ? [forecastInWords(forecast)] : []),
  ];
}

/** `3 of 214 calls: The total is not what ...` */
export function findingInWords({ message, count }: Finding, { calls }: AuditGroup): string {
  return l10n.t("{0} of {1}: {2}", formatCount(count), inCalls(calls), message);
}

function driftInWords(drift: Ratio, prompts: boolean): string {
  const what = l10n.t("later calls are {0}", compared(drift, l10n.t("earlier ones")));
  return verdict(prompts ? l10n.t("{0}, allowing for different prompts", what) : what, drift);
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
export function isUnusual({ forecast, drift, findings }: AuditGroup): boolean {
  return findings.length > 0 || [forecast, drift].some((ratio) => ratio?.isUnusual);
}

/** What no audit of a log can tell. */
export function auditLimits(): string {
  return l10n.t(
    "Unusual does not mean overbilled: other prompts, a new version of the model or other settings look the same. Counts that were too high from the first call on look usual.",
  );
}
