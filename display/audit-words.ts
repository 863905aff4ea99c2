import type { AuditGroup, Finding, Ratio } from "../protocol/audit.ts";
import { formatCount, formatFactor, formatMoney } from "./format.ts";

/** `214 calls, 1,204,113 thinking tokens billed, $12.04` */
export function billed({ calls, reasoning, cost }: AuditGroup): string {
  const tokens = `${inCalls(calls)}, ${formatCount(reasoning)} thinking tokens billed`;
  return cost === undefined ? tokens : `${tokens}, ${formatMoney(cost)}`;
}

/** What the calls of a model and effort show as a whole, a sentence each; what is unusual says so. */
export function ratiosInWords({ reasoning, forecast, drift }: AuditGroup): string[] {
  if (reasoning === 0) return ["No call thought before it answered."];
  if (!drift && !forecast) return ["Too few calls to compare."];
  return [
    ...(drift ? [driftInWords(drift, forecast !== undefined)] : []),
    ...(forecast ? [forecastInWords(forecast)] : []),
  ];
}

/** `3 of 214 calls: The total is not what ...` */
export function findingInWords({ message, count }: Finding, { calls }: AuditGroup): string {
  return `${formatCount(count)} of ${inCalls(calls)}: ${message}`;
}

function driftInWords(drift: Ratio, prompts: boolean): string {
  const what = `later calls are ${compared(drift, "earlier ones")}${prompts ? ", allowing for different prompts" : ""}`;
  return verdict(what, drift);
}

function forecastInWords(forecast: Ratio): string {
  return verdict(`the calls are ${compared(forecast, "forecast")}`, forecast);
}

function verdict(what: string, { isUnusual }: Ratio): string {
  return isUnusual ? `Unusual: ${what}.` : `${what[0]!.toUpperCase()}${what.slice(1)}; not unusual.`;
}

/** `3.5 times forecast (2.8 times to 4.3 times)`, `41% below forecast (55% below to 3% below)`. */
function compared({ ratio, low, high }: Ratio, to: string): string {
  const [middle, from, upTo] = [ratio, low, high].map(difference);
  const named = middle === SAME ? `${SAME} ${to}` : `${middle} ${to}`;
  return from === upTo ? named : `${named} (${from} to ${upTo})`;
}

const SAME = "the same as";

/** How far from 1 a ratio is: in per cent up to twice as much, then as a factor. */
function difference(ratio: number): string {
  if (ratio >= 2) return `${formatFactor(ratio)} times`;
  const percent = Math.round(100 * Math.abs(ratio - 1));
  if (percent === 0) return SAME;
  return `${percent}% ${ratio > 1 ? "above" : "below"}`;
}

function inCalls(calls: number): string {
  return calls === 1 ? "1 call" : `${formatCount(calls)} calls`;
}

/** Whether anything in the calls does not look as it should. */
export function isUnusual({ forecast, drift, findings }: AuditGroup): boolean {
  return findings.length > 0 || [forecast, drift].some((ratio) => ratio?.isUnusual);
}

/** What no audit of a log can tell. */
export const AUDIT_LIMITS =
  "Unusual does not mean overbilled: other prompts, a new version of the model or other settings look the same. Counts that were too high from the first call on look usual.";
