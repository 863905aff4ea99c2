import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { UsageRecord } from "../../../engine/calls/usage-record.ts";
import { billOf } from "../../../engine/cost/bill.ts";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { ledgerReport } from "../../../engine/ledger/report.ts";
import { LEDGER_VIEWS, type LedgerFilter } from "../../../protocol/ledger.ts";

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
const FILES = new Map([[7, "/logs/one.jsonl"]]);
const reportOf = (calls: readonly UsageRecord[], only?: LedgerFilter) =>
  ledgerReport({ records: calls.map((record, i) => ({ log: 7, line: i + 1, ...record })), files: FILES }, only);
const price = (record: UsageRecord, model = "o3") => billOf(record, findModel(model))!.total;

test("a call costs what its log states, else what the price table says, else it is counted as without a price", async () => {
  const calls = [
    call(),
    call({ cost: 2 }),
    call({ model: "nobody-knows-this" }),
    call({ model: "nobody-knows-this", cost: 1 }),
  ];
  const { all, compared } = await reportOf(calls);
  assert.equal(all.cost, price(call()) + 2 + 1);
  assert.deepEqual([all.calls, all.unpriced], [4, 1]);
  assert.deepEqual(compared, { calls: 1, logged: 2, computed: price(call()) });
});

test("the invisible share is of the cost of the calls that count their thinking", async () => {
  const { hidden: _, ...silent } = call();
  const { all } = await reportOf([
    call({ input: 0, output: 100, hidden: 25 }),
    call({ input: 0, output: 300, hidden: 75, cost: 8 }),
    silent,
  ]);
  assert.deepEqual([all.invisible, all.uncounted, all.thinking], [0.25, 1, 100]);
  assert.equal((await reportOf([silent])).all.invisible, undefined);
});

test("a gateway's price holds where it is known, else the maker's", async () => {
  const { views } = await reportOf([
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
  const { views, from, to } = await reportOf([
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

const MINUTE = 60_000;
const turn = (minutes: number, more: Partial<UsageRecord> = {}): UsageRecord =>
  call({ model: "claude-opus-4-7", session: "s", time: NOON + minutes * MINUTE, output: 1, hidden: 0, ...more });

test("a call that reads less from the cache than the one before it left there has lost the rest", async () => {
  const opus = findModel("claude-opus-4-7")!.prices!;
  const turns = [
    turn(0, { input: 1000, cached: 0, cacheWrite5m: 900 }),
    turn(1, { input: 1200, cached: 900, cacheWrite5m: 200 }),
    // 1,100 were there: 300 of them are written again, and 400 paid in full.
    turn(2, { input: 1500, cached: 400, cacheWrite5m: 300 }),
  ];
  const { all, lostInPauses, views } = await reportOf(turns);
  const paid = 300 * opus.cachedWrite! + 400 * opus.input - 700 * opus.cachedRead!;
  assert.deepEqual([all.lost, lostInPauses, views.session[0]!.lost], [700, 0, 700]);
  assert.ok(Math.abs(all.lostCost - paid) < 1e-12);
});

test("what is lost after the cache's time is told apart; an hour's cache has an hour", async () => {
  const lost = async (minutes: number, written: Partial<UsageRecord>) => {
    const { all, lostInPauses } = await reportOf([
      turn(0, { input: 1000, cached: 0, ...written }),
      turn(minutes, { input: 1100, cached: 0 }),
    ]);
    return [all.lost, lostInPauses];
  };
  assert.deepEqual(await lost(4, { cacheWrite5m: 900 }), [900, 0]);
  assert.deepEqual(await lost(6, { cacheWrite5m: 900 }), [900, 900]);
  assert.deepEqual(await lost(59, { cacheWrite1h: 900 }), [900, 0]);
  assert.deepEqual(await lost(61, { cacheWrite1h: 900 }), [900, 900]);
});

test("nothing is lost by another session, another model, a shorter prompt, or a log that does not count its cache", async () => {
  const before = turn(0, { input: 1000, cached: 0, cacheWrite5m: 900 });
  const { cached: _, ...silent } = turn(1, { input: 1500 });
  for (const after of [
    turn(1, { input: 1500, cached: 0, session: "t" }),
    turn(1, { input: 1500, cached: 0, model: "claude-haiku-4-5" }),
    turn(1, { input: 999, cached: 0 }),
    silent,
  ])
    assert.equal((await reportOf([before, after])).all.lost, 0);
});

test("the dearest calls come first, with the line that tells of them; sums of several are no call", async () => {
  const cheap = Array.from({ length: 120 }, (_, i) => call({ cost: i / 1000, session: `s${i}` }));
  const { dearest } = await reportOf([...cheap, call({ cost: 9, calls: 4 }), call({ cost: 5, cached: 10 })]);
  assert.equal(dearest.length, 50);
  const { time: __, ...first } = dearest[0]!;
  const expected = { tool: "codex", model: "o3", input: 1000, cached: 10, thinking: 400, output: 500, cost: 5 };
  assert.deepEqual(first, { ...expected, file: "/logs/one.jsonl", line: 122 });
  assert.deepEqual(
    dearest.slice(1, 3).map(({ session }) => session),
    ["s119", "s118"],
  );
});

test("a session's context is that of its first call and of its largest", async () => {
  const { views } = await reportOf([20, 90, 50].map((input, i) => call({ session: "a", input, time: NOON + i })));
  assert.deepEqual(views.session[0]!.context, { first: 20, largest: 90 });
  assert.equal(views.model[0]!.context, undefined);
});

test("a report of some calls: since a day, of one model, of those that name no project; what is lost stays", async () => {
  const calls = [
    turn(0, { input: 1000, cached: 0, cacheWrite5m: 900, project: "p" }),
    turn(1, { input: 1100, cached: 0 }),
    call({ time: NOON + 86_400_000 }),
  ];
  const count = async (only: LedgerFilter) => (await reportOf(calls, only)).all.calls;
  assert.deepEqual(
    await Promise.all([
      count({}),
      count({ since: "2026-05-03" }),
      count({ model: "o3" }),
      count({ project: null }),
      count({ project: "p", day: "2026-05-02" }),
      count({ project: "p", tool: "other" }),
    ]),
    [3, 1, 1, 2, 1, 0],
  );
  assert.equal((await reportOf(calls, { project: null })).all.lost, 900);
});

test("every view has all of the calls, tokens and cost", async () => {
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const record = fc
    .record({
      model: some(fc.constantFrom("o3", "gpt-5.5", "x", "__proto__")),
      session: some(fc.constantFrom("a", "toString")),
      time: some(fc.nat()),
      input: some(fc.nat({ max: 1e6 })),
      cached: some(fc.nat({ max: 1e6 })),
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
      const { all, views } = await reportOf(records as UsageRecord[]);
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
          "thinkingCost",
          "lost",
          "lostCost",
        ] as const) {
          const sum = views[view].reduce((total, group) => total + group[key], 0);
          assert.ok(Math.abs(sum - all[key]) <= 1e-9 * Math.max(1, all[key]), `${view} ${key}`);
        }
    }),
  );
});
