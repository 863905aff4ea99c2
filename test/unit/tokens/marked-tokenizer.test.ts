import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import counts from "./marked-counts.json" with { type: "json" };

// Each text with its tokens at Claude 3 to 4.6 and from 4.7 on, as ctok 1.3.0 (PyPI) counts them without a frame.
for (const [place, family] of [
  [1, "claude3"],
  [2, "claude4.7"],
] as const) {
  test(`${family}: the counts of ctok`, () => {
    for (const row of counts) assert.equal(tokenizer(family).count(String(row[0])), row[place], String(row[0]));
  });
}

test("what was measured by others of odd texts: a run of one letter, of a digit, of blanks", () => {
  const ratio = (text: string) => tokenizer("claude4.7").count(text) / tokenizer("claude3").count(text);
  assert.ok(Math.abs(ratio("a".repeat(512)) / 2.99 - 1) < 0.01);
  assert.ok(Math.abs(ratio("0".repeat(512)) - 1) < 0.01);
  assert.equal(ratio(" ".repeat(4096)), 1);
});
