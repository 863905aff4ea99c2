import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import type { Compression, Removal } from "../../../protocol/compression.ts";
import { type Edit, edited, editsOf } from "../../../protocol/edits.ts";
import { fixtures } from "../../support/fixtures.ts";
import { keysOf } from "../../support/prompt-invariants.ts";
import { weighed } from "../../support/weighed.ts";

/** The removals of these stretches of a text, in its order, each found after the one before. */
function removals(text: string, ...stretches: string[]): Removal[] {
  let at = 0;
  return stretches.map((stretch) => {
    const start = text.indexOf(stretch, at);
    assert.ok(start >= 0, stretch);
    at = start + stretch.length;
    return { start, end: at, loss: "filler", reason: stretch.trim() };
  });
}

function edits(text: string, stretches: readonly string[], recased: Compression["recased"] = []): Edit[] {
  return editsOf(text, { removed: removals(text, ...stretches), recased });
}

/** What is left of the text by each edit alone. */
const alone = (text: string, found: readonly Edit[]) => found.map((edit) => edited(text, [edit]));

test("a capital comes with the words that stood before it", () => {
  const text = "Stop. Please note that you should really wait.";
  const found = edits(text, [" Please note that", " really"], [{ start: 23, end: 24, text: "Y" }]);
  assert.deepEqual(alone(text, found), ["Stop. You should really wait.", "Stop. Please note that you should wait."]);
  assert.deepEqual(
    found.map(({ isSentence }) => isSentence),
    [false, false],
  );
});

for (const [name, text, stretches, left] of [
  ["parts of one sentence", "Stay. Well, it rains. Go.", [" Well,", " it rains."], ["Stay. Go."]],
  ["parts of a sentence over two lines", "Stay. It rains\nall day. Go.", [" It rains", "all day. "], ["Stay.\nGo."]],
  [
    "sentences that end in a line are two",
    "Stay. It rains. It pours. Go.",
    [" It rains.", " It pours."],
    ["Stay. It pours. Go.", "Stay. It rains. Go."],
  ],
  [
    "sentences of a paragraph that goes whole",
    "Stay.\n\nIt rains. It pours.\n\nGo.",
    ["\n\nIt rains.", " It pours."],
    ["Stay.\n\nGo."],
  ],
  [
    "paragraphs are two",
    "Stay.\n\nIt rains.\n\nIt pours.",
    ["\n\nIt rains.", "\n\nIt pours."],
    ["Stay.\n\nIt pours.", "Stay.\n\nIt rains."],
  ],
  [
    "items without full stops are two",
    "- stay\n- rain\n- sun\n",
    ["- rain\n", "- sun\n"],
    ["- stay\n- sun\n", "- stay\n- rain\n"],
  ],
  ["an item and those in it", "- stay\n- rain\n  - sun\n- go", ["\n- rain", "\n  - sun"], ["- stay\n- go"]],
  ["a mark and its partner", "Stay (really now) here.", [" (really", ")"], ["Stay now here."]],
  ["an opening mark and its partner", "Stay **now really** here.", ["**", " really**"], ["Stay now here."]],
  [
    "items in a string of JSON are two",
    String.raw`"- stay\n- rain\n- sun"`,
    ["- rain", "- sun"],
    [String.raw`"- stay\n\n- sun"`, String.raw`"- stay\n- rain\n"`],
  ],
] as const) {
  test(`${name}: ${stretches.join(" | ")}`, () => assert.deepEqual(alone(text, edits(text, stretches)), left));
}

test("an edit says what is lost at most, and each reason once", () => {
  const [filler, talk] = removals("Well, it rains. Stay.", "Well,", " it rains. ");
  const removed = [filler!, { ...talk!, loss: "talk" as const, reason: "asks for nothing" }];
  const [edit] = editsOf("Well, it rains. Stay.", { removed, recased: [] });
  assert.equal(edit!.loss, "talk");
  assert.deepEqual(edit!.reasons, ["Well,", "asks for nothing"]);
  assert.ok(edit!.isSentence);
});

const SENTENCES = [
  "Please make sure that you answer in French.",
  "It is very important to note that the shop is closed on Mondays.",
  "You must never promise a delivery date.",
  "In order to book a repair, ask for the model (and the colour) of the bicycle.",
  "As a matter of fact, many customers are not native speakers, so they like short sentences.",
  "We are basically a really small shop, and we honestly love bicycles.",
  "Use **short and very simple** words, please.",
  "Thank you so much for your help!",
  "If the order is late, apologise, unless it was cancelled.",
  "Keep the answer short and simple for every customer.",
  "(Please note that we close at noon.)",
  "**Please, keep it** really short.",
  "_Basically, we are_ honest.",
  "Our founders, of course, are two sisters from Lyon.",
];
const sentences = fc
  .array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(" "));
const wrapped = sentences.map((text) => text.replace(/(.{20,40}) /g, "$1\n"));
const list = fc
  .array(fc.tuple(fc.constantFrom("- ", "  - "), sentences), { minLength: 1, maxLength: 4 })
  .map((items) => items.map(([mark, item], i) => (i === 0 ? `- ${item}` : mark + item)).join("\n"));
