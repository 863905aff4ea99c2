import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatCount } from "../../../display/format.ts";
import { parseCount } from "../../../webview/parse-count.ts";

test("what is shown can be typed", () => {
  fc.assert(
    fc.property(fc.nat({ max: 999_999_999_999 }), (count) => assert.equal(parseCount(formatCount(count)), count)),
  );
});

test("separators are read over, everything else is refused", () => {
  assert.deepEqual(["10 000", "10_000", " 10,000 "].map(parseCount), [10_000, 10_000, 10_000]);
  assert.deepEqual(
    ["", "-5", "10k", "1.5", "1234567890123"].map(parseCount),
    Array.from({ length: 5 }, () => undefined),
  );
});
