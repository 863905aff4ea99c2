import * as l10n from "@vscode/l10n";
import type { DearCall, LedgerReport, LedgerView, Spending } from "../protocol/ledger.ts";
import { formatCount, formatMoney, formatShare } from "./format.ts";
import { priceDay } from "./price-age.ts";

/** By what spending is split. */
export function viewName(view: LedgerView): string {
  const names: Readonly<Record<LedgerView, string>> = {
    model: l10n.t("model"),
    day: l10n.t("day"),
    project: l10n.t("project"),
    session: l10n.t("session"),
    tool: l10n.t("tool"),
  };
  return names[view];
}

/** What the calls of a group have no name for. */
export function unnamed(view: LedgerView): string {
  const words: Readonly<Record<LedgerView, string>> = {
    model: l10n.t("(no model named)"),
    day: l10n.t("(no time noted)"),
    project: l10n.t("(no project named)"),
    session: l10n.t("(no session named)"),
    tool: l10n.t("(no tool named)"),
  };
  return words[view];
}

export function inCalls(calls: number): string {
  return calls === 1 ? l10n.t("1 call") : l10n.t("{0} calls", formatCount(calls));
}

export function inLogs(logs: number): string {
  return logs === 1 ? l10n.t("1 log") : l10n.t("{0} logs", formatCount(logs));
}

/** An unknown cost is none of $0: the sum is then the least that was spent. */
export function costInWords({ cost, calls, unpriced }: Spending): string {
  if (unpriced === 0) return formatMoney(cost);
  return unpriced === calls ? l10n.t("Unknown cost") : l10n.t("{0} or more", formatMoney(cost));
}

/** `2026-05-02 to 2026-05-03`, by the days of a report; nothing where no call has a time. */
export function daysInWords({ views }: LedgerReport): string {
  const days = views.day.flatMap(({ key }) => key ?? []);
  const [to, from] = [days[0], days.at(-1)];
  return from === to ? (to ?? "") : l10n.t("{0} to {1}", from!, to!);
}

/** The invisible part, and what is not known; a sentence each. */
export function spentInWords({ all, asOf }: LedgerReport): string[] {
  const { invisible, thinking, uncounted, unpriced, calls } = all;
  return [
    invisible === undefined
      ? l10n.t("Thinking tokens, which nobody sees: {0}.", formatCount(thinking))
      : l10n.t(
          "Thinking tokens, which nobody sees: {0}, {1} of the cost of the calls that count them.",
          formatCount(thinking),
          formatShare(invisible),
        ),
    ...(uncounted > 0 ? [l10n.t("Not counted in {0} of {1}.", formatCount(uncounted), inCalls(calls))] : []),
    ...(unpriced > 0 ? [l10n.t("No price of {0} is known.", inCalls(unpriced))] : []),
    l10n.t("Where a log states no cost, prices are those of {0}.", priceDay(asOf)),
  ];
}

/** What caches lost, and how much of it in pauses; nothing where they lost nothing. */
export function lostInWords({ all, lostInPauses }: LedgerReport): string | undefined {
  const { lost, lostCost } = all;
  if (lost === 0) return undefined;
  const hits = l10n.t(
    "Cache hits lost: {0} tokens that the previous call had in the cache were paid in full again",
    formatCount(lost),
  );
  const dear = lostCost > 0 ? l10n.t("{0}, which cost {1} more", hits, formatMoney(lostCost)) : hits;
  return lostInPauses > 0
    ? l10n.t("{0}; {1} of them after a pause.", dear, formatShare(lostInPauses / lost))
    : l10n.t("{0}.", dear);
}

/** The logged cost beside the computed one; nothing where no log states any. */
export function comparedInWords({ compared, asOf }: LedgerReport): string | undefined {
  const { calls, logged, computed } = compared;
  if (calls === 0) return undefined;
  return l10n.t(
    "{0} with a cost in the log: {1} as logged, {2} by the prices of {3}.",
    inCalls(calls),
    formatMoney(logged),
    formatMoney(computed),
    priceDay(asOf),
  );
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
  if (time === undefined) return unnamed("day");
  const two = (number: number) => String(number).padStart(2, "0");
  const date = new Date(time);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
