import * as l10n from "@vscode/l10n";
import type { SpendingGroup } from "../protocol/ledger.ts";
import { formatMoney, formatShare } from "./format.ts";

/** What was spent on a day or in a month, and the part of it that was thinking, in US dollars. */
export interface SpendingBar {
  /** `2026-05-02`, or `2026-05` for a month. */
  readonly when: string;
  readonly cost: number;
  readonly thinkingCost: number;
}

/** More days than this are shown by the month. */
const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** The spending of days as bars along time, the earliest first, days and months without any among them. */
export function spendingBars(days: readonly SpendingGroup[]): SpendingBar[] {
  const known = days.filter(({ key }) => key !== undefined).sort((a, b) => a.key!.localeCompare(b.key!));
  const [first, last] = [known[0]?.key, known.at(-1)?.key];
  if (first === undefined || last === undefined) return [];
  const length = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  const digits = length > MOST_DAYS ? "YYYY-MM".length : "YYYY-MM-DD".length;
  const bars = new Map<string, { cost: number; thinkingCost: number }>();
  for (let i = 0; i < length; i++)
    bars.set(new Date(Date.parse(first) + i * DAY_MS).toISOString().slice(0, digits), { cost: 0, thinkingCost: 0 });
  for (const { key, cost, thinkingCost } of known) {
    const bar = bars.get(key!.slice(0, digits))!;
    bar.cost += cost;
    bar.thinkingCost += thinkingCost;
  }
  return [...bars].map(([when, bar]) => ({ when, ...bar }));
}

/** What the bars show, for those who do not see them. */
export function barsInWords(bars: readonly SpendingBar[]): string {
  const { when, cost, thinkingCost } = bars.reduce((most, bar) => (bar.cost > most.cost ? bar : most));
  const spent =
    thinkingCost > 0
      ? l10n.t("{0}, {1} of it thinking", formatMoney(cost), formatShare(thinkingCost / cost))
      : formatMoney(cost);
  if (bars.length === 1) return l10n.t("Spent on {0}: {1}.", when, spent);
  return l10n.t("Spending from {0} to {1}; the most on {2}: {3}.", bars[0]!.when, bars.at(-1)!.when, when, spent);
}
