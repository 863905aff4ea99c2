import assert from "node:assert/strict";
import { test } from "node:test";
import { finite } from "../../../engine/runtime/finite.ts";

test("a result with a number that is none does not leave the engine; the error says where it is", () => {
  const result = { model: "NaN", efforts: [{ mean: 1 }], columns: Float64Array.of(0, 1), absent: undefined };
  assert.equal(finite(result), result);
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assert.throws(() => finite({ efforts: [{ mean: wrong }] }), /efforts\.0\.mean is not a finite number/);
    assert.throws(() => finite({ columns: Float32Array.of(0, wrong) }), /columns/);
    assert.throws(() => finite(wrong), /the result/);
  }
});
