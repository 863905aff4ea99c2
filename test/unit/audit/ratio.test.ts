import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { againstForecast, drift } from "../../../engine/audit/ratio.ts";

const logs = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 10, maxLength: 60 });
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b)), `${a} is not ${b}`);

test("the drift of calls of which the later half is multiplied is multiplied by as much, with its interval", () => {
  fc.assert(
    fc.property(logs, fc.double({ min: 0.1, max: 10, noNaN: true }), (missed, factor) => {
      const half = missed.length >> 1;
      const plain = drift(missed)!;
      const inflated = drift(missed.map((by, i) => by + (i < half ? 0 : Math.log(factor))))!;
      near(inflated.ratio, factor * plain.ratio);
      near(inflated.low, factor * plain.low);
      near(inflated.high, factor * plain.high);
      assert.equal(plain.isUnusual, plain.low > 1 || plain.high < 1);
    }),
  );
});

test("Welch's interval of a textbook's samples", () => {
  // scipy.stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
  const before = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9].map((x) => x / 10);
  const after = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5].map((x) => x / 10);
  const { ratio, low, high } = drift([...before, ...after])!;
  assert.deepEqual(
    [ratio, low, high].map((value) => Math.log(value).toFixed(6)),
    ["0.236667", "-0.190051", "0.663385"],
  );
});

test("calls that differ from the forecast as users do are usual, however many; further off they are not", () => {
  const missed = (by: number) => Array.from({ length: 400 }, (_, i) => by + Math.sin(i));
  const spread = 1.3;
  assert.equal(againstForecast(missed(2), spread)?.isUnusual, false);
  assert.equal(againstForecast(missed(3), spread)?.isUnusual, true);
  assert.equal(againstForecast(missed(-3), spread)?.isUnusual, true);
});

test("of a few calls nothing is said", () => {
  assert.equal(drift([1, 2, 3, 4, 5, 6, 7, 8, 9]), undefined);
  assert.equal(againstForecast([1, 2, 3, 4], 1), undefined);
});
