import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Tier } from "../../../engine/compress/order/key.ts";
import { compress } from "../../../engine/compress.ts";
import { inspect } from "../../../engine/inspect.ts";
import { weighed } from "../../support/weighed.ts";

/** What the order takes for copies, sentence by sentence, with the reason of each. */
async function copiesIn(text: string, path?: string): Promise<[copy: string, reason: string][]> {
  const { atoms, units } = (await weighed(text, path === undefined ? {} : { path })).order;
  const found = new Map<number, [start: number, end: number, reason: string]>();
  for (const unit of units.filter(({ key }) => key.tier === Tier.copy)) {
    for (const { start, end, sentence } of unit.atoms.map((i) => atoms[i]!)) {
      const [first, last] = found.get(sentence) ?? [start, end];
      found.set(sentence, [Math.min(first, start), Math.max(last, end), unit.reason]);
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, [start, end, reason]]) => [text.slice(start, end), reason]);
}

const WORDS = "river stone copper garden winter letter music candle market bridge harbour painter".split(" ");
const sentence = fc
  .uniqueArray(fc.constantFrom(...WORDS), { minLength: 4, maxLength: 8 })
  .map((words) => `${words.join(" ")}.`.replace(/^./, (c) => c.toUpperCase()));

test("a text that repeats a sentence loses the copy first, whole, and keeps the other", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(sentence, { minLength: 2, maxLength: 6 }),
      fc.nat(5),
      fc.nat(6),
      async (parts, which, where) => {
        const said = parts[which % parts.length]!;
        const text = parts.toSpliced(where % (parts.length + 1), 0, said).join(" ");
        const input = await weighed(text);
        const whole = input.tokenizer.count(text);
        const { removed, text: left } = compress(input, { tokens: whole - 1 });
        assert.deepEqual(
          removed.map(({ start, end, reason }) => [text.slice(start, end).trim(), reason]),
          [[said, `says the same as line 1: “${said.length > 40 ? `${said.slice(0, 39)}…` : said}”`]],
        );
        assert.equal(left.split(" ").length, parts.join(" ").split(" ").length);
        assert.ok(left.includes(said));
      },
    ),
    { numRuns: 300, seed: 8 },
  ));

describe("says the same", () => {
  for (const [name, text, copy, kept] of [
    [
      "a rule repeated in another section",
      "# Tone\n\nAlways answer in plain English.\n\n# Closing\n\nThank the customer.\n\n- Always answer in plain English.\n",
      "- Always answer in plain English.",
      "line 3: “Always answer in plain English.”",
    ],
    [
      "the same demand, once with its politeness",
      "Reply with short warm sentences. The shop sells books. Please make sure to reply with short warm sentences.",
      "Please make sure to reply with short warm sentences.",
      "line 1: “Reply with short warm sentences.”",
    ],
    [
      "a rule with a bound and a reminder",
      "# Tone\n\n- Never promise a refund above 150 EUR.\n\n# Closing\n\nThank the customer. Remember: never promise a refund above 150 EUR.\n",
      "Remember: never promise a refund above 150 EUR.",
      "line 3: “- Never promise a refund above 150 EUR.”",
    ],
    [
      "the fuller of two is kept",
      "The office opens on weekdays for all visitors. We sell books.\nThe main office opens on weekdays for all visitors.",
      "The office opens on weekdays for all visitors.",
      "line 2: “The main office opens on weekdays for a…”",
    ],
  ] as const) {
    test(name, async () => assert.deepEqual(await copiesIn(text), [[copy, `says the same as ${kept}`]]));
  }

  test("a paragraph pasted twice goes whole, with the sentences that point back", async () => {
    const paragraph = "The clerk checks every parcel twice. Then he signs this list with his name.";
    const found = await copiesIn(`${paragraph}\n\n${paragraph}\n`);
    assert.deepEqual(
      found.map(([copy]) => copy),
      ["The clerk checks every parcel twice.", "Then he signs this list with his name."],
    );
  });
});

