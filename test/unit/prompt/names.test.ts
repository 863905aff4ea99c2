import assert from "node:assert/strict";
import { test } from "node:test";
import { nameSpans } from "../../../engine/prompt/marks/names.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const names = (text: string) => nameSpans(text).map(({ start, end }) => text.slice(start, end));

test("words with capitals in a sentence or an item of a list are one name", () => {
  for (const [text, expected] of [
    ["Tools we use: Renovate, Release Please, Codecov", ["Release Please"]],
    ["We use Release Please and Visual Studio Code.", ["Release Please", "Visual Studio Code"]],
    [
      "Release Please, Renovate and others\n- Thank You\n- Simply Hired, a board",
      ["Release Please", "Thank You", "Simply Hired"],
    ],
    [
      "Please Ask Jeeves. As **Very Well Fit** is (also Simply Hired).",
      ["Ask Jeeves", "Very Well Fit", "Simply Hired"],
    ],
    ["Спросите у Анны Петровой об этом.", ["Анны Петровой"]],
  ] as const)
    assert.deepEqual(names(text), expected, text);
});

test("the first words of a sentence, words in capitals and single names are none", () => {
  for (const text of [
    "Please Release it. Then Ask.",
    "Do NOT Use it, and NEVER EVER Paris.",
    "1. Use Paris now\n> Be Kind to all\n## Core Main Principles\n- **Branch Protection Rules**: as is",
  ])
    assert.deepEqual(names(text), [], text);
});

test("in a language that writes nouns with capitals there are none", () => {
  const german =
    "Frage zuerst nach der Bestellnummer, dann nach Ende Januar den Liter Wasser und das Ende der Lieferung im Haus.";
  assert.deepEqual(names(german), []);
});

test("names of a prompt are told in the file", () => {
  const json = '{"prompt": "A\\u0020tool: use Release Please now"}';
  const [name] = parsePrompt(json, { path: "a.json" }).names;
  assert.equal(json.slice(name!.start, name!.end), "Release Please");
});
