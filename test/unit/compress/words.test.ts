import assert from "node:assert/strict";
import { test } from "node:test";
import { atomsOf } from "../../../engine/compress/atoms/atoms.ts";
import { plainTerm } from "../../../engine/compress/atoms/terms.ts";
import type { Agreement } from "../../../engine/compress/worth/agreement.ts";
import { questionColumns } from "../../../engine/compress/worth/question-features.ts";
import { bridges, clauses, describeWords, type Words } from "../../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

function wordsOf(text: string) {
  return describeWords(atomsOf(parsePrompt(text, {}), [], []));
}

/** Sentences that agree with the question as given, as a whole and word by word. */
function agreement({ atoms }: Words, closeness: readonly number[]): Agreement {
  const none = new Float64Array(atoms.length);
  return { closeness: Float64Array.from(closeness), late: Float64Array.from(closeness), asked: none, asking: none };
}

test("a function word is a bridge where words of its sentence stand on both sides", () => {
  const words = wordsOf("The manager led them from Rome to Paris. A method of locomotion it was");
  const texts = bridges(words).map((i) => words.atoms[i]!.text);
  assert.deepEqual(texts, ["them", "from", "to", "of", "it"]);
});

test("words of a script without spaces stand apart from what follows them, after a lengthened vowel too", () => {
  const { atoms } = wordsOf("サーバーAPIを使う");
  assert.deepEqual(
    atoms.slice(0, 2).map(({ text }) => text),
    ["サーバー", "API"],
  );
});

test("the US is no pronoun", () => {
  const { functions, isName } = wordsOf("They left the US with us in 12 US states");
  assert.deepEqual([functions[3], functions[5], functions[8]], [undefined, "pronoun", undefined]);
  assert.deepEqual([isName[3], isName[5]], [true, false]);
});

test("a word loses the marks around it, in linear time", () => {
  assert.equal(plainTerm("(Peter’s),"), "peter");
  const leader = `a${".".repeat(1_000_000)}b`;
  assert.equal(plainTerm(leader), leader);
});

test("a sentence has the best match and closeness of its paragraph, of one paragraph none", () => {
  const question = "Who wrote the song?";
  const text = "The song is old. It was written by Anna.\nThe sea is cold. It is deep.";
  const words = wordsOf(text);
  const { sentences } = questionColumns(text, words, question, agreement(words, [0.9, 0.1, 0.2, 0.3]));
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
  const inLine = wordsOf(line);
  const single = questionColumns(line, inLine, question, agreement(inLine, [0.9, 0.1, 0.2, 0.3])).sentences;
  assert.deepEqual([...single["paragraph match"]!, ...single["paragraph closeness"]!], new Array(8).fill(0));
});

test("clauses end at commas, colons and brackets, and tile the words", () => {
  const words = wordsOf("Anna sang it, while Bert (the cook) slept. They left: it rained");
  const texts = clauses(words).map(({ first, end }) =>
    words.atoms
      .slice(first, end)
      .map((atom) => atom.text)
      .join(" "),
  );
  assert.deepEqual(texts, ["Anna sang it,", "while Bert", "(the cook)", "slept .", "They left :", "it rained"]);
});

test("a word knows how much else of the question stands in its clause", () => {
  const text = "Anna sang the anthem, while Bert slept.";
  const words = wordsOf(text);
  const question = "Who sang the anthem?";
  const { asked, "asked in its clause": inClause } = questionColumns(
    text,
    words,
    question,
    agreement(words, [0]),
  ).words;
  assert.deepEqual([...asked!].slice(0, 7), [0, 1, 0, 1, 0, 0, 0]);
  assert.deepEqual([inClause![0], inClause![2], inClause![5]], [1, 1, 0]);
  assert.ok(inClause![1]! > 0 && inClause![1]! < 1);
});

test("the second hop leads to the paragraph about what the best match names", () => {
  const text = "Ida wrote the anthem in Bergen.\nOslo is large.\nBergen is a city. It has a port.";
  const words = wordsOf(text);
  const { sentences } = questionColumns(text, words, "Where was the anthem wrote?", agreement(words, [0, 0, 0, 0]));
  const [best, other, led, next] = sentences["second hop"]!;
  assert.deepEqual([best, other], [0, 0]);
  assert.ok(led! > 0 && next === led);
});
