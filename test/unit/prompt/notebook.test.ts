import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { assertInvariants, assertKeysSurvive } from "../../support/prompt-invariants.ts";

type Cell = readonly [type: "markdown" | "code" | "raw", source: string | readonly string[]];

function read(cells: readonly Cell[], metadata: unknown = {}) {
  const all = cells.map(([cell_type, source]) => ({
    cell_type,
    metadata: {},
    source,
    outputs: ["No output, please."],
  }));
  const text = JSON.stringify({ cells: all, metadata, nbformat: 4 }, null, 1);
  const prompt = parsePrompt(text, { path: "lab.ipynb" });
  assertInvariants(prompt);
  return { ...prompt, said: prompt.passages.map((passage) => passage.text) };
}

test("Markdown cells and the long strings of code cells are read; code, outputs and raw cells are not", () => {
  const { said, parts, kind } = read([
    ["markdown", ["# Try\n", "\n", "Say “hi”."]],
    ["code", 'p = """Be kind.\nBe "brief"."""\nq = "short"'],
    ["raw", "Nobody reads this."],
    ["code", "print(1)"],
    ["markdown", []],
  ]);
  assert.equal(kind, "notebook");
  assert.deepEqual(said, ["# Try\n\nSay “hi”.", 'Be kind.\nBe "brief".']);
  assert.deepEqual(
    parts.filter(({ kind }) => kind === "section").map(({ title }) => title),
    ["Cell 1", "Try", "Cell 2"],
  );
});

test("the strings are those of the notebook's language", () => {
  const cells: Cell[] = [
    ["code", "const p = `Be kind.\nBe brief.`;"],
    ["markdown", "Hi there"],
  ];
  assert.deepEqual(read(cells).said, ["Hi there"]);
  for (const metadata of [{ language_info: { name: "typescript" } }, { kernelspec: { language: "JavaScript" } }])
    assert.deepEqual(read(cells, metadata).said, ["Be kind.\nBe brief.", "Hi there"]);
  assert.deepEqual(read([cells[1]!, ["code", 'p <- """a b\nc d"""']], { language_info: { name: "R" } }).said, [
    "Hi there",
  ]);
});

test("what is put into a prompt of a code cell is protected where it stands in the file", () => {
  const { text, protections } = read([["code", ['p = f"""Be kind to\n', '{names["x"] + more()} and "all".\n', '"""']]]);
  const variables = protections.filter(({ reason }) => reason === "template variable");
  assert.deepEqual(
    variables.map(({ start, end }) => text.slice(start, end)),
    ['{names[\\"x\\"] + more()}'],
  );
});

const lines = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 6 });

test("any lines of a cell read as they say, whether each is a string or all are one, and survive their free words", () => {
  fc.assert(
    fc.property(lines, (some) => {
      const texts = ["Be kind. ", ...some];
      for (const source of [texts, texts.join("")]) {
        const prompt = read([["markdown", source]]);
        assert.deepEqual(prompt.said, [texts.join("")]);
        assertKeysSurvive(prompt);
      }
    }),
    { numRuns: 100 },
  );
});
