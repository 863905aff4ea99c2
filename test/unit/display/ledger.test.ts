import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { barsInWords, spendingBars } from "../../../display/ledger-chart.ts";
import { callColumns, groupColumns, inOrder, matching } from "../../../display/ledger-table.ts";
import { costInWords, lostInWords } from "../../../display/ledger-words.ts";
import type { LedgerReport, Spending, SpendingGroup } from "../../../protocol/ledger.ts";

const spending = (more: Partial<Spending> = {}): Spending => ({
  ...{ calls: 1, input: 0, cached: 0, output: 0, thinking: 0, uncounted: 0 },
  ...{ cost: 1, unpriced: 0, thinkingCost: 0, lost: 0, lostCost: 0 },
  ...more,
});
const day = (key: string, cost: number, thinkingCost = 0): SpendingGroup => ({
  key,
  ...spending({ cost, thinkingCost }),
});

test("bars run along time with the days between, and by the month where they would be too many", () => {
  const days = [day("2026-03-02", 4, 1), { ...spending({ cost: 9 }) }, day("2026-02-27", 2)];
  assert.deepEqual(
    spendingBars(days).map(({ when, cost, thinkingCost }) => [when, cost, thinkingCost]),
    [
      ["2026-02-27", 2, 0],
      ["2026-02-28", 0, 0],
      ["2026-03-01", 0, 0],
      ["2026-03-02", 4, 1],
    ],
  );
  const months = spendingBars([...days, day("2026-06-30", 3)]);
  assert.deepEqual(
    months.map(({ when, cost }) => [when, cost]),
    [
      ["2026-02", 2],
      ["2026-03", 4],
      ["2026-04", 0],
      ["2026-05", 0],
      ["2026-06", 3],
    ],
  );
  assert.deepEqual(spendingBars([{ ...spending() }]), []);
});

test("bars have all that the days with a date cost, whatever these are", async () => {
  const date = fc.date({ min: new Date("2020-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  const some = fc.uniqueArray(
    date.map((time) => time.toISOString().slice(0, 10)),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(some, (keys) => {
      const bars = spendingBars(keys.map((key, i) => day(key, i + 1)));
      assert.equal(
        bars.reduce((sum, { cost }) => sum + cost, 0),
        (keys.length * (keys.length + 1)) / 2,
      );
      assert.ok(bars.every(({ when }, i) => i === 0 || bars[i - 1]!.when < when));
    }),
  );
});

test("the chart in words names the dearest day and its thinking", () => {
  assert.equal(
    barsInWords(spendingBars([day("2026-05-01", 2), day("2026-05-03", 8, 2)])),
    "Spending from 2026-05-01 to 2026-05-03; the most on 2026-05-03: $8.00, 25% of it thinking.",
  );
  assert.equal(barsInWords(spendingBars([day("2026-05-01", 2)])), "Spent on 2026-05-01: $2.00.");
});

test("rows stand in the order of a column, what is not known last either way", () => {
  const groups: SpendingGroup[] = [
    { key: "a", ...spending({ cost: 0, unpriced: 1 }) },
    day("b", 3),
    day("c", 10),
    spending({ cost: 4 }),
  ];
  const columns = groupColumns("model");
  const names = (by: string, isDescending: boolean) =>
    inOrder(groups, columns, { by, isDescending }).map(({ key }) => key);
  assert.deepEqual(names("cost", true), ["c", undefined, "b", "a"]);
  assert.deepEqual(names("cost", false), ["b", undefined, "c", "a"]);
  assert.deepEqual(names("name", false), ["a", "b", "c", undefined]);
  assert.deepEqual(names("no such column", true), ["c", "b", "a", undefined]);
});

test("a search finds the rows that say all its words", () => {
  const calls = [
    { tool: "codex", model: "gpt-5.5", cost: 1, line: 1, input: 12_000 },
    { tool: "codex", model: "o3", cost: 2, line: 2, input: 12_000 },
  ];
  const found = (text: string) => matching(calls, callColumns(), text).map(({ line }) => line);
  assert.deepEqual([found(" "), found("CODEX 12,000"), found("o3 codex"), found("o3 gpt")], [[1, 2], [1, 2], [2], []]);
});

test("an unknown cost is never $0, and what caches lost is told with its pauses", () => {
  assert.equal(costInWords(spending({ cost: 0, unpriced: 1 })), "Unknown cost");
  assert.equal(costInWords(spending({ calls: 2, cost: 3, unpriced: 1 })), "$3.00 or more");
  const report = (lost: number, lostCost: number, lostInPauses: number) =>
    ({ all: spending({ lost, lostCost }), lostInPauses }) as LedgerReport;
  assert.equal(lostInWords(report(0, 0, 0)), undefined);
  assert.match(
    lostInWords(report(1000, 0.5, 250))!,
    /1,000 tokens .* which cost \$0\.50 more; 25% of them after a pause\./,
  );
});
