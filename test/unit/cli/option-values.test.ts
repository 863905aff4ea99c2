import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidArgumentError } from "commander";
import fc from "fast-check";
import { share } from "../../../cli/option-values.ts";

test("a share is a part of one or a percentage", () => {
  const meant = { "0.7": 0.7, "70": 0.7, "70%": 0.7, " 70 % ": 0.7, "1": 1, "100": 1, "1%": 0.01, "0": 0, ".5": 0.5 };
  assert.deepEqual(Object.fromEntries(Object.keys(meant).map((text) => [text, share(text)])), meant);
});

test("whole percentages mean what they say, with their sign or without", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100 }), (percent) => {
      assert.equal(share(`${percent}`), percent / 100);
      assert.equal(share(`${percent}%`), percent / 100);
    }),
  );
});

test("what is no share is refused", () => {
  for (const text of ["", " ", "101", "100.1%", "-1", "0.7.1", "70%%", "%", "1e1", "half", "NaN", ".", "Infinity"])
    assert.throws(() => share(text), InvalidArgumentError, text);
});
