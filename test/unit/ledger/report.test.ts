import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { UsageRecord } from "../../../engine/calls/usage-record.ts";
import { billOf } from "../../../engine/cost/bill.ts";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { ledgerReport } from "../../../engine/ledger/report.ts";
import { LEDGER_VIEWS } from "../../../protocol/ledger.ts";

const NOON = new Date(2026, 4, 2, 12).getTime();
const call = (more: Partial<UsageRecord> = {}): UsageRecord => ({
  tool: "codex",
  model: "o3",
  time: NOON,
  input: 1000,
  output: 500,
  hidden: 400,
  ...more,
});
const price = (record: UsageRecord, model = "o3") => billOf(record, findModel(model))!.total;

test("a call costs what its log states, else what the price table says, else it is counted as without a price", async () => {
  const calls = [
    call(),
    call({ cost: 2 }),
    call({ model: "nobody-knows-this" }),
    call({ model: "nobody-knows-this", cost: 1 }),
  ];
  const { all, compared } = await ledgerReport(calls);
  assert.equal(all.cost, price(call()) + 2 + 1);
  assert.deepEqual([all.calls, all.unpriced], [4, 1]);
  assert.deepEqual(compared, { calls: 1, logged: 2, computed: price(call()) });
});

test("the invisible share is of the cost of the calls that count their thinking", async () => {
  const { hidden: _, ...silent } = call();
  const { all } = await ledgerReport([
    call({ input: 0, output: 100, hidden: 25 }),
    call({ input: 0, output: 300, hidden: 75, cost: 8 }),
    silent,
  ]);
  assert.deepEqual([all.invisible, all.uncounted, all.thinking], [0.25, 1, 100]);
  assert.equal((await ledgerReport([silent])).all.invisible, undefined);
});

test("a gateway's price holds where it is known, else the maker's", async () => {
  const { views } = await ledgerReport([
    call({ provider: "openrouter", model: "deepseek/deepseek-r1:free" }),
    call({ provider: "a gateway of ours" }),
  ]);
  assert.deepEqual(
    views.model.map(({ key, cost }) => [key, cost]),
    [
      ["o3", price(call())],
      ["deepseek/deepseek-r1:free", 0],
    ],
  );
});

test("groups stand with the dearest first, days with the latest; what a log does not name is a group without a key", async () => {
  const { views, from, to } = await ledgerReport([
    call({ session: "a" }),
    call({ session: "b", calls: 3, input: 9000, time: NOON + 86_400_000 }),
    call({ project: "p" }),
  ]);
  assert.deepEqual(
    views.session.map(({ key, calls }) => [key, calls]),
    [
      ["b", 3],
      ["a", 1],
      [undefined, 1],
    ],
  );
  assert.deepEqual(
    views.day.map(({ key }) => key),
    ["2026-05-03", "2026-05-02"],
  );
  assert.deepEqual([from, to], [new Date(NOON).toISOString(), new Date(NOON + 86_400_000).toISOString()]);
});

test("every view has all of the calls, tokens and cost", async () => {
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const record = fc
    .record({
      model: some(fc.constantFrom("o3", "gpt-5.5", "x", "__proto__")),
      session: some(fc.constantFrom("a", "toString")),
      time: some(fc.nat()),
      input: some(fc.nat({ max: 1e6 })),
      output: some(fc.nat({ max: 1e6 })),
      hidden: some(fc.nat({ max: 1e6 })),
      cost: some(fc.constantFrom(0, 0.5, 4)),
    })
    .map((fields) => ({
      tool: "t",
      ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    }));
  await fc.assert(
    fc.asyncProperty(fc.array(record), async (records) => {
      const { all, views } = await ledgerReport(records as UsageRecord[]);
      for (const view of LEDGER_VIEWS)
        for (const key of [
          "calls",
          "input",
          "cached",
          "output",
          "thinking",
          "uncounted",
          "unpriced",
          "cost",
        ] as const) {
          const sum = views[view].reduce((total, group) => total + group[key], 0);
          assert.ok(Math.abs(sum - all[key]) <= 1e-9 * Math.max(1, all[key]), `${view} ${key}`);
        }
    }),
  );
});
