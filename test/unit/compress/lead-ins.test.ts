import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compress } from "../../../engine/compress/compress.ts";
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
    return drawn.map(([lead, items]): List => ({ lead: `Avoid ${named(lead)}:`, items: items.map(named) }));
  });
const written = (list: List, margin: string) => `${list.lead}${margin}${list.items.map((i) => `- ${i}`).join("\n")}`;

test("what announces a list stays as long as any of it, at any budget", () =>
  fc.assert(
    fc.asyncProperty(
      lists,
      fc.constantFrom("\n", "\n\n"),
      fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      async (drawn, margin, keep) => {
        const text = drawn.map((list, i) => `## Part ${i}\n\n${written(list, margin)}\n`).join("\n");
        const left = compress(await weighed(text, { path: "AGENTS.md" }), { keep }).text;
        for (const { lead, items } of drawn) {
          if (items.some((item) => left.includes(item))) assert.ok(left.includes(lead), left);
        }
      },
    ),
    { numRuns: 200, seed: 4 },
  ));

test("so it is with lists in lists, and with code", async () => {
  const text =
    "# Rules\n\nNever do this:\n\n- with guests:\n  - shout\n  - sing\n- with `rm -rf`\n\nBe brief and warm.\n";
  const input = await weighed(text, { path: "AGENTS.md" });
  for (const keep of [0.9, 0.7, 0.5, 0.3, 0]) {
    const left = compress(input, { keep }).text;
    assert.match(left, /Never do/);
    if (/shout|sing/.test(left)) assert.match(left, /with guests:/);
  }
});

test("a colon within a line announces nothing", async () => {
  const { text } = compress(await weighed("# Rules\n\nHint: walls are thick. Never shout.\n", { path: "AGENTS.md" }), {
    keep: 0.7,
  });
  assert.match(text, /Never shout/);
  assert.doesNotMatch(text, /thick/);
});

test("a file of standing instructions loses whole sentences, however few it has", () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(phrase, { minLength: 4, maxLength: 6 }),
      fc.double({ min: 0.7, max: 1, noNaN: true }),
      async (drawn, keep) => {
        const sentences = drawn.map((words, i) => (i % 2 ? `Use ${words} only if asked.` : `Prefer ${words}.`));
        const { text } = compress(await weighed(sentences.join(" "), { path: "AGENTS.md" }), { keep });
        const left = text.split(/(?<=\.) /).filter((sentence) => sentence !== "");
        assert.deepEqual(
          left,
          sentences.filter((sentence) => left.includes(sentence)),
        );
      },
    ),
    { numRuns: 200, seed: 4 },
  ));

test("a section is left with nothing below its heading only where rules on terms need the room", async () => {
  const wishes = [
    "Write in short sentences.",
    "Use a warm tone.",
    "Name the sources you used.",
    "Put the summary first.",
  ];
  const rule = "Never promise refunds above 150 EUR.";
  const text = `# Tone\n\n${wishes.slice(0, 3).join(" ")}\n\n# Form\n\n${wishes[3]}\n\n# Money\n\n${rule}\n`;
  const input = await weighed(text, { path: "AGENTS.md" });
  const { text: left } = compress(input, { keep: 0.75 });
  assert.match(left, /# Form\n\n\S/);
  assert.match(left, /# Tone\n\n\S/);
  assert.ok(compress(input, { keep: 0.5 }).text.includes(rule));
});
