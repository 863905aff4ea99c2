import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

const read = (text: string, path = "a.md") => {
  const { examples, protections } = parsePrompt(text, { path });
  return {
    examples: examples.map(({ question, answer }) =>
      [question, answer].map(({ start, end }) => text.slice(start, end).trim()),
    ),
    slots: [
      ...new Set(protections.filter((p) => p.reason === "answer slot").map((p) => text.slice(p.start, p.end).trim())),
    ],
  };
};

const pair = (asked: string, answered: string) => `${asked}\n${answered}\n\n`;

test("blocks of the same labels are examples, each with its answer, and the last one waits for its own", () => {
  for (const [ask, answer] of [
    ["Review", "Sentiment"],
    ["Q", "A"],
    ["**Input**", "**Output**"],
    ["评论", "情感"],
    ["Kundenmail", "Abteilung"],
    ["Текст", "Тон"],
  ]) {
    const first = [`${ask}: The one. It is good.`, `${answer}: yes`];
    const second = [`${ask}: The other\nof two lines`, `${answer}: no`];
    const text = `Answer yes or no.\n\n${pair(first[0]!, first[1]!)}${pair(second[0]!, second[1]!)}Now the last one.\n\n${ask}: {text}\n${answer}:`;
    assert.deepEqual(read(text), { examples: [first, second], slots: [`${ask}: {text}`, `${answer}:`] });
  }
});

test("the last example ends where the open one begins, whatever stands between them", () => {
  const [first, second] = ["Mail: It broke.\nDesk: repair", "Mail: It is late.\nDesk: post"];
  for (const rule of ["\n", "\n###\n", "\n---\n"]) {
    const { examples } = read([`Name the desk.\n`, first, second, "Mail: {text}\nDesk:"].join(rule));
    assert.deepEqual(
      examples.map((example) => example.join("\n")),
      [first, second],
    );
  }
});

test("without a last one that waits, only labels that ask and answer tell, numbers, or what they stand in", () => {
  const rules = pair("When: it rains", "Do: stay in") + pair("When: it shines", "Do: go out");
  const problems = pair("Problem: it hangs", "Solution: restart") + pair("Problem: it fails", "Solution: mend it");
  assert.deepEqual(read(`${rules}${problems}Done.`).examples, []);
  assert.equal(read(pair("Q: 1+1", "A: two") + pair("Q: 2+2", "A: four")).examples.length, 2);
  assert.equal(read(`# Examples\n\n## Weather\n\n${rules}\n# Rules\n\nBe kind.`).examples.length, 2);
  assert.equal(read(`Here are a few examples:\n\n${rules}Be kind.`).examples.length, 2);
  assert.equal(read(`Examples:\n\n${rules.replace(/^(?=.)/gm, "> ")}`).examples.length, 2);
  assert.deepEqual(read("Example 1: so it is\n\nExample 2: so it is not\n\nBe kind.").examples, [
    ["", "Example 1: so it is"],
    ["", "Example 2: so it is not"],
  ]);
});

test("elements and subsections that are called examples are one each; a form that is asked for is none", () => {
  const tagged = (inner: string) => `<example>\n${inner}\n</example>`;
  assert.deepEqual(
    read(`<examples>\n${tagged("<ask>One</ask>\n<reply>Two</reply>")}\n${tagged("Three")}\n</examples>\n`, "a.txt")
      .examples,
    [
      ["<example>\n<ask>One</ask>", "<reply>Two</reply>\n</example>"],
      ["", "<example>\nThree\n</example>"],
    ],
  );
  const sections = read("# Examples\n\n### A\n\nOne\n\n---\n\n### B\n\nTwo\n\n# Rules\n\nBe kind.\n").examples;
  assert.deepEqual(
    sections.map(([, example]) => example),
    ["### A\n\nOne", "### B\n\nTwo"],
  );
  assert.deepEqual(read("# Example Output\n\n## Summary\n\nText\n\n## Risks\n\nText\n").examples, []);
  assert.deepEqual(read("Use `<example>` and `</example>`.\n\n```yaml\nQ: a\nA: b\n\nQ: c\nA: d\n```\n").examples, []);
});

test("of a chat the turns before the last of the user are examples, row by row", () => {
  const turns = ["system", "user", "assistant", "user", "assistant", "user"].map((role, i) => ({
    role,
    content: `Turn ${i}.`,
  }));
  const shown = (messages: unknown[], path: string) =>
    read(messages.map((m) => JSON.stringify({ messages: m })).join("\n"), path).examples;
  assert.deepEqual(shown([turns], "a.json"), [
    ["Turn 1.", "Turn 2."],
    ["Turn 3.", "Turn 4."],
  ]);
  assert.deepEqual(shown([turns.slice(0, 3), turns.slice(0, 4)], "a.jsonl"), [["Turn 1.", "Turn 2."]]);
});

test("the number of an example on the line above goes with it", () => {
  const text = `Beispiel 1\n${pair("Frage: Eins", "Klasse: A")}### Beispiel 2\n\n${pair("Frage: Zwei", "Klasse: B")}Frage: {x}\nKlasse:`;
  assert.deepEqual(read(text).examples, [
    ["Beispiel 1\nFrage: Eins", "Klasse: A"],
    ["### Beispiel 2\n\nFrage: Zwei", "Klasse: B"],
  ]);
});

test("lines with an arrow are examples where the last of them waits for its answer", () => {
  const lines = "one => un\ntwo => deux\n";
  assert.deepEqual(read(`Translate.\n\n${lines}{word} =>`), {
    examples: [
      ["one", "=> un"],
      ["two", "=> deux"],
    ],
    slots: ["{word} =>"],
  });
  assert.deepEqual(read(`Route it.\n\n${lines}\nBe kind.`), { examples: [], slots: [] });
});

test("a label alone at the end waits for its answer", () => {
  assert.deepEqual(read("Be brief.\n\nText: {text}\n\nSummary:\n").slots, ["Summary:"]);
  assert.deepEqual(read("Be brief. Use these:\n\n- one\n").slots, []);
});

test("examples are disjoint, in order and inside of the text, in linear time", () => {
  const piece = fc.constantFrom(
    "Q: a\n",
    "A: b\n",
    "\n",
    "A:\n",
    "<example>",
    "</example>\n",
    "# Examples\n",
    "## One\n",
    "{x} ",
    "---\n",
    "word ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      let from = 0;
      for (const { start, end, question, answer } of parsePrompt(text, { path: "a.md" }).examples) {
        assert.ok(from <= start && start < end && end <= text.length);
        assert.ok(start <= question.start && question.end <= answer.start && answer.end <= end);
        from = end;
      }
    }),
  );
  for (const unit of [
    "Q: a\nA: b\n\n",
    "Note: a\n",
    "<example>a</example>\n",
    "# Examples\n## a\n",
    "Example 1: a\n",
    "A:\n \n",
  ])
    parsePrompt(unit.repeat(5000), { path: "a.md" });
});
