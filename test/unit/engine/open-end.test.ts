import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { openEndWarnings } from "../../../engine/open-end.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";

/** What is warned of at the end of a prompt. */
function openEnd(text: string, name: string, path?: string): string[] {
  const model = findModel(name);
  const prompt = parsePrompt(text, path === undefined ? {} : { path });
  return openEndWarnings(prompt, model, tokenizer(model.counting.family)).map(({ start, end }) =>
    text.slice(start, end),
  );
}

const COMPLETION = "gpt-3.5-turbo-instruct";
const SHOTS =
  "Review: I love it.\nSentiment: positive\n\nReview: It broke.\nSentiment: negative\n\nReview: It rides.\nSentiment:";
const chat = (...turns: [string, string][]) => JSON.stringify(turns.map(([role, content]) => ({ role, content })));

test("blanks at the end of what a model completes are told, and line ends are not", () => {
  for (const blank of [" ", "  ", "\n    "])
    assert.deepEqual(openEnd(`There once was a king${blank}`, COMPLETION), [blank.replace("\n", "")]);
  for (const end of ["", ":", ".", "\n", "\n\n", " \n"])
    assert.deepEqual(openEnd(`There once was a king${end}`, COMPLETION), []);
  assert.deepEqual(openEnd("Когда-то давно жил король ", COMPLETION), [" "]);
});

test("a word that has only begun is told, and a whole one is not, though no list has it", () => {
  for (const [text, open] of [
    ["It is a well-", "-"],
    ["The file lies in src/", "/"],
    ["We compare it with the experime", "experime"],
  ] as const)
    assert.deepEqual(openEnd(text, COMPLETION), [open]);
  for (const text of ["There once was a king", "Look into the config", "He comes from Zürich", "Die Waschmaschine"])
    assert.deepEqual(openEnd(text, COMPLETION), []);
});

test("examples that end with an open answer are completed by any model", () => {
  assert.deepEqual(openEnd(`${SHOTS} `, "gpt-5.5"), [" "]);
  assert.deepEqual(openEnd(SHOTS, "gpt-5.5"), []);
});

test("of a chat only the beginning of the model's own turn is gone on from, and only by models that do so", () => {
  const asked: [string, string] = ["user", "Name a colour, please. "];
  const begun = chat(asked, ["assistant", "The colour is "]);
  assert.deepEqual(openEnd(begun, "claude-opus-4-1"), [" "]);
  assert.deepEqual(openEnd(begun, "gpt-5.5"), []);
  assert.deepEqual(openEnd(chat(asked, ["assistant", "The colour is"]), "claude-opus-4-1"), []);
  assert.deepEqual(openEnd(chat(["system", "Be brief."], asked), "claude-opus-4-1"), []);
  assert.deepEqual(openEnd("Name a colour, please. ", "claude-opus-4-1"), []);
  // What a model is to learn is whole.
  const row = JSON.stringify({ messages: JSON.parse(begun) });
  assert.deepEqual(openEnd(`${row}\n${row}`, "claude-opus-4-1", "train.jsonl"), []);
});
