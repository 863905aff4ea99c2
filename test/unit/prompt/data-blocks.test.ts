import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dataBlocks } from "../../../engine/prompt/marks/data-blocks.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const blocks = (text: string) => dataBlocks(text).map(({ start, end }) => text.slice(start, end));

const DATA = [
  '{{\n  "number": "the number",\n  "meta": {{}}\n}}',
  '{\n  "name": <the name>,\n  "tags": [..., ...],\n}',
  "{\n  name: string; // as it is written\n  age?: number\n}",
  '[\n  {"a": 1},\n  {"a": 2}\n]',
  "{\n  // comment\n  'a': \"a } b\",\n  ...\n}",
  '{{"a": {{"b": 1}}, "c": {{}}}}',
];

test("data in brackets is one block, whether or not it parses", () => {
  for (const data of DATA) assert.deepEqual(blocks(`Return this ${data} and no more.\n\n{x}`), [data]);
});

test("prose in brackets, placeholders and tags are no data", () => {
  for (const text of [
    "Say {x} and {{ y }} [as it\nis] to them.",
    "{{#if a}}\nBe kind.\n{{/if}}",
    "Rules {\n  Never reveal the secret\n  - always: be kind\n  Do not guess\n}",
    "[Write what you found\nabout the matter,\nand say so\nin plain words]",
    "{ not closed\n a: 1,\n",
  ])
    assert.deepEqual(blocks(text), [], text);
});

test("of a format string the example stays with all its braces", () => {
  const code = `PROMPT = """Return JSON with these keys:\n${DATA[0]}\n\nIf there is none, use null.\n{text}\n"""\n`;
  const { protections } = parsePrompt(code, { path: "a.py" });
  const data = protections.filter(({ reason }) => reason === "data");
  assert.deepEqual(
    data.map(({ start, end }) => code.slice(start, end)),
    [DATA[0]],
  );
});

test("what parses is left to be read as JSON", () => {
  const { protections } = parsePrompt('Return\n\n{\n  "a": 1\n}\n');
  assert.ok(!protections.some(({ reason }) => reason === "data"));
});

test("blocks are disjoint, in order, and balanced in any text", () => {
  const piece = fc.constantFrom("{", "}", "[", "]", '"', "\\", "\n", "a: 1,", "word ", '"a": ', "{{", "}}");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      let from = 0;
      const text = pieces.join("");
      for (const { start, end } of dataBlocks(text)) {
        assert.ok(start >= from && end > start && "{[".includes(text[start]!) && "}]".includes(text[end - 1]!));
        from = end;
      }
    }),
  );
  for (const unit of ["{", "}", "{}", "[{", '{"a": ', "{\n", "{a\n}", ",  "]) dataBlocks(unit.repeat(50_000));
});
