import type { AuditGroup, Finding, Ratio } from "../protocol/audit.ts";
import { formatCount, formatFactor, formatMoney } from "./format.ts";

/** `214 calls, 1,204,113 hidden tokens billed, $12.04` */
export function billed({ calls, reasoning, cost }: AuditGroup): string {
  const tokens = `${inCalls(calls)}, ${formatCount(reasoning)} hidden tokens billed`;
  return cost === undefined ? tokens : `${tokens}, ${formatMoney(cost)}`;
}

/** What the calls of a model and effort show as a whole, a sentence each; what is unusual says so. */
export function ratiosInWords({ reasoning, forecast, drift }: AuditGroup): string[] {
  if (reasoning === 0) return ["None of them thought before it answered."];
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
  const what = `the later half thought ${times(drift)} as long as the earlier${prompts ? ", prompts considered" : ""}`;
  return drift.isUnusual ? `Unusual: ${what}.` : `Within chance: ${what}.`;
}

function forecastInWords(forecast: Ratio): string {
  const what = `they thought ${times(forecast)} as long as forecast`;
  return forecast.isUnusual
    ? `Unusual: ${what}, further off than nearly all users are.`
    : `Within what is usual: ${what}.`;
}

/** `1.9 times (1.4 to 2.6)` */
function times({ ratio, low, high }: Ratio): string {
  const [middle, from, to] = [ratio, low, high].map(formatFactor);
  return `${middle} times (${from} to ${to})`;
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
  "Unusual is not overbilled: prompts of another kind, a new version of the model or other settings look the same. Counts that were too high from the first call on look usual.";
