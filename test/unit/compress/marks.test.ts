import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutter } from "../../../engine/compress/cut/cutter.ts";
import { compress } from "../../../engine/compress.ts";
import { without } from "../../../protocol/span.ts";
import { weighed } from "../../support/weighed.ts";

async function cutOut(text: string, words: string): Promise<string> {
  const { order } = await weighed(text);
  const gone = new Set(words.split(" "));
  return without(
    text,
    cutter(text, order).cut((i) => gone.has(order.atoms[i]!.text)),
  );
}

for (const [text, gone, left] of [
  ["We met people, and dogs.", "and dogs", "We met people."],
  ["We met people, all of them nice; and dogs", "and dogs", "We met people, all of them nice"],
  ["We met people, and dogs.", "people,", "We met and dogs."],
  ["We met some: cats and dogs.", "cats and dogs", "We met some."],
  ["We met people, cats,\nand dogs.", "cats,", "We met people,\nand dogs."],
] as const) {
  test(`${text} without "${gone}"`, async () => assert.equal(await cutOut(text, gone), left));
}

const word = fc.constantFrom("river", "stone", "the", "of", "copper", "garden", "it", "winter", "opens", "sings");
const framed = fc
  .tuple(
    fc.constantFrom(["(", ")"], ["**", "**"], ["_", "_"], ["“", "”"], ["«", "»"], ['"', '"']),
    fc.array(word, { minLength: 1, maxLength: 4 }),
  )
  .map(([[open, close], words]) => `${open}${words.join(" ")}${close}`);
const sentence = fc
  .array(fc.tuple(fc.oneof({ weight: 3, arbitrary: word }, framed), fc.constantFrom("", "", "", ",", ";", ":")), {
    minLength: 2,
    maxLength: 14,
  })
  .map((parts) => {
    const words = parts.map(([part, mark], i) => (i === parts.length - 1 ? part : part + mark));
    return `We ${words.join(" ")}.`;
  });

test("no mark is left hanging, and none without its partner", () =>
  fc.assert(
    fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 3 }), fc.nat(40), async (parts, tokens) => {
      const { text } = compress(await weighed(parts.join(" ")), { tokens });
      assert.doesNotMatch(text, /[,;:] ?[.,;:]|^[.,;:]/);
      for (const [open, close] of ["()", "«»", "“”"]) assert.equal(count(text, open!), count(text, close!), text);
      for (const mark of ["**", '"']) assert.equal(count(text, mark) % 2, 0, text);
    }),
    { numRuns: 1000, seed: 8 },
  ));

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
