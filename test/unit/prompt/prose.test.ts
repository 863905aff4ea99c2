import assert from "node:assert/strict";
import { test } from "node:test";
import { blobMarks } from "../../../engine/prompt/marks/blobs.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { proseSpans } from "../../../engine/prompt/prose.ts";

const prose = (text: string, path: string) =>
  proseSpans(parsePrompt(text, { path }))
    .map(({ start, end }) => text.slice(start, end).trim())
    .filter((stretch) => stretch !== "");

const bytes = Array.from({ length: 40 }, (_, i) => `aB${i}x+Zq/${i * 7}`).join("");
const BLOBS = {
  "a data URL": `data:image/png;base64,${bytes.slice(0, 60)}==`,
  "encoded bytes": `${bytes.slice(0, 120)}=`,
  "wrapped bytes": `${bytes.slice(0, 64)}\n${bytes.slice(64, 128)}\n${bytes.slice(128, 150)}==`,
  "a minified line": "function(a,b){return a.c(b)};var d=e[0];".repeat(20),
  "a minified line with many blanks": "var a=function(b,c){return b+c};".repeat(20),
  "an unbroken run": "a.b(c)=>".repeat(40),
};

for (const [name, blob] of Object.entries(BLOBS))
  test(`${name} is no prose, and no edit touches it`, () => {
    const text = `See this:\n\n${blob}\n\nBe kind.`;
    assert.deepEqual(
      blobMarks(text).map(({ start, end }) => text.slice(start, end)),
      [blob],
    );
    assert.deepEqual(prose(text, "a.txt"), ["See this:", "Be kind."]);
  });

test("long words, long lines and scripts without blanks are prose", () => {
  for (const text of [
    "word ".repeat(300),
    "我们应该善良。".repeat(100),
    "-".repeat(150),
    `- [a b](https://example.org/${"a-b/2026-".repeat(15)}) `.repeat(10),
    "Rindfleischetikettierung".repeat(3),
  ])
    assert.deepEqual(blobMarks(text), [], text.slice(0, 20));
});

test("of a file of messages the prose is what is said, without its data, code and tables", () => {
  const said = 'Be kind.\n\n```\nmake all\n```\n\nReturn {\n  "a": <b>,\n}\n\n|a|b|\n|-|-|\n|c|d|\n\nBe brief.';
  const chat = {
    messages: [{ role: "system", content: said }],
    tools: [{ name: "f", description: "What it is for." }],
  };
  assert.deepEqual(prose(JSON.stringify(chat, null, 2), "a.json"), [
    "Be kind.\\n\\n",
    "\\n\\nReturn",
    "\\n\\n",
    "\\n\\nBe brief.",
  ]);
  assert.deepEqual(prose("description: What it is for.\nprompt: |\n  Be kind.\n  Be brief.\n", "a.yaml"), [
    "Be kind.\n  Be brief.",
  ]);
  assert.deepEqual(prose("---\nname: a\n---\nBe kind. {# no #}\n", "a.j2"), ["Be kind."]);
  assert.deepEqual(prose("", "a.md"), []);
});
