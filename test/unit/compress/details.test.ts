import assert from "node:assert/strict";
import { test } from "node:test";
import { atomsOf } from "../../../engine/compress/atoms/atoms.ts";
import { detailsOf } from "../../../engine/compress/order/phrases/details.ts";
import { describeWords } from "../../../engine/compress/worth/word-features.ts";
import { lexicon } from "../../../engine/lexicon/lexicon.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";

/** What is left of a sentence as its details go, the least first; each word's chance is given, 0.1 where it is not. */
function steps(text: string, chances: Readonly<Record<string, number>> = {}, held: readonly string[] = []): string[] {
  const words = describeWords(atomsOf(parsePrompt(text), [], []));
  const { atoms } = words;
  const { details } = detailsOf(
    words,
    { first: 0, end: atoms.length },
    Float64Array.from(atoms, ({ term }) => chances[term] ?? 0.1),
    lexicon("en").verbs,
    (i) => held.includes(atoms[i]!.term),
  );
  const gone = new Set<number>();
  return details
    .toSorted((a, b) => a.worth - b.worth || b.first - a.first)
    .map(({ first, end }) => {
      for (let i = first; i < end; i++) gone.add(i);
      return atoms.flatMap((atom, i) => (gone.has(i) || atom.closing ? [] : [atom.text])).join(" ");
    });
}

test("phrases go from the end of their sentence", () => {
  assert.deepEqual(steps("The ferry crossed the lake with ten passengers at noon."), [
    "The ferry crossed the lake with ten passengers",
    "The ferry crossed the lake",
  ]);
});

test("what is left of a sentence has its verb, wherever that stands", () => {
  for (const text of [
    "The oldest bridge of the town by the mill is closed to carts in winter.",
    "The oldest bridge in the town, a work of two brothers, collapsed in a storm.",
    "The stones taken from the river are stored in a shed by the mill.",
    "The keeper who lives by the lake has a boat in the shed of a friend.",
  ]) {
    const verb = /\b(?:is closed|collapsed|are stored|has)\b/.exec(text)![0];
    const left = steps(text);
    assert.ok(left.length > 0, text);
    for (const step of left) assert.ok(step.includes(verb), step);
  }
});

test("what is one preposition in two words goes with what it governs", () => {
  for (const step of steps("The keeper used tools such as a saw, due to the storm, along with the crew by the mill."))
    assert.doesNotMatch(step, /\b(?:such|due|along)$/);
});

test("behind a clause between commas the one around it goes on, whatever its verb", () => {
  for (const step of steps("The keeper's moves, where the boat stood by the mill, often stem from the winter."))
    assert.match(step, /moves,? .*often stem/);
});

test("a clause that a conjunction joins goes whole or has its verb", () => {
  for (const step of steps("The wind turned the mill, and the wheel by the river stands in the mud."))
    assert.match(step, /^(?:(?!wheel).)*$|wheel by the river stands/);
});

test("a phrase that opens the sentence and what stands in brackets go by themselves", () => {
  const left = steps("In May, the museum (once a prison) opened a hall.");
  assert.equal(left.at(-1), "the museum opened a hall.".slice(0, -1));
});

test("what is worth more than what it hangs on goes right before that, not sooner than what is worth less", () => {
  const chances = { gold: 0.9, chest: 0.9 };
  const [first] = steps(
    "She found a map under the floor in a chest of gold, and she left a note on the table.",
    chances,
  );
  assert.ok(first!.includes("chest of gold"), first);
  assert.ok(!first!.includes("on the table"), first);
});

test("nothing goes before what is held behind it", () => {
  assert.deepEqual(steps("The ferry crossed the lake with ten passengers at noon.", {}, ["noon"]), []);
});
