import assert from "node:assert/strict";
import { test } from "node:test";
import { words } from "../../../engine/prompt/text/segment.ts";
import { combine, liftNegation, PRIOR } from "../../../engine/salience/combination.ts";
import { wordKinds } from "../../../engine/salience/word-kinds.ts";

function kindsOf(text: string): Record<string, string> {
  const spans = words(text);
  const kinds = wordKinds(text, spans);
  return Object.fromEntries(spans.map(({ start, end }, i) => [text.slice(start, end), kinds[i]!]));
}

test("articles, pronouns, auxiliaries and marks hold a sentence together", () => {
  const kinds = kindsOf("The parser, it's said, would have been written by us.");
  for (const word of ["The", "it's", "would", "have", "been", "by", "us", ",", "."])
    assert.equal(kinds[word], "structural", word);
  for (const word of ["parser", "said", "written"]) assert.equal(kinds[word], "content", word);
});

test("numbers and negations, with the word they turn, decide", () => {
  const kinds = kindsOf("Retry 3 times, never log secrets, and don't guess v2.");
  for (const word of ["3", "never", "log", "don't", "guess", "v2"]) assert.equal(kinds[word], "decisive", word);
  for (const word of ["Retry", "times", "secrets"]) assert.equal(kinds[word], "content", word);
});

test("what binds an instruction is never structural", () => {
  const kinds = kindsOf("You must reply only if asked, unless each one is more than half empty.");
  for (const word of ["must", "only", "if", "unless", "each", "more", "half"])
    assert.notEqual(kinds[word], "structural", word);
});

test("words of a language that is not listed are content", () => {
  assert.deepEqual(new Set(Object.values(kindsOf("Fasse der Bericht kurz 你好 привет"))), new Set(["content"]));
});

test("the combination adds each kind's prior to the attribution", () => {
  assert.deepEqual(combine([2, 0, 1], ["structural", "decisive", "content"]), [2, PRIOR.decisive, 1 + PRIOR.content]);
});

test("a negation is likelier needed than the head says, and a chance stays one", () => {
  assert.equal(liftNegation(0), 0);
  assert.equal(liftNegation(1), 1);
  assert.ok(Math.abs(liftNegation(0.5) - Math.E / (Math.E + 1)) < 1e-12);
});
