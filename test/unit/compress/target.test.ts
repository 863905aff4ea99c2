import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Candidates, fitTarget } from "../../../engine/compress/target.ts";

/** Candidates of the given sizes, one behind the other in a text of as many signs; their savings are told wrongly. */
function candidatesOf(sizes: readonly number[], told: readonly number[], limit: number): Candidates {
  const left = (k: number) => sizes.slice(k).reduce((a, b) => a + b, 0);
  return {
    savings: sizes.map((_, i) => told[i % told.length]!),
    required: 0,
    trimmed: Math.min(1, limit),
    limit,
    textAt: (k) => "x".repeat(left(k)),
  };
}

test("as little goes as meets the target, however wrong the savings are told, and nothing beyond the limit", () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 5 }),
      fc.nat(40),
      fc.nat(1200),
      (sizes, told, limit, target) => {
        const candidates = candidatesOf(sizes, told, Math.min(limit, sizes.length));
        let counts = 0;
        const count = (text: string) => {
          counts++;
          return text.length;
        };
        const { taken, before, after, limited } = fitTarget(count(candidates.textAt(0)), candidates, target, count);
        assert.equal(after, candidates.textAt(taken).length);
        assert.equal(limited, candidates.textAt(candidates.limit).length > target);
        if (limited) return assert.equal(taken, candidates.limit);
        assert.ok(after <= target || taken === 0);
        const oneLess = taken > 0 ? after + sizes[taken - 1]! : before;
        // A token may be left over.
        assert.ok(taken === 0 || oneLess > target || target - after <= 1);
        assert.ok(counts < 30, `${counts} counts`);
      },
    ),
    { numRuns: 1000, seed: 11 },
  ));
