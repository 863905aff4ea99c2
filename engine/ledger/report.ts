import {
  LEDGER_VIEWS,
  type LedgerReport,
  type LedgerView,
  type Spending,
  type SpendingGroup,
} from "../../protocol/ledger.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { asOf } from "../cost/catalogue.ts";
import { recordPricer } from "./price-record.ts";

/** Sums while they are made. */
interface Sums extends Record<Exclude<keyof Spending, "invisible">, number> {
  /** Cost of the calls whose part of thinking is known, and that part. */
  counted: number;
  hidden: number;
}

/** Where the money of usage records went, and its invisible part. O(records). */
export async function ledgerReport(records: Iterable<UsageRecord> | AsyncIterable<UsageRecord>): Promise<LedgerReport> {
  const priceOf = recordPricer();
  const all = emptySums();
  const views = perView(() => new Map<string | undefined, Sums>());
  const compared = { calls: 0, logged: 0, computed: 0 };
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const record of records) {
    const bill = priceOf(record);
    const cost = record.cost ?? bill?.total;
    // Thinking is the same part of what the log states as of the bill.
    const part = bill?.hidden === undefined || bill.total === 0 ? undefined : bill.hidden / bill.total;
    add(all, record, cost, part);
    for (const view of LEDGER_VIEWS) {
      const key = keyOf(record, view);
      const sums = views[view].get(key) ?? emptySums();
      views[view].set(key, sums);
      add(sums, record, cost, part);
    }
    if (record.cost !== undefined && bill) {
      compared.calls += record.calls ?? 1;
      compared.logged += record.cost;
      compared.computed += bill.total;
    }
    if (record.time !== undefined) [from, to] = [Math.min(from, record.time), Math.max(to, record.time)];
  }
  return {
    all: spendingOf(all),
    views: perView((view) => groupsOf(views[view], view)),
    ...(from <= to && { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    compared,
    asOf: asOf(),
  };
}

function perView<T>(make: (view: LedgerView) => T): Record<LedgerView, T> {
  return Object.fromEntries(LEDGER_VIEWS.map((view) => [view, make(view)])) as Record<LedgerView, T>;
}

function emptySums(): Sums {
  return {
    calls: 0,
    input: 0,
    cached: 0,
    output: 0,
    thinking: 0,
    uncounted: 0,
    cost: 0,
    unpriced: 0,
    counted: 0,
    hidden: 0,
  };
}

function add(sums: Sums, record: UsageRecord, cost: number | undefined, part: number | undefined): void {
  const calls = record.calls ?? 1;
  sums.calls += calls;
  sums.input += record.input ?? 0;
  sums.cached += record.cached ?? 0;
  sums.output += record.output ?? 0;
  sums.thinking += record.hidden ?? 0;
  if (record.hidden === undefined) sums.uncounted += calls;
  if (cost === undefined) sums.unpriced += calls;
  else sums.cost += cost;
  if (cost === undefined || part === undefined) return;
  sums.counted += cost;
  sums.hidden += cost * part;
}

function spendingOf({ counted, hidden, ...sums }: Sums): Spending {
  return { ...sums, ...(counted > 0 && { invisible: hidden / counted }) };
}

function groupsOf(groups: ReadonlyMap<string | undefined, Sums>, view: LedgerView): SpendingGroup[] {
  const found = [...groups].map(([key, sums]) => ({ ...(key !== undefined && { key }), ...spendingOf(sums) }));
  if (view === "day") return found.sort((a, b) => (b.key ?? "").localeCompare(a.key ?? ""));
  return found.sort((a, b) => b.cost - a.cost || b.output - a.output);
}

function keyOf(record: UsageRecord, view: LedgerView): string | undefined {
  return view === "day" ? dayOf(record.time) : record[view];
}

/** The day where the user is, `YYYY-MM-DD`. */
function dayOf(time: number | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
