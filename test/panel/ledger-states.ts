import type { DearCall, LedgerReport, Spending, SpendingGroup } from "../../protocol/ledger.ts";
import type { LedgerState } from "../../protocol/ledger-page.ts";

const spending = (cost: number, calls: number, more: Partial<Spending> = {}): Spending => ({
  calls,
  input: 1000 * calls,
  cached: 800 * calls,
  output: 90 * calls,
  thinking: 60 * calls,
  uncounted: 0,
  cost,
  unpriced: 0,
  thinkingCost: cost * 0.4,
  invisible: 0.4,
  lost: 0,
  lostCost: 0,
  ...more,
});

const { invisible: _, ...silent } = spending(0, 12, { uncounted: 12, unpriced: 12, thinking: 0, thinkingCost: 0 });

const days: SpendingGroup[] = Array.from({ length: 30 }, (_, i) => ({
  key: `2026-11-${String(30 - i).padStart(2, "0")}`,
  ...spending(((i * 37) % 11) + 0.25, 40 + i, { lost: i * 1000, lostCost: i * 0.004 }),
}));

const dearest: DearCall[] = Array.from({ length: 30 }, (_, i) => ({
  time: Date.UTC(2026, 10, 12, 9, i),
  tool: i % 2 ? "codex" : "claude-code",
  model: i % 2 ? "gpt-5.5" : "claude-opus-4-7",
  project: "/home/me/src/shop",
  session: "0d6c7a52-19d0-4b3f-a0c0-1d92f1f6d8b1",
  input: 180_000 - i * 1000,
  cached: 120_000,
  output: 9000,
  ...(i % 3 && { thinking: 6000 + i }),
  cost: 2.5 - i * 0.05,
  file: "/home/me/.claude/projects/shop/0d6c7a52.jsonl",
  line: 120 + i,
}));

export const report: LedgerReport = {
  all: spending(151.2, 2310, { lost: 512_000, lostCost: 2.18, unpriced: 12, uncounted: 12 }),
  lostInPauses: 300_000,
  views: {
    model: [
      { key: "claude-opus-4-7", ...spending(120, 1500, { lost: 500_000, lostCost: 2.1 }) },
      { key: "gpt-5.5", ...spending(31.2, 798, { lost: 12_000, lostCost: 0.08, invisible: 0.71 }) },
      { key: "a-model-of-ours", ...silent },
      { ...silent },
    ],
    day: days,
    project: [
      { key: "/home/me/src/shop", ...spending(140, 2000) },
      { key: "/home/me/src/a-very-long-name-of-a-folder/that-goes-on-and-on/site", ...spending(11.2, 310) },
    ],
    session: Array.from({ length: 60 }, (_, i) => ({
      key: `0d6c7a52-19d0-4b3f-a0c0-${String(i).padStart(12, "0")}`,
      ...spending(60 - i, 70 - i),
      context: { first: 12_000, largest: 180_000 - i * 1000 },
    })),
    tool: [
      { key: "claude-code", ...spending(120, 1500) },
      { key: "codex", ...spending(31.2, 810) },
    ],
  },
  dearest,
  from: "2026-11-01T08:00:00.000Z",
  to: "2026-11-30T18:00:00.000Z",
  compared: { calls: 12, logged: 1.25, computed: 1.2 },
  asOf: "2026-11-20",
};

const nothing: LedgerReport = {
  ...report,
  all: spending(0, 0),
  views: { model: [], day: [], project: [], session: [], tool: [] },
  dearest: [],
  compared: { calls: 0, logged: 0, computed: 0 },
};

export const ledgerStates = {
  reading: { only: {}, isReading: true },
  empty: { only: {}, isReading: false, report: null },
  full: { only: {}, isReading: false, report },
  some: { only: { model: "gpt-5.5", project: null, since: "2026-11-24" }, isReading: false, report },
  none: { only: { tool: "codex" }, isReading: false, report: nothing },
  failed: { only: {}, isReading: false, failure: "ledger.db: this ledger was written by a later version of Tare." },
} as const satisfies Readonly<Record<string, LedgerState>>;
