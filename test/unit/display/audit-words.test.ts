import assert from "node:assert/strict";
import { test } from "node:test";
import { ratiosInWords } from "../../../display/audit-words.ts";
import type { AuditGroup, Change, Ratio } from "../../../protocol/audit.ts";

const group = (ratios: Pick<AuditGroup, "later" | "pace" | "forecast">): AuditGroup => ({
  model: "m",
  effort: "high",
  calls: 40,
  reasoning: 40_000,
  findings: [],
  ...ratios,
});
const ratio = (ratio: number, low: number, high: number, isUnusual = false): Ratio => ({ ratio, low, high, isUnusual });

test("a difference is told in per cent up to twice as much, then as a factor, with its range where it has one", () => {
  assert.deepEqual(ratiosInWords(group({ forecast: ratio(0.59, 0.45, 0.971) })), [
    "The calls are 41% below forecast (55% below to 3% below); not unusual.",
  ]);
  assert.deepEqual(ratiosInWords(group({ forecast: ratio(1, 1, 1) })), [
    "The calls are the same as forecast; not unusual.",
  ]);
});

const change = (rest: Partial<Change>): Change => ({
  ...ratio(1.1, 0.9, 1.3),
  chance: 0.4,
  smallest: 1.5,
  before: 100,
  after: 114,
  unlike: 0,
  ...rest,
});

test("where nothing could be compared, or too little, that is said", () => {
  const few = { ...change({}), smallest: undefined };
  const { smallest: _, ...rest } = few;
  assert.deepEqual(ratiosInWords(group({ later: rest })), [
    "Later calls are 10% above earlier ones (10% below to 30% above); not unusual. Too few calls to show growth.",
  ]);
  assert.deepEqual(ratiosInWords(group({ later: { ...rest, after: 0, unlike: 40 } })), [
    "Not compared: 40 later calls, of a kind of prompts that earlier calls do not show.",
  ]);
});

test("a change tells its odds where it is unusual, else what it would have taken; and which calls say little", () => {
  const later = change({ ...ratio(3.5, 2.84, 4.3, true), chance: 0.002, unlike: 6 });
  assert.deepEqual(ratiosInWords(group({ later, pace: change({}), forecast: ratio(1, 1, 1) })), [
    "Unusual: later calls are 3.5 times earlier ones (2.8 times to 4.3 times), allowing for different prompts. Chance alone shows this in at most 1 of 500 logs. Not compared: 6 later calls, of a kind of prompts that earlier calls do not show.",
    "Later calls are 10% above earlier ones (10% below to 30% above) in the same time; not unusual. With 100 calls before and 114 after, 50% more would have shown.",
    "The calls are the same as forecast; not unusual.",
  ]);
});
