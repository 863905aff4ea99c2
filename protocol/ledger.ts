import type { AuditGroup } from "./audit.ts";
import type { OwnCall } from "./forecast.ts";

/** By what the spending is split. */
export const LEDGER_VIEWS = ["model", "day", "project", "session", "tool"] as const;
export type LedgerView = (typeof LEDGER_VIEWS)[number];

/** Sums over calls; of each kind of token over the calls whose logs count it. */
export interface Spending {
  readonly calls: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly thinking: number;
  /** Calls whose thinking tokens are not counted. */
  readonly uncounted: number;
  /** US dollars: of each call as its log states, else by the price table. */
  readonly cost: number;
  /** Calls of which neither the log nor the price table tells a cost. */
  readonly unpriced: number;
  /** US dollars of the thinking tokens, of the calls of which both are known. */
  readonly thinkingCost: number;
  /** The share of thinking tokens in the cost of the calls that count them, 0 to 1; absent where no such cost is known. */
  readonly invisible?: number;
  /** Tokens that a cache had held after the call before and that were paid for anew (`CacheWatch`). */
  readonly lost: number;
  /** US dollars that these cost more than reading them from the cache, as far as prices are known. */
  readonly lostCost: number;
}

/** The spending of one model, day, project, session or tool; `key` is absent for calls whose logs name none. */
export interface SpendingGroup extends Spending {
  readonly key?: string;
  /** Of a session: the tokens of input of its first call and of its largest. */
  readonly context?: { readonly first: number; readonly largest: number };
}

/** A call that cost much, and the line of the log that tells of it. Times are in milliseconds since 1970. */
export interface DearCall {
  readonly time?: number;
  readonly tool: string;
  readonly model?: string;
  readonly effort?: string;
  readonly project?: string;
  readonly session?: string;
  readonly input?: number;
  readonly cached?: number;
  readonly thinking?: number;
  readonly output?: number;
  readonly cost: number;
  readonly file?: string;
  readonly line: number;
}

/** Which calls a report is of: those on and after a day, and those of one model, day and so on; null: that name none. */
export type LedgerFilter = { readonly [View in LedgerView]?: string | null } & { readonly since?: string };

/** Where the money of some call logs went. */
export interface LedgerReport {
  readonly all: Spending;
  /** Of `lost` of all calls, the tokens that came after a pause longer than the cache keeps them. */
  readonly lostInPauses: number;
  /** Of each view the dearest group first, but for the days, the latest first. */
  readonly views: Readonly<Record<LedgerView, readonly SpendingGroup[]>>;
  /** The calls that cost most, the dearest first; no sums of several. */
  readonly dearest: readonly DearCall[];
  /** ISO times of the first and the last call that have one. */
  readonly from?: string;
  readonly to?: string;
  /** The calls whose logs state a cost, of which the price table knows one too: both sums, in US dollars. */
  readonly compared: { readonly calls: number; readonly logged: number; readonly computed: number };
  /** Day of the price snapshot, `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** A tool whose logs lie where it keeps them. */
export interface FoundLogs {
  readonly tool: string;
  readonly folder: string;
  readonly logs: number;
  readonly bytes: number;
}

/** What an import did. */
export interface Imported {
  /** Logs that were read, and those in which nothing is new. */
  readonly read: number;
  readonly known: number;
  /** Calls that no log told of before. */
  readonly calls: number;
}

/** What an import did and could not do, and what it knows of the newest logs beside what the ledger has. */
export interface ImportedLogs extends Imported {
  /** Calls that forecasts learn from instead of the ledger's of their models: the ledger has no prompts. */
  readonly lessons: readonly OwnCall[];
  readonly audit: readonly AuditGroup[];
  /** Lines and logs that could not be read: how many, and the first of them in the user's words. */
  readonly unread: number;
  readonly firstUnread?: string;
}

export type ExportFormat = "csv" | "jsonl" | "parquet";

/** The day of a time, `YYYY-MM-DD`, where the user is. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
