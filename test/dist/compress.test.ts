import assert from "node:assert/strict";
import { test } from "node:test";
import { tare } from "../support/tare.ts";

const TEXT = "You help the readers of a library. Please name the shelf first. Never lend more than 5 books at once.\n";
const TRIMMED = TEXT.replace("Please name", "Name");

test("without a target a prompt is trimmed, and what went is told", () => {
  const { stdout, stderr, status } = tare(["compress"], TEXT);
  assert.equal(status, 0);
  assert.equal(stdout, TRIMMED);
  assert.match(stderr, /^tare: \d+ -> \d+ tokens; saves 1 input token per call\n$/);
  const { removed, recased, limited } = JSON.parse(tare(["compress", "--json"], TEXT).stdout);
  assert.deepEqual(removed, [{ start: 34, end: 41, loss: "filler", reason: "politeness" }]);
  assert.deepEqual(recased, [{ start: 42, end: 43, text: "N" }]);
  assert.equal(limited, undefined);
});

test("what a compression counts is what an inspection counts: the text that is sent, not the file", () => {
  const picture = Buffer.from("89504e470d0a1a0a0000000d49484452000000300000003008020000", "hex").toString("base64");
  const url = `data:image/png;base64,${picture}${"A".repeat(4000)}`;
  const content = [
    { type: "text", text: TEXT },
    { type: "image_url", image_url: { url } },
  ];
  const chat = JSON.stringify({ model: "gpt-4o", messages: [{ role: "user", content }] });
  const { sent } = JSON.parse(tare(["inspect", "--json"], chat).stdout);
  const { before, after } = JSON.parse(tare(["compress", "--json"], chat).stdout);
  assert.deepEqual([before, after], [sent.tokens, sent.tokens - 1]);
  assert.ok(sent.tokens < 300);
  assert.match(tare(["inspect"], chat).stdout, /Trim removes 1 of/);
});

test("so are the lines of a batch that give none", () => {
  const lines = [{ text: TEXT }, { text: TEXT, keep: 0.1 }].map((line) => JSON.stringify(line));
  const [free, squeezed] = tare(["compress", "--jsonl"], lines.join("\n")).stdout.trim().split("\n");
  assert.equal(JSON.parse(free!).text, TRIMMED);
  assert.equal(JSON.parse(free!).limited, undefined);
  assert.equal(JSON.parse(squeezed!).text, TRIMMED);
  assert.equal(JSON.parse(squeezed!).limited, true);
});

test("a target that rules alone exceed keeps them, and says how many would have to go", () => {
  const { stdout, stderr } = tare(["compress", "--keep", "0.1"], TEXT);
  assert.equal(stdout, TRIMMED);
  assert.match(stderr, /2 of 2 rules would have to go; they are kept/);
});

test("the strengths say how far a target may go", () => {
  const squeezed = (strength: string) => tare(["compress", "--keep", "0.6", "--strength", strength], TEXT).stdout;
  assert.equal(squeezed("strict"), tare(["compress", "--strength", "strict"], TEXT).stdout);
  assert.equal(squeezed("normal"), TRIMMED);
  assert.match(squeezed("light"), /Never lend more than 5 books/);
  assert.notEqual(squeezed("light"), TRIMMED);
});
