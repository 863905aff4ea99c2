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
  /** The share of thinking tokens in the cost of the calls that count them, 0 to 1; absent where no such cost is known. */
  readonly invisible?: number;
}

/** The spending of one model, day, project, session or tool; `key` is absent for calls whose logs name none. */
export interface SpendingGroup extends Spending {
  readonly key?: string;
}

/** Where the money of some call logs went. */
export interface LedgerReport {
  readonly all: Spending;
  /** Of each view the dearest group first, but for the days, the latest first. */
  readonly views: Readonly<Record<LedgerView, readonly SpendingGroup[]>>;
  /** ISO times of the first and the last call that have one. */
  readonly from?: string;
  readonly to?: string;
  /** The calls whose logs state a cost, of which the price table knows one too: both sums, in US dollars. */
  readonly compared: { readonly calls: number; readonly logged: number; readonly computed: number };
  /** Day of the price snapshot, `YYYY-MM-DD`. */
  readonly asOf: string;
}
