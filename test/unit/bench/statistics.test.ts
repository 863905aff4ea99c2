import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { auc, bootstrap, mean, seededRandom, shuffled } from "../../../bench/support/statistics.ts";

/** By definition: the share of pairs in the right order, ties counting half. */
function pairwise(scores: readonly number[], positive: readonly boolean[]): number {
  const wins = scores.flatMap((high, i) =>
    positive[i] ? scores.flatMap((low, j) => (positive[j] ? [] : [high > low ? 1 : high === low ? 0.5 : 0])) : [],
  );
  return mean(wins);
}

test("the area under the curve is the share of pairs in the right order", () => {
  const items = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(items, (pairs) => {
      const scores = pairs.map(([score]) => score);
      const labels = pairs.map(([, label]) => label);
      fc.pre(labels.includes(true) && labels.includes(false));
      assert.ok(Math.abs(auc(scores, labels) - pairwise(scores, labels)) < 1e-12);
    }),
  );
});

test("the bootstrap's interval narrows with the square root of the number of items", () => {
  const random = seededRandom(7);
  const estimateOf = (count: number) => {
    const values = Array.from({ length: count }, random);
    return bootstrap(count, (items) => mean(items.map((i) => values[i]!)));
  };
  const few = estimateOf(100);
  const many = estimateOf(1600);
  assert.ok(few.low < few.value && few.value < few.high);
  const ratio = (few.high - few.low) / (many.high - many.low);
  assert.ok(ratio > 3 && ratio < 5.5, `ratio ${ratio}`);
});

test("the bootstrap pairs statistics of the same items", () => {
  const first = bootstrap(20, (items) => mean(items));
  const second = bootstrap(20, (items) => mean(items) + 1);
  assert.ok(Math.abs(second.low - first.low - 1) < 1e-12 && Math.abs(second.high - first.high - 1) < 1e-12);
});

test("shuffling keeps every item and follows the seed", () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  const once = shuffled(items, seededRandom(3));
  assert.deepEqual(once, shuffled(items, seededRandom(3)));
  assert.notDeepEqual(once, items);
  assert.deepEqual(
    once.toSorted((a, b) => a - b),
    items,
  );
});
