import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { Encoder } from "../../../engine/salience/encoder.ts";
import { SalienceEngine, type ScoredWord } from "../../../engine/salience/salience.ts";
import { windowed } from "../../../engine/salience/windowed-text.ts";
import student from "./golden/student.json" with { type: "json" };

/** Between our graph and the network of the recipe, both in single precision; in nats. */
const TOLERANCE = 1e-4;

const engine = new SalienceEngine();
const encoder = new Encoder();
after(() => Promise.all([engine.close(), encoder.close()]));

test("the graph says of every piece what the recipe's network says", async (t) => {
  for (const { name, ids, ...values } of student.cases) {
    await t.test(name, async () => {
      const reading = await encoder.read("surprisal", ids);
      for (const method of ["surprisal", "learned"] as const) {
        const ours = reading[method]!;
        assert.equal(ours.length, values[method].length);
        for (const [i, value] of values[method].entries()) assert.ok(Math.abs(ours[i]! - value) < TOLERANCE, method);
      }
    });
  }
});

test("a word's score is the mean over its pieces, window by window", async () => {
  const text = Array.from({ length: 60 }, (_, i) => `Step ${i} unwraps the marzipan of saxophonist ${i * 7}.`).join(
    " ",
  );
  const { words, pieces, windows } = windowed(text);
  assert.ok(windows.length > 1);
  const values: number[] = [];
  for (const { ids } of windows) values.push(...(await encoder.read("surprisal", ids)).surprisal!);
  const [scored] = await engine.score([text], { method: "surprisal" });
  for (const [i, { start, end }] of words.entries()) {
    const own = values.filter((_, piece) => pieces.starts[piece]! >= start && pieces.ends[piece]! <= end);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    assert.ok(Math.abs(scored![i]!.salience - mean) < 1e-6);
  }
});

test("what goes without saying surprises less than what does not", async () => {
  const score = async (text: string): Promise<(word: string) => number> => {
    const [words] = await engine.score([text], { method: "surprisal" });
    return (word) => words!.find(({ start, end }) => text.slice(start, end) === word)!.salience;
  };
  const of = await score("The committee of the United States praised one zebra for its trigonometry.");
  for (const [plain, rare] of [
    ["the", "zebra"],
    ["States", "praised"],
    ["for", "trigonometry"],
  ] as const)
    assert.ok(of(plain) < of(rare), `${plain} ${of(plain)}, ${rare} ${of(rare)}`);
});

test("scores are finite, from 0 up and the same every time, whatever the text", async () => {
  const fresh = new SalienceEngine();
  const finite = (words: readonly ScoredWord[]) =>
    words.every(({ salience }) => Number.isFinite(salience) && salience >= 0);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
      for (const method of ["surprisal", "learned"] as const) {
        const [words] = await engine.score([text], { method });
        assert.ok(finite(words!));
        assert.deepEqual((await fresh.score([text], { method }))[0], words);
      }
    }),
    { numRuns: 20 },
  );
  await fresh.close();
});
