import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readAsset } from "../../../engine/runtime/assets.ts";
import { mergeLong } from "../../../engine/tokens/merge-long.ts";
import { mergeShort, SHORT } from "../../../engine/tokens/merge-short.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import { Vocabulary } from "../../../engine/tokens/vocabulary.ts";
import { decompress, deserialize, vocabularyPath } from "../../../engine/tokens/vocabulary-file.ts";
import { SEED } from "./texts.ts";

const vocabulary = new Vocabulary(deserialize(decompress(readAsset(vocabularyPath("claude")))));

test("the queue merges as the plain search does", () => {
  const piece = fc.string({ unit: fc.constantFrom(..."aaabeinrst"), minLength: 2, maxLength: SHORT });
  fc.assert(
    fc.property(piece, (text) => {
      const run = (merge: typeof mergeShort) => {
        const tokens = Int32Array.from(Buffer.from(text), (byte) => vocabulary.byteTokens[byte]!);
        const ends = Int32Array.from(tokens, (_, i) => i + 1);
        const count = merge(vocabulary, tokens, ends, text.length);
        return [...tokens.subarray(0, count), ...ends.subarray(0, count)];
      };
      assert.deepEqual(run(mergeLong), run(mergeShort));
    }),
    { numRuns: 3000, seed: SEED },
  );
});

test("one unbroken run beyond what a regular expression can match is encoded", () => {
  const text = "漢".repeat(4_300_000);
  const { ends } = tokenizer("o200k").encode(text);
  assert.equal(ends.at(-1), text.length);
});

test("a line of 5 MB and a text of 10 MB are counted", () => {
  assert.equal(tokenizer("cl100k").count("word ".repeat(1_000_000)), 1_000_001);
  assert.equal(tokenizer("o200k").count("One line.\n".repeat(1_000_000)), 3_000_000);
});
