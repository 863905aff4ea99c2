import assert from "node:assert/strict";
import { test } from "node:test";
import { erase, faithfulness, leaveOneOut, ranking } from "../../../bench/support/erasure.ts";

const MASK = 0;
/** Word i has i + 1 pieces, all numbered i + 1. */
const words = Array.from({ length: 40 }, (_, i) => new Array<number>(1 + (i % 3)).fill(i + 1));
const total = words.flat().reduce((sum, piece) => sum + piece, 0);
/** A toy encoder, to which a text is the sum of its pieces. */
const similarity = async (pieces: readonly number[]) => pieces.reduce((sum, piece) => sum + piece, 0) / total;

test("erased words are gone, or stand as masks", () => {
  const text = [[5], [6, 7], [8]];
  assert.deepEqual(erase(text, new Set([1])), [5, 8]);
  assert.deepEqual(erase(text, new Set([1]), MASK), [5, MASK, MASK, 8]);
  assert.deepEqual(erase(text, new Set()), [5, 6, 7, 8]);
});

test("the best order by every measure is the one of true importance, the worst its reverse", async () => {
  const importance = await leaveOneOut(words, similarity);
  const best = ranking(importance);
  const order = { best, reading: words.map((_, i) => i), worst: best.toReversed() };
  for (const mask of [undefined, MASK]) {
    const [high, middle, low] = await Promise.all(
      Object.values(order).map((ranked) => faithfulness(words, ranked, similarity, mask)),
    );
    assert.ok(
      high!.comprehensiveness > middle!.comprehensiveness && middle!.comprehensiveness > low!.comprehensiveness,
    );
    assert.ok(high!.sufficiency < middle!.sufficiency && middle!.sufficiency < low!.sufficiency);
    assert.ok(high!.aopc > middle!.aopc && middle!.aopc > low!.aopc);
  }
});

test("words of one score stay in reading order", () => {
  assert.deepEqual(ranking([1, 3, 1, 3]), [1, 3, 0, 2]);
});
