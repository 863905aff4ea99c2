import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SHARES, sharesOf, WHOLE } from "../../../../engine/audit/coin/shares.ts";

const words = (from: number, count: number) => Array.from({ length: count }, (_, i) => ` w${from + i}`);

test("a copy shares its long runs, other words share none; how many stand in question and answer is told", () => {
  const own = words(0, 16);
  const [first, second, copy, foreign] = sharesOf(
    {
      question: own.slice(0, 4),
      thinking: [...own, ...words(100, 16), ...own, ...words(200, 16)],
      answer: [" w100", " w0"],
    },
    16,
  );
  // Of 16 runs of two, the last ends in the next block.
  assert.deepEqual(Array.from(copy!.subarray(0, 3)), [
    Math.round((WHOLE * 15) / 16),
    Math.round((WHOLE * 15) / 16),
    WHOLE,
  ]);
  assert.deepEqual(Array.from(foreign!.subarray(0, 9)), [0, 0, WHOLE, 0, 0, WHOLE, 0, 0, WHOLE]);
  assert.deepEqual(Array.from(first!.subarray(9)), [(WHOLE * 3) / 15, WHOLE / 4, 0, WHOLE / 16].map(Math.round));
  assert.deepEqual(Array.from(second!.subarray(9)), [0, 0, 0, WHOLE / 16].map(Math.round));
});

test("every block of any thinking has all of its numbers", () => {
  const tokens = fc.array(fc.constantFrom(" a", " b", " c"), { maxLength: 70 });
  fc.assert(
    fc.property(tokens, tokens, tokens, fc.integer({ min: 1, max: 20 }), (question, thinking, answer, block) => {
      const rows = sharesOf({ question, thinking, answer }, block);
      assert.equal(rows.length, Math.ceil(thinking.length / block));
      for (const row of rows) assert.equal(row.length, SHARES);
    }),
  );
});
