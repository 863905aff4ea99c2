import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { capitals } from "../../../engine/compress/cut/capitals.ts";
import { compress } from "../../../engine/compress.ts";
import { type Prompt, parsePrompt } from "../../../engine/prompt/parse.ts";
import type { Strength } from "../../../protocol/compression.ts";
import { edited } from "../../../protocol/edits.ts";
import { type Span, union, without } from "../../../protocol/span.ts";
import { fixtures } from "../../support/fixtures.ts";
import { keysOf } from "../../support/prompt-invariants.ts";
import { weighed } from "../../support/weighed.ts";

/** Set TARE_PROPERTY_RUNS for more. */
const RUNS = Number(process.env.TARE_PROPERTY_RUNS ?? 2000);

const sentence = fc.constantFrom(
  "Please answer every letter in plain French, please.",
  "It is important to note that the library is closed on Mondays.",
  "You must never lend more than 5 books, unless the reader is a teacher.",
  "In order to renew a loan, ask for the number (and the title) of the book.",
  "Basically, we are a very small library, and we really love our readers.",
  "Thank you so much!",
  "Use **short and very simple** words.",
  "This keeps our readers happy.",
  "The reading room was painted green by the pupils of the school near the river, in the summer of 1987.",
  "The tower, which is very old, stands on a hill above the town, and it looks over the lake.",
  "“Please, wait,” is what the clerk says, of course, to the readers in the hall.",
  "Read `loans.csv` first, and then, if possible, name the shelf.",
);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
const wrapped = paragraph.map((text) => text.replace(/(.{20,40}) /g, "$1\n"));
const list = fc
  .array(fc.tuple(fc.constantFrom("- ", "  - ", "1. "), paragraph), { minLength: 1, maxLength: 4 })
  .map((items) => items.map(([mark, item], i) => (i === 0 ? "- " : mark) + item).join("\n"));
const shot = fc
  .tuple(sentence, fc.constantFrom("yes", "no"))
  .map(([asked, answer]) => `Input: ${asked}\nOutput: ${answer}`);
const markdown = fc
  .array(fc.oneof(paragraph, wrapped, list, shot), { minLength: 1, maxLength: 6 })
  .map((blocks) => `# Library\n\n${blocks.join("\n\n")}\n`);

const FORMS: Record<string, (text: string) => string> = {
  "library.md": (text) => text,
  "windows.md": (text) => text.replaceAll("\n", "\r\n"),
  "chat.json": (text) =>
    JSON.stringify([
      { role: "system", content: text },
      { role: "user", content: text },
    ]),
  "rows.jsonl": (text) =>
    `${[text, "Hello, can you help me?"].map((content) => JSON.stringify({ messages: [{ role: "user", content }] })).join("\n")}\n`,
  "prompt.yaml": (text) => `template: |\n${text.replace(/^(?=.)/gm, "  ")}name: library\n`,
  "prompt.py": (text) => `PROMPT = """${text}"""\n`,
  "prompt.ts": (text) => `export const prompt = \`${text.replaceAll("`", "'")}\`;\n`,
  "prompt.hbs": (text) => `{{#system~}}\n${text}{{~/system}}\n{{#user~}}\n{{question}}\n{{~/user}}\n`,
};
const made = fc
  .tuple(markdown, fc.constantFrom(...Object.keys(FORMS)))
  .map(([text, path]) => ({ path, text: FORMS[path]!(text) }));
const real = fc.constantFrom(...fixtures.map(({ name, text }) => ({ path: name, text })));
const target = fc.option(
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ keep: percent / 100 })),
  { nil: undefined },
);

test("any part of what goes may go, and what is left is written and read as before", () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(made, real),
      target,
      fc.constantFrom<Strength>("normal", "normal", "strict"),
      fc.option(fc.constant("When is the library closed?"), { nil: undefined }),
      fc.infiniteStream(fc.boolean()),
      async ({ path, text }, target, strength, question, coins) => {
        const input = await weighed(text, { path, strength, ...(question !== undefined && { question }) });
        const { removed } = compress(input, target);
        const some = union(removed.filter(() => coins.next().value));
        const left = without(edited(text, capitals(input.order.atoms, some)), some);
        assertWritten(text, some);
        assertRead(input.prompt, left, path);
      },
    ),
    { numRuns: RUNS, seed: 21 },
  ));

/** That where something went the rest is joined as people write it. */
function assertWritten(text: string, removed: readonly Span[]): void {
  for (const [i, { start, end }] of removed.entries()) {
    const left = decoded(text.slice(removed[i - 1]?.end ?? 0, start));
    const right = decoded(text.slice(end, removed[i + 1]?.start ?? text.length));
    const told = `${JSON.stringify(text.slice(start, end))} out of ${JSON.stringify(`${left.slice(-40)}|${right.slice(0, 40)}`)}`;
    assert.doesNotMatch(`${left.slice(-2)}|${right.slice(0, 2)}`, GLUED, `words are glued: ${told}`);
    assert.doesNotMatch(`${left.slice(-2)}|${right.slice(0, 2)}`, /\S[ \t]\|[ \t]|\S\|[ \t]{2}/, `two spaces: ${told}`);
    if (/[,;:]$/.test(left)) assert.doesNotMatch(right, /^[ \t]*[,;:.!?]/, `a mark too many: ${told}`);
    if (left.endsWith("\n")) assert.doesNotMatch(right, /^[ \t]*[,;:.!?)](?:\s|$)/, `a lone mark: ${told}`);
    // A line that lost words has some left, or is gone with its mark.
    if (!/^[^\n]*\p{L}|\p{L}[^\n]*$/u.test(decoded(text.slice(start, end)))) continue;
    const [line] = /[^\n]*$/.exec(left)!;
    const [rest] = /^[^\n]*/.exec(right)!;
    if (removed[i - 1] && !left.includes("\n")) continue;
    if (removed[i + 1] && !right.includes("\n")) continue;
    assert.doesNotMatch(line + rest, /^\s*(?:[-*+]|\d{1,2}\.)\s*$/, `a lone item: ${told}`);
  }
}

const GLUED = /[\p{L}\p{N}]\|[\p{L}\p{N}](?<![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}].?\|?.?)/u;

/** A text with the line breaks that strings of JSON hold. */
function decoded(text: string): string {
  return text.replaceAll("\\n", "\n");
}

/** That a file is read as the same kind, of the same messages and keys, with no warning more, and with its brackets paired. */
function assertRead(before: Prompt, text: string, path: string): void {
  const after = parsePrompt(text, { path });
  assert.equal(after.kind, before.kind);
  assert.deepEqual(
    after.messages?.map(({ role }) => role),
    before.messages?.map(({ role }) => role),
    text,
  );
  assert.equal(after.passages.length, before.passages.length, text);
  assert.deepEqual(
    after.warnings.map(({ code }) => code),
    before.warnings.map(({ code }) => code),
  );
  const isData = ["chat-json", "chat-jsonl", "yaml"].includes(before.kind) && before.warnings.length === 0;
  if (isData) assert.deepEqual(keysOf(after), keysOf(before));
  const fences = (prompt: Prompt) => prompt.protections.filter(({ reason }) => reason === "code block").length;
  assert.equal(fences(after), fences(before), text);
  for (const [open, close] of ["()", "[]", "{}", "“”", "**"]) {
    const surplus = (whole: string) =>
      open === close ? (whole.split("**").length - 1) % 2 : whole.split(open!).length - whole.split(close!).length;
    assert.equal(surplus(text), surplus(before.text), `${open}${close}: ${text}`);
  }
}