describe("says something else", () => {
  for (const [name, text] of [
    [
      "another bound",
      "- Never promise a refund above 150 EUR.\n- Ask for the order number.\n- Never promise a refund above 250 EUR.\n",
    ],
    ["a negation differs", "Answer customers in plain English. Do not answer customers in plain English."],
    ["a number differs", "Wait 5 days before you close the ticket. Wait 7 days before you close the ticket."],
    ["a sign of a number differs", "Stop when the value is >= 5 units long. Stop when the value is <= 5 units long."],
    ["a name differs", "Send the weekly report to Alice for review. Send the weekly report to Bob for review."],
    ["the order differs", "Move the files from the archive to the desk. Move the files to the archive from the desk."],
    [
      "a condition is added",
      "Ask the customer for the order number. If it is lost, ask the customer for the order number.",
    ],
    ["a bound is added", "Send the customer a short friendly reply. Send the customer only a short friendly reply."],
    [
      "another list",
      "When it is found:\n\n- tell the customer the news\n\nWhen it is lost:\n\n- tell the customer the news\n",
    ],
    ["inside of another item", "- Parcels. Ask the clerk for help.\n- Letters. Ask the clerk for help.\n"],
    [
      "what each of two items goes on with",
      "- Bake the bread.\n  - Never open the hot oven.\n- Roast the meat.\n  - Never open the hot oven.\n",
    ],
    [
      "an answer",
      "- Is it too big? Do not take the parcel.\n- Is it too old? Do not take the parcel.\n- Is it wet? → Do not take it here.\n- Is it hot? → Do not take it here.\n",
    ],
    ["steps", "1. Stir the soup with care.\n2. Add the salt.\n3. Stir the soup with care.\n"],
    [
      "it points to what stands before",
      "The red button starts it. This needs two strong hands. The key stops it. This needs two strong hands.",
    ],
    [
      "another message",
      JSON.stringify([
        { role: "user", content: "Always answer in plain English." },
        { role: "user", content: "Always answer in plain English." },
      ]),
    ],
    [
      "a word problem",
      "Sam eats 3 red apples today. Sam eats 3 red apples today. How many apples did Sam eat in total?",
    ],
  ] as const) {
    test(name, async () => assert.deepEqual(await copiesIn(text), []));
  }

  for (const [what, first, second] of [
    ["phases", "## Phase 1: Plan", "## Phase 2: Build"],
    ["numbered steps", "## 1. Plan", "## 2. Build"],
    ["steps with parts", "## Step A\n\n### Rules", "## Step B\n\n### Rules"],
    ["cases", "## For guests", "## For hosts"],
  ] as const)
    test(`a rule said again in another of several ${what}`, async () => {
      const rule = "Never speak while you work.";
      const steps = `${first}\n\nDraw the bridge. ${rule}\n\n${second}\n\nLay the stones. ${rule}\n`;
      assert.deepEqual(await copiesIn(`# Work\n\n${steps}`), []);
      assert.deepEqual(
        (await copiesIn(`# Work\n\nThe bridge is old. ${rule}\n\n${steps}`)).map(([copy]) => copy),
        [rule, rule],
        "but not where it is said above of all of them",
      );
      assert.equal(
        (await copiesIn(steps.replace(rule, `${rule} Measure twice. ${rule}`))).length,
        1,
        "nor in the same",
      );
    });

  test("a copy on which the next sentence rests stays", async () => {
    const text = "The clerk checks every parcel. The clerk checks every parcel. He then signs the long list.";
    assert.deepEqual((await copiesIn(text)).length, 0);
  });
});

test("an item goes that only wants to be sound what an earlier one wants, whatever its verb, but not for another step or subject", async () => {
  const copies = async (one: string, other: string) => {
    const found = await copiesIn(
      `# Shop\n\n${one}\n- Open at nine in the morning\n\n${other}\n- Close at six in the evening\n`,
    );
    return found.map(([copy]) => copy);
  };
  for (const [one, other, copy] of [
    ["- Use shelf labels", "## Shelves\n\n- Implement proper shelf labels", "- Implement proper shelf labels"],
    ["## Bread\n\n- Use proper bags", "## Rules\n\n- Provide appropriate bags.", "- Provide appropriate bags."],
    ["- Handle open and late orders", "## Late\n\n- Handle late orders properly", "- Handle late orders properly"],
  ] as const)
    assert.deepEqual(await copies(one, other), [copy]);
  for (const [one, other] of [
    ["- Use proper bags", "- Use large bags properly"],
    ["- Use proper bags for bread", "- Use proper bags"],
    ["- Open proper bags", "- Use proper bags"],
    ["1. Use proper bags", "2. Use proper bags"],
    ["## Step 1\n\n- Use proper bags", "## Step 2\n\n- Use proper bags"],
    ["## Zwieback\n\n- Use proper bags", "## Pumpernickel\n\n- Implement proper bags"],
  ] as const)
    assert.deepEqual(await copies(one, other), []);
});

test("what was asked for stays, copy or not", async () => {
  const text = "The shop sells books and maps. We are here. The shop sells books and maps.";
  const input = await weighed(text, { force: ["maps"] });
  assert.equal(compress(input, { tokens: 0 }).text.match(/maps/g)?.length, 2);
});

test("inspection names the copy whole among what can go, with what says the same", async () => {
  const text = "The shop sells books and maps. We open on weekdays. The shop sells books and maps.";
  const { removable } = inspect(await weighed(text));
  const copy = removable.find((r) => r.reason.startsWith("says the same as line 1"));
  assert.equal(text.slice(copy!.start, copy!.end).trim(), "The shop sells books and maps.");
});

describe("few-shot examples", () => {
  const example = (input: string, output: string) => `Input: ${input}\nOutput: ${output}\n`;
  const charged = example("My card was charged twice.", "The label is billing");
  const lost = example("The parcel never came to my door.", "The label is delivery");

  test("of two that show the same answer the first goes, input and output together, but not by trim", async () => {
    const again = example("The parcel never came to my old door.", "The label is delivery");
    const text = `Classify the ticket.\n\n${lost}\n${charged}\n${again}`;
    const input = await weighed(text);
    assert.equal(compress(input).text, text);
    const { text: left, removed } = compress(input, { tokens: input.tokenizer.count(text) - 1 });
    assert.equal(left, `Classify the ticket.\n\n${charged}\n${again}`);
    assert.deepEqual(
      removed.map(({ loss, reason }) => [loss, reason]),
      [["example", "another example shows the same answer"]],
    );
  });

  test("with another answer both stay at any target", async () => {
    const other = example("The parcel never came to my old door.", "The label is returns");
    const text = `Classify the ticket.\n\n${lost}\n${charged}\n${other}`;
    assert.equal(compress(await weighed(text), { tokens: 0 }).text, text);
  });
});
