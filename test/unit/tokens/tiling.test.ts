import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import { FAMILIES } from "../../../protocol/catalogue.ts";
import { anyText, SAMPLES, SEED } from "./texts.ts";

for (const family of FAMILIES) {
  test(`${family}: spans tile any text, and the count is their number`, () => {
    const check = (text: string) => {
      const { ids, ends } = tokenizer(family).encode(text);
      assert.equal(ids.length, ends.length);
      assert.equal(ends.at(-1) ?? 0, text.length);
      for (let i = 1; i < ends.length; i++) assert.ok(ends[i - 1]! <= ends[i]!, `span ${i} of ${JSON.stringify(text)}`);
      assert.equal(tokenizer(family).count(text), ids.length);
    };
    for (const text of SAMPLES) check(text);
    fc.assert(fc.property(anyText, check), { numRuns: 10_000, seed: SEED });
  });
}

test("tokens that share a code point: the first has its units, the others are empty", () => {
  assert.deepEqual([...tokenizer("o200k").encode("a👩b").ends], [1, 3, 3, 4]);
});

test("normalization: spans lie in the text that was given", () => {
  const { ids, ends } = tokenizer("qwen3").encode("cafe\u0301 au lait");
  assert.deepEqual(ids, tokenizer("qwen3").encode("café au lait").ids);
  assert.ok(ends.includes("cafe\u0301".length) && !ends.includes("cafe".length));
});
