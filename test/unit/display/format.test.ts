import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  formatChange,
  formatCount,
  formatMoney,
  formatMoneyColumn,
  formatShare,
  formatTokenCount,
  tokensInWords,
} from "../../../display/format.ts";

test("money reads the same everywhere", () => {
  const shown = [0, 0.0000012, 0.003, 0.00321, 0.0994, 0.0996, 0.1, 1.2, 12.345, 999.99, 1234.5, -0.5];
  assert.deepEqual(shown.map(formatMoney), [
    "$0",
    "$0.0000012",
    "$0.0030",
    "$0.0032",
    "$0.099",
    "$0.10",
    "$0.10",
    "$1.20",
    "$12.35",
    "$999.99",
    "$1,235",
    "−$0.50",
  ]);
});

test("money is never off by more than a twentieth", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), (dollars) => {
      const shown = Number(formatMoney(dollars).replace(/[$,]/g, ""));
      assert.ok(Math.abs(shown - dollars) <= 0.0501 * dollars, `${dollars} is shown as ${shown}`);
    }),
  );
});

test("a share is never rounded to nothing or to everything", () => {
  const shown = [0, 0.0004, 0.031, 0.0994, 0.0996, 0.42, 0.995, 0.9995, 1];
  assert.deepEqual(shown.map(formatShare), ["0%", "<0.1%", "3.1%", "9.9%", "10%", "42%", "99.5%", ">99.9%", "100%"]);
});

test("an estimated count shows its interval, an exact one does not", () => {
  assert.equal(formatCount(1284), "1,284");
  assert.equal(formatTokenCount({ tokens: 1284, low: 1284, high: 1284 }), "1,284");
  assert.equal(formatTokenCount({ tokens: 1284, low: 1220, high: 1350 }), "≈ 1,284 (1,220 to 1,350)");
});

test("a column of money has one number of digits, enough for its smallest amount", () => {
  assert.deepEqual(formatMoneyColumn([0.00031425, 0.0000185]), ["$0.000314", "$0.000019"]);
  assert.deepEqual(formatMoneyColumn([1234.5, 3.14, 0]), ["$1,234.50", "$3.14", "$0.00"]);
  assert.deepEqual(formatMoneyColumn([]), []);
});

test("one token is one, exact or in words, and a change has its sign", () => {
  const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });
  assert.equal(tokensInWords(exactly(1)), "1 token");
  assert.equal(tokensInWords(exactly(1284)), "1,284 tokens");
  assert.equal(tokensInWords({ tokens: 1, low: 1, high: 2 }), "≈ 1 (1 to 2) tokens");
  assert.deepEqual(
    [1, -1, 0].map((change) => formatChange(change)),
    ["+1", "−1", "±0"],
  );
  assert.equal(formatChange(-0.0026, formatMoney), "−$0.0026");
});
