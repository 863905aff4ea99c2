import assert from "node:assert/strict";
import { test } from "node:test";
import { atomsOf } from "../../../engine/compress/atoms/atoms.ts";
import { questionColumns } from "../../../engine/compress/worth/question-features.ts";
import { bridges, describeWords } from "../../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

function wordsOf(text: string) {
  return describeWords(atomsOf(parsePrompt(text, {}), [], []));
}

test("a function word is a bridge where words of its sentence stand on both sides", () => {
  const words = wordsOf("The manager led them from 1986 to 2013. A method of locomotion it was");
  const texts = bridges(words).map((i) => words.atoms[i]!.text);
  assert.deepEqual(texts, ["them", "from", "to", "of", "it"]);
});

test("the US is no pronoun", () => {
  const { functions, isName } = wordsOf("They left the US with us in 12 US states");
  assert.deepEqual([functions[3], functions[5], functions[8]], [undefined, "pronoun", undefined]);
  assert.deepEqual([isName[3], isName[5]], [true, false]);
});

test("a sentence has the best match and closeness of its paragraph, of one paragraph none", () => {
  const question = "Who wrote the song?";
  const text = "The song is old. It was written by Anna.\nThe sea is cold. It is deep.";
  const words = wordsOf(text);
  const { sentences } = questionColumns(text, words, question, Float64Array.of(0.9, 0.1, 0.2, 0.3));
  const { closeness, match } = sentences;
  assert.deepEqual(
    [...sentences["paragraph closeness"]!],
    [0, 0, 3, 3].map((s) => closeness![s]),
  );
  assert.deepEqual(
    [...sentences["paragraph match"]!],
    [0, 0, 2, 2].map((s) => match![s]),
  );
  const line = text.replace("\n", " ");
  const single = questionColumns(line, wordsOf(line), question, Float64Array.of(0.9, 0.1, 0.2, 0.3)).sentences;
  assert.deepEqual([...single["paragraph match"]!, ...single["paragraph closeness"]!], new Array(8).fill(0));
});
