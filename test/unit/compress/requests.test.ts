import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress.ts";
import type { Strength } from "../../../protocol/compression.ts";
import { weighed } from "../../support/weighed.ts";

async function left(text: string, keep: number, strength: Strength = "normal"): Promise<string> {
  return compress(await weighed(text, { strength }), { keep }).text;
}

const LATE = "Write the short report for your manager about the trains that are late in the morning.";

test("a request keeps its words at any target", async () => {
  for (const keep of [0.9, 0.5, 0]) assert.equal(await left(LATE, keep), LATE);
});

test("in telegram style articles, auxiliaries and pronouns go first, then what hangs on the rest, and what is done to what stays together", async () => {
  assert.equal(await left(LATE, 0.7, "light"), "Write short report for manager about trains late in morning.");
  assert.equal(await left(LATE, 0.3, "light"), "Write short report for manager about trains late.");
  for (let keep = 0.9; keep >= 0; keep -= 0.1) {
    const rest = await left(`${LATE} Use five to ten simple words. Sign the letter.`, keep, "light");
    for (const sentence of rest.match(/[^.]+\./g) ?? [])
      assert.match(sentence, /^ ?(?:Write (?:the )?short report|Use five to ten simple words|Sign (?:the )?letter)/);
  }
});

test("in telegram style what guards the meaning goes last", async () => {
  const script = "Write a script that lists all the large files over 100 MB in the home directory of the user.";
  assert.match(await left(script, 0.3, "light"), /^Write script lists all large files over 100 MB/);
  const hint = "If the answer is wrong, give the pupil a hint about the rule in the book on the shelf.";
  assert.match(await left(hint, 0.6, "light"), /^If .*wrong, give pupil hint/);
});

test("in telegram style a rule that denies, bounds or sets a condition loses its articles at most", async () => {
  const bare = (line: string) => line.replace(/\b(?:the|an?) /gi, "").toLowerCase();
  for (const rules of [
    [
      "Book a room only if the guest has paid.",
      "Offer at most two rooms.",
      "Keep the room until the evening.",
      "Unless the guest asks, do not call.",
    ],
    ["Nimm ein Rad nur an, wenn der Kunde bezahlt hat.", "Repariere höchstens drei Räder.", "Nenne keine Namen."],
  ]) {
    for (let keep = 0.9; keep >= 0; keep -= 0.1) {
      for (const line of (await left(rules.join("\n"), keep, "light")).split("\n"))
        assert.ok(
          rules.some((rule) => bare(rule) === bare(line)),
          line,
        );
    }
  }
});

test("in telegram style, too, only whole sentences go of what is not in English", async () => {
  for (const sentences of [
    ["请检查下面的表格。", "把每个错误写在新的一行。", "用礼貌的语气回答。"],
    ["Schreibe einen Brief an den Vermieter.", "Die Heizung ist alt.", "Unterschreibe mit dem Namen der Firma."],
  ]) {
    for (let keep = 0.9; keep >= 0; keep -= 0.1) {
      const rest = await left(sentences.join("\n"), keep, "light");
      for (const line of rest.split("\n")) assert.ok(sentences.includes(line), line);
    }
  }
});

test("in telegram style an example goes whole, and never what it is an example of before it", async () => {
  const examples = [
    "Text: Is the shop open?\nDesk: door",
    "Text: Where is the old lamp?\nDesk: lamps",
    "Text: May the dog come in?\nDesk: door",
  ];
  const text = ["Say which desk answers.", ...examples, "Text: {text}\nDesk:"].join("\n\n");
  for (let keep = 0.9; keep >= 0; keep -= 0.1) {
    assert.match(await left(text, keep, "light"), /^Say which desk answers\./);
    const blocks = (await left(text, keep, "light")).split("\n\n").filter((block) => block.startsWith("Text: "));
    assert.equal(blocks.pop(), "Text: {text}\nDesk:");
    for (const block of blocks) assert.ok(examples.includes(block), block);
  }
});

test("what is quoted is not begun with a capital", async () => {
  const keywords = 'Please "correlated" is a keyword. Use it.';
  assert.equal(await left(keywords, 0.95), '"correlated" is a keyword. Use it.');
});

test("material loses whole phrases from the end of its clauses, then sentences", async () => {
  const text =
    "The stations were painted green by the pupils of the school near the river. The line was opened in 1884 by a company. " +
    "It joins two small towns along the valley. Trains run twice an hour on weekdays. The gauge is one metre.";
  const sentences = text.split(/(?<=\.) /);
  for (let keep = 0.95; keep > 0.2; keep -= 0.05) {
    for (const sentence of (await left(text, keep)).split(/(?<=\.) /)) {
      const whole = sentences.find((other) => other.startsWith(sentence.replace(/\.$/, "")));
      assert.ok(whole, sentence);
      const lost = whole.slice(sentence.length - 1);
      assert.match(lost, /^(?:\.|,? (?:by|of|near|in|along|on) .*)$/, sentence);
    }
  }
});

const verb = fc.constantFrom("promise", "mention", "share", "rewrite", "reveal");
const object = fc.constantFrom("refunds", "prices", "secrets", "files", "names");
const opening = fc.constantFrom("Never", "Always", "Do not");
const other = fc.constantFrom(
  "Write a short email to the landlord about the heating.",
  "Be polite and brief with the customers of the shop.",
  "Many people walk through the old harbour in the evening.",
);

test("a never, always or not stays, with its verb and object", () =>
  fc.assert(
    fc.asyncProperty(
      other,
      opening,
      verb,
      object,
      fc.integer({ min: 0, max: 100 }),
      async (first, never, v, o, keep) => {
        const said = `${never} ${v} any ${o} in the morning.`;
        assert.ok((await left(`${first} ${said}`, keep / 100)).endsWith(said));
      },
    ),
    { numRuns: 300, seed: 9 },
  ));
