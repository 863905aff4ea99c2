import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { atomsOf } from "../../../engine/compress/atoms/atoms.ts";
import { Tier } from "../../../engine/compress/order/key.ts";
import { leadIns } from "../../../engine/compress/sentences/lead-ins.ts";
import { sentencesOf } from "../../../engine/compress/sentences/sentences.ts";
import { describeWords } from "../../../engine/compress/worth/word-features.ts";
import { compress } from "../../../engine/compress.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { weighed } from "../../support/weighed.ts";

const WORDS = "river stone copper garden winter letter music candle market bridge harbour painter".split(" ");
/** A phrase that stands nowhere else in its text, since it is numbered in letters. */
const phrase = fc
  .uniqueArray(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 5 })
  .map((words) => words.join(" "));

interface List {
  readonly lead: string;
  readonly items: readonly string[];
}

const lists = fc
  .array(fc.tuple(phrase, fc.array(phrase, { minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 5 })
  .map((drawn) => {
    let count = 0;
    const named = (words: string) =>
      `${words} ${String.fromCharCode(97 + (count % 26))}${"q".repeat(1 + count++ / 26)}`;
    return drawn.map(([lead, items]): List => ({ lead: `It has ${named(lead)}:`, items: items.map(named) }));
  });
const written = (list: List, margin: string) => `${list.lead}${margin}${list.items.map((i) => `- ${i}`).join("\n")}`;

test("what announces a list of material stays as long as any of it, at any target", () =>
  fc.assert(
    fc.asyncProperty(
      lists,
      fc.constantFrom("\n", "\n\n"),
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      async (drawn, margin, keep) => {
        const text = drawn.map((list, i) => `## Part ${i}\n\n${written(list, margin)}\n`).join("\n");
        const left = compress(await weighed(text, { question: "Where is the river?" }), { keep }).text;
        for (const { lead, items } of drawn) {
          if (items.some((item) => left.includes(item))) assert.ok(left.includes(lead), left);
        }
      },
    ),
    { numRuns: 200, seed: 4 },
  ));

test("so it is with lists in lists, and with code, and in the strings of a chat", async () => {
  const text =
    "# Rooms\n\nThis is on the first floor:\n\n- by the door:\n  - tables\n  - lamps\n- with `red` walls\n\nThe house is old.\n";
  const chat = JSON.stringify([{ role: "user", content: text }]);
  for (const written of [text, chat]) {
    const input = await weighed(written, { question: "Where are the chairs?" });
    for (const keep of [0.9, 0.7, 0.5, 0.3, 0]) {
      const left = compress(input, { keep }).text;
      assert.match(left, /on the first floor:/);
      if (/tables|lamps/.test(left)) assert.match(left, /by the door:/);
    }
    assert.doesNotMatch(compress(input, { keep: 0 }).text, /tables|lamps|old/);
  }
});

test("what a prohibition announces is as forbidden", async () => {
  const { order } = await weighed("# Rules\n\nYou must not:\n\n- shout\n- sing songs\n\nThe walls are thin.\n");
  const said = (units: typeof order.units) => units.map(({ atoms }) => order.atoms[atoms[0]!]!.text);
  const musts = order.units.filter(({ key }) => key.tier === Tier.must);
  assert.deepEqual(said(musts).toSorted(), ["shout", "sing"]);
  assert.ok(!said(order.units).includes("You"), "what announces them stays");
});

test("only a sentence at the end of its line announces", () => {
  const announced = (text: string) => {
    const prompt = parsePrompt(text);
    const words = describeWords(atomsOf(prompt, [], []));
    return leadIns(sentencesOf(prompt, words));
  };
  assert.deepEqual(announced("Hint: walls are thick. Never shout.\n"), []);
  assert.deepEqual(announced("In short: Never shout.\n- Sing.\n"), []);
  assert.deepEqual(announced("Never do this:\n- Shout.\n- Sing.\n\nBe brief.\n"), [{ sentence: 0, first: 1, end: 3 }]);
});