const markdown = fc
  .array(fc.oneof(sentences, wrapped, list), { minLength: 1, maxLength: 5 })
  .map((blocks) => `# Agent\n\n${blocks.join("\n\n")}\n`);
const chat = markdown.map((content) =>
  JSON.stringify([
    { role: "system", content },
    { role: "user", content: "Hi" },
  ]),
);
const rows = fc
  .array(markdown, { minLength: 1, maxLength: 3 })
  .map((contents) => contents.map((content) => JSON.stringify({ messages: [{ role: "system", content }] })).join("\n"));
const yaml = markdown.map((text) => `prompt: |\n${text.replace(/^(?=.)/gm, "  ")}name: agent\n`);
const python = markdown.map((text) => `PROMPT = """\n${text}"""\n`);
const written = fc.oneof(
  ...Object.entries({ "a.md": markdown, "a.json": chat, "a.jsonl": rows, "a.prompt.yaml": yaml, "a.py": python }).map(
    ([path, text]) => text.map((text) => ({ path, text })),
  ),
);
const real = fc.constantFrom(...fixtures.map(({ name, text }) => ({ path: name, text })));
const target = fc.option(fc.record({ keep: fc.double({ min: 0.2, max: 1, noNaN: true }) }), { nil: undefined });

test("any subset of the edits leaves correct text, in every format", () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(written, real),
      target,
      fc.infiniteStream(fc.boolean()),
      async ({ path, text }, target, coins) => {
        const compression = compress(await weighed(text, { path }), target);
        const all = editsOf(text, compression);
        assert.equal(edited(text, all), compression.text, "all of them are the compression");
        const some = all.filter(() => coins.next().value);
        assertJoined(text, some);
        assertSame(path, text, edited(text, some));
      },
    ),
    { numRuns: Number(process.env.TARE_PROPERTY_RUNS ?? 600), seed: 14 },
  ));

/** Where something went, what is left is joined as people write it. */
function assertJoined(text: string, edits: readonly Edit[]): void {
  for (const [i, edit] of edits.entries()) {
    const before = edited(text.slice(0, edit.start), edits.slice(0, i));
    const left = shown(before);
    const right = shown(edited(text, edits).slice(before.length));
    const told = JSON.stringify(
      `${left.slice(-50)}|${right.slice(0, 50)} of ${text.slice(edit.start - 20, edit.end + 20)}`,
    );
    const isBare = edit.text === "";
    if (isBare)
      assert.ok(
        !/[\p{L}\p{N}]\|[\p{L}\p{N}]/u.test(joint(left, right)) || isUnspaced(joint(left, right)),
        `glued: ${told}`,
      );
    if (isBare && !/\s/.test(text[edit.start - 1] ?? "\n"))
      assert.ok(!/^[^\S\n][^\S\n]/.test(right), `two spaces: ${told}`);
    if (isBare) assert.ok(!/[^\s] \|[ ,;.!?)]|[^\s]\| [,;.!?)]/.test(joint(left, right)), `a space too many: ${told}`);
    const wasEnd = /^\s*(?:\n|\\n|$|")/.test(text.slice(edit.start));
    const isEnd = /^[^\S\n]*(?:$|"|\n[^\S\n]*(?:$|\n|- ))/.test(right);
    if (isBare && isEnd && !wasEnd) assert.match(left, /(?:^|[\p{P}\n*])\s*$/u, `torn: ${told}`);
    const first = /^\s*(\p{Lu})/u.test(text.slice(edit.start, edit.end));
    const startsSentence = /(?:^|[.!?]|\n|\\n)[^\p{L}\p{N}.!?]*$/u.test(left);
    if (first && startsSentence && !edit.isSentence) assert.doesNotMatch(right, /^\s*\p{Ll}/u, `small letter: ${told}`);
  }
}

/** A text with the line breaks that strings of JSON hold. */
const shown = (text: string) => text.replaceAll("\\n", "\n");
const joint = (left: string, right: string) => `${left.slice(-2)}|${right.slice(0, 2)}`;
const isUnspaced = (text: string) => /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text);

/** Marks are as balanced as before, and a file of data is one of the same keys. */
function assertSame(path: string, before: string, after: string): void {
  const count = (text: string, mark: string) => text.split(mark).length - 1;
  for (const [open, close] of ["()", "[]", "{}", "“”", "«»"]) {
    const surplus = (text: string) => count(text, open!) - count(text, close!);
    assert.equal(surplus(after), surplus(before), `${open}${close}: ${after}`);
  }
  for (const mark of ["**", '"', "`"])
    assert.equal(count(after, mark) % 2, count(before, mark) % 2, `${mark}: ${after}`);
  const prompt = parsePrompt(before, { path });
  if (!["yaml", "chat-json", "chat-jsonl"].includes(prompt.kind) || prompt.warnings.length > 0) return;
  assert.deepEqual(keysOf({ ...prompt, text: after }), keysOf(prompt));
}
