import type { DearCall, LedgerReport, LedgerView, Spending } from "../protocol/ledger.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";
import { priceDay } from "./price-age.ts";

/** What the calls of a group have no name for. */
export function unnamed(view: LedgerView): string {
  switch (view) {
    case "model":
      return "(no model named)";
    case "day":
      return "(no time noted)";
    case "project":
      return "(no project named)";
    case "session":
      return "(no session named)";
    case "tool":
      return "(no tool named)";
  }
}

export function inCalls(calls: number): string {
  return calls === 1 ? "1 call" : `${formatCount(calls)} calls`;
}

export function inLogs(logs: number): string {
  return logs === 1 ? "1 log" : `${formatCount(logs)} logs`;
}

/** An unknown cost is none of $0: the sum is then the least that was spent. */
export function costInWords({ cost, calls, unpriced }: Spending): string {
  if (unpriced === 0) return formatMoney(cost);
  return unpriced === calls ? "Unknown cost" : `${formatMoney(cost)} or more`;
}

/** `2026-05-02 to 2026-05-03`, by the days of a report; nothing where no call has a time. */
export function daysInWords({ views }: LedgerReport): string {
  const days = views.day.flatMap(({ key }) => key ?? []);
  const [to, from] = [days[0], days.at(-1)];
  return from === to ? (to ?? "") : `${from} to ${to}`;
}

/** The invisible part, and what is not known; a sentence each. */
export function spentInWords({ all, asOf }: LedgerReport): string[] {
  const { invisible, thinking, uncounted, unpriced, calls } = all;
  return [
    invisible === undefined
      ? `Thinking tokens, which nobody sees: ${formatCount(thinking)}.`
      : `Thinking tokens, which nobody sees: ${formatCount(thinking)}, ${formatShare(invisible)} of the cost of the calls that count them.`,
    ...(uncounted > 0 ? [`Not counted in ${formatCount(uncounted)} of ${inCalls(calls)}.`] : []),
    ...(unpriced > 0 ? [`No price of ${inCalls(unpriced)} is known.`] : []),
    `Where a log states no cost, prices are those of ${priceDay(asOf)}.`,
  ];
}

/** What caches lost, and how much of it in pauses; nothing where they lost nothing. */
export function lostInWords({ all, lostInPauses }: LedgerReport): string | undefined {
  const { lost, lostCost } = all;
  if (lost === 0) return undefined;
  const cost = lostCost > 0 ? `, which cost ${formatMoney(lostCost)} more` : "";
  const pauses = lostInPauses > 0 ? `; ${formatShare(lostInPauses / lost)} of them after a pause` : "";
  return `Cache hits lost: ${formatCount(lost)} tokens that the call before had in the cache were paid for anew${cost}${pauses}.`;
}

/** The logged cost beside the computed one; nothing where no log states any. */
export function comparedInWords({ compared, asOf }: LedgerReport): string | undefined {
  const { calls, logged, computed } = compared;
  if (calls === 0) return undefined;
  return `${inCalls(calls)} with a cost in the log: ${formatMoney(logged)} as logged, ${formatMoney(computed)} by the prices of ${priceDay(asOf)}.`;
}

/** `12,000 → 180,000` */
export function contextInWords(context: { readonly first: number; readonly largest: number } | undefined): string {
  return context ? `${formatCount(context.first)} → ${formatCount(context.largest)}` : "–";
}

/** A number that may not be known. */
export function countOr(count: number | undefined): string {
  return count === undefined ? "?" : formatCount(count);
}

/** `2026-05-02 14:31`, where the user is. */
export function timeInWords({ time }: DearCall): string {
  if (time === undefined) return "?";
  const two = (number: number) => String(number).padStart(2, "0");
  const date = new Date(time);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
