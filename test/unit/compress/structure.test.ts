import assert from "node:assert/strict";
import { test } from "node:test";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { removalsOf } from "../../../engine/compress/cut/removals.ts";
import { keepStructure } from "../../../engine/compress/cut/structure.ts";
import { compress } from "../../../engine/compress.ts";
import { markdownMarks } from "../../../engine/prompt/marks/markdown.ts";
import { without } from "../../../protocol/span.ts";
import { weighed } from "../../support/weighed.ts";

/** Cuts all units, and tells how often it had to be tried. */
async function cutAll(text: string) {
  const prompt = await weighed(text, { strength: "light" });
  const shears = cutter(text, prompt.order);
  let tries = 0;
  const cut = keepStructure(prompt, (isHeld) => {
    tries++;
    return removalsOf(prompt.order, shears, (unit) => !isHeld(unit));
  });
  return { left: without(text, cut?.removed ?? []), tries };
}

const listMarks = (text: string) => markdownMarks(text).protections.filter(({ reason }) => reason === "list marker");

test("a numbered item stays a list without the item above it, or that stays", async () => {
  for (const text of ["- }\n1. e\n5. If", "- }\n1. grey\n7. {{name}}"]) {
    const { left, tries } = await cutAll(text);
    assert.equal(tries, 2, "the cut that breaks the list is tried first");
    assert.deepEqual(listMarks(left), listMarks(text));
  }
});

test("what changes no structure is cut at once", async () => {
  const { left, tries } = await cutAll("# Rules\n\nThe walls are grey.\n\nThe doors are green.");
  assert.equal(tries, 1);
  assert.match(left, /^# Rules\n/, "a heading stays, with a sentence under it");
  assert.doesNotMatch(left, /doors/);
});

test("what is held for the structure counts against the target", async () => {
  const { text, before, after, limited, removed } = compress(await weighed("- }\n1. e\n5. If", { strength: "light" }), {
    tokens: 0,
  });
  assert.deepEqual([text, after, limited, removed], ["- }\n1. e\n5. If", before, true, []]);
});

test("a quote mark stays with what is left of its quote", async () => {
  const { order } = await weighed("y\n>:\na");
  const last = order.atoms.length - 1;
  assert.equal(
    without(
      "y\n>:\na",
      cutter("y\n>:\na", order).cut((i) => i === last),
    ),
    "y\n>:",
  );
});

test("a removal has the reason of its words, also where its comma stays", async () => {
  const text = "Review the code with care please, and name the faults.";
  const { order } = await weighed(text);
  const please = order.atoms.findIndex((atom) => atom.text === "please,");
  const shears = cutter(text, { ...order, commas: new Set([please]) });
  const { removed } = removalsOf(order, shears, () => true);
  assert.deepEqual(
    removed.map(({ start, end, reason }) => [text.slice(start, end), reason]),
    [[" please", "politeness"]],
  );
});

test("a string stays a prompt", async () => {
  const text = ")>`|\n|\n`";
  const { removed } = compress(await weighed(text, { path: "translate.ts" }), { keep: 0 });
  assert.deepEqual(removed, []);
});

test("a text stays of its kind", async () => {
  const text = 'r\n{#"}\n{% e%}';
  assert.equal(compress(await weighed(text, { strength: "light" }), { keep: 0 }).text, text);
});

test("a part of a file of code that has marks of strings, but is no code yet, stays whole", async () => {
  const text = 't y d.\n\n""".\n\n\n= """\\?\n- D';
  const { order } = await weighed(text, { path: "a.py", strength: "light" });
  assert.deepEqual(order.units, []);
});

test("no table is born of a line above what would be its second", async () => {
  const text = "one\ntwo three, four | a | b\n--|";
  const { order } = await weighed(text, { strength: "light" });
  const line = { start: text.indexOf("two"), end: text.indexOf("\n--|") };
  const goes = order.units.flatMap((unit) => unit.atoms.map((i) => order.atoms[i]!));
  assert.deepEqual(
    goes.filter(({ start, end }) => start < line.end && end > line.start),
    [],
  );
});

test("no two spaces are left before what is fixed with the space before it", async () => {
  const text = '" ! h o n n . "';
  const { text: left } = compress(await weighed(text, { path: "chat.json" }), { keep: 0 });
  assert.doesNotMatch(left, / {2}/);
});

test("a part of a prompt in code is cut, also where it shows code", async () => {
  const { text } = compress(await weighed("Please call `get_order` first, and never guess.", { path: "a.ts" }));
  assert.equal(text, "Call `get_order` first, and never guess.");
});
