import { formatCount, formatMoney, formatMoneyColumn, formatShare } from "../display/format.ts";
import { priceDay } from "../display/price-age.ts";
import type { LedgerReport, LedgerView, Spending, SpendingGroup } from "../protocol/ledger.ts";
import { shortened } from "./columns.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { bold, print } from "./terminal.ts";

/** Groups of a view that are shown. */
const SHOWN = 20;
const WIDEST_NAME = 48;
const UNKNOWN: Readonly<Record<LedgerView, string>> = {
  model: "(no model named)",
  day: "(no time noted)",
  project: "(no project named)",
  session: "(no session named)",
  tool: "",
};

/** A ledger's report for a reader at a terminal. `logs`: how many were read. */
export function printLedger(report: LedgerReport, views: readonly LedgerView[], logs: number): void {
  const { all, compared } = report;
  const days = report.views.day.flatMap(({ key }) => key ?? []);
  const [to, from] = [days[0], days.at(-1)];
  const when = from === to ? (to ?? "") : `${from} to ${to}`;
  print(
    bold(costInWords(all)),
    ` for ${inCalls(all.calls)} in ${logs === 1 ? "1 log" : `${formatCount(logs)} logs`}${when && `, ${when}`}.`,
  );
  write("", spentInWords(report));
  if (compared.calls > 0)
    write(
      "",
      `${inCalls(compared.calls)} with a cost in the log: ${formatMoney(compared.logged)} as logged, ${formatMoney(compared.computed)} by the prices of ${priceDay(report.asOf)}.`,
    );
  for (const view of views) printView(view, report.views[view]);
}

/** An unknown cost is none of $0: the sum is then the least that was spent. */
function costInWords({ cost, calls, unpriced }: Spending): string {
  if (unpriced === 0) return formatMoney(cost);
  return unpriced === calls ? "Unknown cost" : `${formatMoney(cost)} or more`;
}

/** The invisible part, and what is not known. */
function spentInWords({ all, asOf }: LedgerReport): string {
  const { invisible, thinking, uncounted, unpriced, calls } = all;
  return [
    invisible === undefined
      ? `Thinking tokens, which nobody sees: ${formatCount(thinking)}.`
      : `Thinking tokens, which nobody sees: ${formatCount(thinking)}, ${formatShare(invisible)} of the cost of the calls that count them.`,
    ...(uncounted > 0 ? [`Not counted in ${formatCount(uncounted)} of ${inCalls(calls)}.`] : []),
    ...(unpriced > 0 ? [`No price of ${inCalls(unpriced)} is known.`] : []),
    `Where a log states no cost, prices are those of ${priceDay(asOf)}.`,
  ].join(" ");
}

function printView(view: LedgerView, groups: readonly SpendingGroup[]): void {
  const shown = groups.slice(0, SHOWN);
  const money = formatMoneyColumn(shown.map(({ cost }) => cost));
  printTable(
    [view, "calls", "input", "cached", "output", "thinking", "invisible", "cost"],
    shown.map((group, i) => [
      shortened(group.key ?? UNKNOWN[view], WIDEST_NAME),
      ...[group.calls, group.input, group.cached, group.output].map(formatCount),
      group.uncounted === group.calls ? "?" : formatCount(group.thinking),
      group.invisible === undefined ? "?" : formatShare(group.invisible),
      group.unpriced === group.calls ? "?" : money[i]!,
    ]),
  );
  if (groups.length > shown.length) write("", `${formatCount(groups.length - shown.length)} more.`);
}

function inCalls(calls: number): string {
  return calls === 1 ? "1 call" : `${formatCount(calls)} calls`;
}
