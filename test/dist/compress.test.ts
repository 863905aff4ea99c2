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
