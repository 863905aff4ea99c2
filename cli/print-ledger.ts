import { formatCount, formatMoneyColumn, formatShare } from "../display/format.ts";
import {
  comparedInWords,
  contextInWords,
  costInWords,
  countOr,
  daysInWords,
  inCalls,
  inLogs,
  lostInWords,
  spentInWords,
  timeInWords,
  unnamed,
} from "../display/ledger-words.ts";
import type { DearCall, LedgerReport, LedgerView, SpendingGroup } from "../protocol/ledger.ts";
import { shortened } from "./columns.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { bold, print } from "./terminal.ts";

/** Groups of a view that are shown, and calls. */
const SHOWN = 20;
const SHOWN_CALLS = 5;
const WIDEST_NAME = 48;

/** A ledger's report for a reader at a terminal. `logs`: how many were read. */
export function printLedger(report: LedgerReport, views: readonly LedgerView[], logs: number): void {
  const { all } = report;
  const days = daysInWords(report);
  print(bold(costInWords(all)), ` for ${inCalls(all.calls)} in ${inLogs(logs)}${days && `, ${days}`}.`);
  write("", spentInWords(report).join(" "));
  for (const sentence of [lostInWords(report), comparedInWords(report)]) if (sentence) write("", sentence);
  for (const view of views) printView(view, report.views[view]);
  printDearest(report.dearest.slice(0, SHOWN_CALLS));
}

function printView(view: LedgerView, groups: readonly SpendingGroup[]): void {
  const shown = groups.slice(0, SHOWN);
  const money = formatMoneyColumn(shown.map(({ cost }) => cost));
  const isSession = view === "session";
  printTable(
    [
      ...[view, "calls", "input", "cached", "lost", "output", "thinking", "invisible"],
      ...(isSession ? ["context"] : []),
      "cost",
    ],
    shown.map((group, i) => [
      shortened(group.key ?? unnamed(view), WIDEST_NAME),
      ...[group.calls, group.input, group.cached, group.lost, group.output].map(formatCount),
      group.uncounted === group.calls ? "?" : formatCount(group.thinking),
      group.invisible === undefined ? "?" : formatShare(group.invisible),
      ...(isSession ? [contextInWords(group.context)] : []),
      group.unpriced === group.calls ? "?" : money[i]!,
    ]),
  );
  if (groups.length > shown.length) write("", `${formatCount(groups.length - shown.length)} more.`);
}

function printDearest(calls: readonly DearCall[]): void {
  if (calls.length === 0) return;
  const money = formatMoneyColumn(calls.map(({ cost }) => cost));
  printTable(
    ["dearest calls", "input", "cached", "output", "thinking", "cost"],
    calls.map((call, i) => [
      shortened([timeInWords(call), call.model ?? unnamed("model")].join("  "), WIDEST_NAME),
      ...[call.input, call.cached, call.output, call.thinking].map(countOr),
      money[i]!,
    ]),
  );
}
