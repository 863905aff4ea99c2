import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import type { Atom } from "../../../engine/compress/atoms/atoms.ts";
import { jsonSpans } from "../../../engine/compress/atoms/json-spans.ts";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { layoutOf } from "../../../engine/compress/layout/layout.ts";
import { compress } from "../../../engine/compress.ts";
import { type Span, without } from "../../../protocol/span.ts";
import { weighed } from "../../support/weighed.ts";

/** Set TARE_PROPERTY_RUNS for more. */
const RUNS = Number(process.env.TARE_PROPERTY_RUNS ?? 500);

const word = fc.constantFrom(
  "the",
  "a",
  "order",
  "is",
  "not",
  "found",
  "please",
  "42",
  "Paris,",
  "(see",
  "note)",
  "e.g.",
  "#5",
);
const prose = fc.array(word, { minLength: 1, maxLength: 24 }).map((words) => words.join(" "));
const key = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
const value = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, prose, fc.integer(), fc.boolean(), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 4 }),
})).object;

function keysOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(keysOf);
  if (typeof node !== "object" || node === null) return null;
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, keysOf(child)]));
}

const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);

for (const [name, write] of [
  ["a line", (data: unknown) => JSON.stringify(data)],
  ["indented", (data: unknown) => JSON.stringify(data, null, 2)],
  ["inside of prose", (data: unknown) => `Here is what we know:\n${JSON.stringify(data)}\nUse it well, please.`],
] as const) {
  test(`JSON, ${name}, parses to the same keys`, () =>
    fc.assert(
      fc.asyncProperty(value, share, async (data, keep) => {
        const { text } = compress(await weighed(write(data)), { keep });
        const json = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
        assert.deepEqual(keysOf(JSON.parse(json)), keysOf(data));
      }),
      { numRuns: RUNS, seed: 4 },
    ));
}

test("a removed item takes its mark and line with it, a removed paragraph its blank line", async () => {
  const text =
    "Some words of introduction here.\n\n- first item goes\n- second item stays\n  - and so does its child\n- third item goes\n\nA paragraph that goes.\n\nAnd one that stays.\n";
  const { prompt, order } = await weighed(text);
  const gone = new Set(order.atoms.flatMap((atom, i) => (/goes/.test(lineOf(text, atom)) ? [i] : [])));
  assert.equal(
    without(
      prompt.text,
      cutter(text, order).cut((i) => gone.has(i)),
    ),
    "Some words of introduction here.\n\n- second item stays\n  - and so does its child\n\nAnd one that stays.\n",
  );
});

test("the mark of an item stays while anything in the item does", async () => {
  const text = "- parent item\n  - child item\n";
  const { order } = await weighed(text);
  const spans = cutter(text, order).cut((i) => /parent/.test(lineOf(text, order.atoms[i]!)));
  assert.match(without(text, spans), /^- *\n {2}- child item\n$/);
});

test("a line of any length is cut", () => {
  const size = 300_000;
  const atoms = Array.from({ length: size }, (_, i) => ({ start: 2 * i, end: 2 * i + 1, sentence: 0 }) as Atom);
  const text = "ab"
    .repeat(size / 2)
    .replaceAll("", " ")
    .trim();
  const spans = cutter(text, {
    atoms,
    layout: layoutOf({ text, passages: [] }, atoms, []),
    protections: [],
    commas: new Set(),
    parentheses: new Set(),
  }).cut((i) => i % 2 === 0);
  assert.equal(spans.length, size / 2);
});

/** The line that a word stands in. */
function lineOf(text: string, { start }: Span): string {
  return text.slice(text.lastIndexOf("\n", start) + 1).split("\n")[0]!;
}

test("YAML parses to the same keys", () =>
  fc.assert(
    fc.asyncProperty(value, share, fc.boolean(), async (data, keep, question) => {
      const yaml = stringify(data);
      const options = { path: "prompt.yaml", ...(question && { question: "Where is the order?" }) };
      const { text } = compress(await weighed(yaml, options), { keep });
      assert.deepEqual(keysOf(parse(text)), keysOf(data));
    }),
    { numRuns: RUNS, seed: 5 },
  ));

test("brackets that never close take linear time", () => {
  assert.deepEqual(jsonSpans("{[ ".repeat(200_000)), []);
});

test("a file of JSON without a string is left as it is", async () => {
  for (const text of ["{}", "[]", " [null, true]\n", "true", "[".repeat(900)])
    assert.equal(compress(await weighed(text, { path: "data.json" }), { keep: 0.5 }).text, text);
});

test("a chat that is malformed while it is typed keeps its frame", async () => {
  const chat = JSON.stringify(
    [
      {
        role: "system",
        content: "You are a really helpful assistant and should please always be very brief and kind.",
      },
      { role: "user", content: "Tell me what it is." },
    ],
    null,
    2,
  );
  for (const [mark, typed] of ['"', 'x" "y', "{", ",,"].flatMap((typed) => [
    ["", typed],
    ["\ufeff", typed],
  ])) {
    const broken = `${mark}${chat.slice(0, 5)}${typed}${chat.slice(5)}`;
    const { text } = compress(await weighed(broken, { path: "chat.json" }), { keep: 0.3 });
    const frame = /"(?:role|content)": |[{}[\],]|"(?:system|user)"|Tell me what it is/g;
    assert.deepEqual(text.match(frame), broken.match(frame));
  }
});

test("no message loses all its words, as providers refuse an empty one", () => {
  const role = fc.constantFrom("system", "user", "assistant");
  const chat = fc.array(fc.record({ role, content: prose }), { minLength: 1, maxLength: 5 });
  return fc.assert(
    fc.asyncProperty(chat, share, async (messages, keep) => {
      const { text } = compress(await weighed(JSON.stringify({ messages }), { path: "chat.json" }), { keep });
      const left: typeof messages = JSON.parse(text).messages;
      for (const { content } of left) assert.match(content, /[\p{L}\p{N}]/u, text);
    }),
    { numRuns: RUNS, seed: 4 },
  );
});

test("the number of a note behind a word is no data, and its sentence may go; a list by itself is", async () => {
  assert.deepEqual(jsonSpans("He left in 1911[3]. They hunt by night.[1, 2] The end.[12]"), []);
  assert.deepEqual(jsonSpans("Answer with [1, 2] or [3]."), [
    { start: 12, end: 18 },
    { start: 22, end: 25 },
  ]);
  const text = "The old town lies by the sea.[1] The harbour was built in 1911.[2] Many boats are green.[3]";
  const { text: left } = compress(await weighed(text, { question: "When was the harbour built?" }), { keep: 0.5 });
  assert.equal(left, "The harbour was built in 1911.[2]");
});

test("a row that ends with an answer keeps it and what it answers whole; one that waits for an answer may lose material", async () => {
  const asked = "The shop is small. The river can be heard. It was built long ago. Lamps hang in it. Are they sold?";
  const row = (...answers: string[]) => {
    const said = answers.map((content) => ({ role: "assistant", content }));
    return JSON.stringify({ messages: [{ role: "user", content: asked }, ...said] });
  };
  const kept = async (text: string) =>
    compress(await weighed(text, { path: "rows.jsonl" }), { keep: 0.5 }).text === text;
  assert.ok(await kept(row("They are sold. Each has a price. The door is open.")));
  assert.ok(!(await kept(row())));
});
