import assert from "node:assert/strict";
import { test } from "node:test";
import { ratiosInWords } from "../../../display/audit-words.ts";
import type { AuditGroup, Ratio } from "../../../protocol/audit.ts";

const group = (ratios: Pick<AuditGroup, "drift" | "forecast">): AuditGroup => ({
  model: "m",
  effort: "high",
  calls: 40,
  reasoning: 40_000,
  findings: [],
  ...ratios,
});
const ratio = (ratio: number, low: number, high: number, isUnusual = false): Ratio => ({ ratio, low, high, isUnusual });

test("a difference is told in per cent up to twice as much, then as a factor, with its range where it has one", () => {
  assert.deepEqual(ratiosInWords(group({ drift: ratio(3.5, 2.84, 4.3, true), forecast: ratio(0.59, 0.45, 0.971) })), [
    "Unusual: later calls are 3.5 times earlier ones (2.8 times to 4.3 times), allowing for different prompts.",
    "The calls are 41% below forecast (55% below to 3% below); not unusual.",
  ]);
  assert.deepEqual(ratiosInWords(group({ drift: ratio(1, 1, 1) })), [
    "Later calls are the same as earlier ones; not unusual.",
  ]);
});
