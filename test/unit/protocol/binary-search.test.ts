import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { firstIndex } from "../../../protocol/binary-search.ts";

test("it finds what a search from the left finds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: -1, max: 10 }), (values, goal) => {
      const sorted = values.toSorted((a, b) => a - b);
      const found = sorted.findIndex((value) => value >= goal);
      assert.equal(
        firstIndex(0, sorted.length, (i) => sorted[i]! >= goal),
        found < 0 ? sorted.length : found,
      );
    }),
  );
});
