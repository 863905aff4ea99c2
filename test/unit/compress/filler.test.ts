import assert from "node:assert/strict";
import { test } from "node:test";
import { atomsOf } from "../../../engine/compress/units/atoms.ts";
import { fillerOf } from "../../../engine/compress/worth/filler.ts";
import { describeWords } from "../../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

/** The text without its filler. */
function plain(text: string): string {
  const words = describeWords(atomsOf(parsePrompt(text, {}), [], []));
  const filler = fillerOf(text, words);
  return words.atoms
    .filter((_, i) => !filler[i])
    .map((atom) => atom.text)
    .join(" ");
}

test("what announces a sentence is filler, and without it the sentence still says what it said", () => {
  for (const [text, left] of [
    ["It is important to note that trains are late.", "trains are late ."],
    ["Generally speaking, it is usually a good idea to also mention the price.", "mention the price ."],
    ["It's a very good idea to wait.", "wait ."],
    ["- As mentioned above, please answer in French.", "- answer in French ."],
  ] as const)
    assert.equal(plain(text), left);
});

test("what only looks like filler stays", () => {
  for (const text of ["Tell me whether it is a good idea to wait", "It is not a good idea to wait"])
    assert.equal(plain(text), text);
});
