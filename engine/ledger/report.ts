import {
  type DearCall,
  dayOf,
  LEDGER_VIEWS,
  type LedgerFilter,
  type LedgerReport,
  type LedgerView,
  type Spending,
  type SpendingGroup,
} from "../../protocol/ledger.ts";
import type { PlacedRecord } from "../calls/unique-calls.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import { rereadCost } from "../cost/bill.ts";
import { asOf } from "../cost/catalogue.ts";
import { CacheWatch } from "./cache-watch.ts";
import { recordPricer, soldModels } from "./price-record.ts";

/** Calls, and the paths of the logs that their `log` means. */
export interface PlacedCalls {
  readonly records: Iterable<PlacedRecord> | AsyncIterable<PlacedRecord>;
  readonly files: ReadonlyMap<number, string>;
}

/** So many of the dearest calls are told. */
const DEAREST = 50;

/** Sums while they are made. */
interface Sums extends Record<Exclude<keyof Spending, "invisible">, number> {
  /** Cost of the calls whose part of thinking is known. */
  counted: number;
  /** Tokens of input of the first call and of the largest. */
  first: number | undefined;
  largest: number;
}

/** What a call adds to sums beside its counts. */
interface Worth {
  readonly cost: number | undefined;
  /** The part of thinking in it, 0 to 1, where that is known. */
  readonly part: number | undefined;
  readonly lost: number;
  readonly lostCost: number;
}

/** Where the money of calls went, and its invisible part: of all of them, or of those that `only` lets through. O(calls). */
export async function ledgerReport({ records, files }: PlacedCalls, only: LedgerFilter = {}): Promise<LedgerReport> {
  const modelOf = soldModels();
  const priceOf = recordPricer(modelOf);
  const caches = new CacheWatch();
  const all = emptySums();
  const views = perView(() => new Map<string | undefined, Sums>());
  const dearest = new Dearest();
  const compared = { calls: 0, logged: 0, computed: 0 };
  let lostInPauses = 0;
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for await (const record of records) {
    // What a call lost depends on the one before it, whether or not that is of the report.
    const loss = caches.add(record);
    if (!isAmong(record, only)) continue;
    const bill = priceOf(record);
    const cost = record.cost ?? bill?.total;
    const worth: Worth = {
      cost,
      // Thinking is the same part of what the log states as of the bill.
      part: bill?.hidden === undefined || bill.total === 0 ? undefined : bill.hidden / bill.total,
      lost: loss?.tokens ?? 0,
      lostCost: (loss && rereadCost(loss.tokens, record, modelOf(record)!)) ?? 0,
    };
    if (loss?.isAfterPause) lostInPauses += loss.tokens;
    add(all, record, worth);
    for (const view of LEDGER_VIEWS) {
      const key = keyOf(record, view);
      const sums = views[view].get(key) ?? emptySums();
      views[view].set(key, sums);
      add(sums, record, worth);
    }
    if (cost !== undefined) dearest.add(record, cost);
    if (record.cost !== undefined && bill) {
      compared.calls += record.calls ?? 1;
      compared.logged += record.cost;
      compared.computed += bill.total;
    }
    if (record.time !== undefined) [from, to] = [Math.min(from, record.time), Math.max(to, record.time)];
  }
  return {
    all: spendingOf(all),
    lostInPauses,
    views: perView((view) => groupsOf(views[view], view)),
    dearest: dearest.calls(files),
    ...(from <= to && { from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    compared,
    asOf: asOf(),
  };
}

/** Whether a call is one of those that a filter lets through. */
export function isAmong(record: UsageRecord, { since, ...only }: LedgerFilter): boolean {
  if (since !== undefined && (keyOf(record, "day") ?? "") < since) return false;
  return LEDGER_VIEWS.every((view) => only[view] === undefined || (keyOf(record, view) ?? null) === only[view]);
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
    lost: 0,
    lostCost: 0,
    thinkingCost: 0,
    counted: 0,
    first: undefined,
    largest: 0,
  };
}

function add(sums: Sums, record: UsageRecord, { cost, part, lost, lostCost }: Worth): void {
  const calls = record.calls ?? 1;
  sums.calls += calls;
  sums.input += record.input ?? 0;
  sums.cached += record.cached ?? 0;
  sums.output += record.output ?? 0;
  sums.thinking += record.hidden ?? 0;
  sums.lost += lost;
  sums.lostCost += lostCost;
  sums.first ??= record.input;
  sums.largest = Math.max(sums.largest, record.input ?? 0);
  if (record.hidden === undefined) sums.uncounted += calls;
  if (cost === undefined) sums.unpriced += calls;
  else sums.cost += cost;
  if (cost === undefined || part === undefined) return;
  sums.counted += cost;
  sums.thinkingCost += cost * part;
}

function spendingOf({ counted, first: _, largest: __, ...sums }: Sums): Spending {
  return { ...sums, ...(counted > 0 && { invisible: sums.thinkingCost / counted }) };
}

function groupsOf(groups: ReadonlyMap<string | undefined, Sums>, view: LedgerView): SpendingGroup[] {
  const found = [...groups].map(([key, sums]) => {
    const { first, largest } = sums;
    const isSession = view === "session" && key !== undefined && first !== undefined;
    return {
      ...(key !== undefined && { key }),
      ...spendingOf(sums),
      ...(isSession && { context: { first, largest } }),
    };
  });
  if (view === "day") return found.sort((a, b) => (b.key ?? "").localeCompare(a.key ?? ""));
  return found.sort((a, b) => b.cost - a.cost || b.output - a.output);
}

function keyOf(record: UsageRecord, view: LedgerView): string | undefined {
  if (view !== "day") return record[view];
  return record.time === undefined ? undefined : dayOf(record.time);
}

/** What a dear call tells of its record as it stands there. */
const TOLD = ["time", "tool", "model", "effort", "project", "session", "input", "cached", "output"] as const;

/** The dearest of many calls, in little memory. */
class Dearest {
  #found: { readonly record: PlacedRecord; readonly cost: number }[] = [];
  #least = Number.NEGATIVE_INFINITY;

  add(record: PlacedRecord, cost: number): void {
    if (record.calls !== undefined || cost <= this.#least) return;
    this.#found.push({ record, cost });
    if (this.#found.length >= 2 * DEAREST) this.#cut();
  }

  calls(files: PlacedCalls["files"]): DearCall[] {
    this.#cut();
    return this.#found.map(({ record, cost }) => {
      const told = [
        ...TOLD.map((name) => [name, record[name]] as const),
        ["thinking", record.hidden] as const,
        ["file", files.get(record.log)] as const,
      ];
      const known = Object.fromEntries(told.filter(([, value]) => value !== undefined));
      return { ...(known as Omit<DearCall, "cost" | "line">), cost, line: record.line };
    });
  }

  #cut(): void {
    this.#found = this.#found.sort((a, b) => b.cost - a.cost).slice(0, DEAREST);
    if (this.#found.length === DEAREST) this.#least = this.#found.at(-1)!.cost;
  }
}
