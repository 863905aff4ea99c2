import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScoredWord } from "../../../engine/salience/salience.ts";
import { weigh } from "../../../engine/weigh.ts";

const model = "gpt-5.5";

/** A salience that notes how many prompts it is asked for at once. */
function counted() {
  const seen = { now: 0, most: 0 };
  const score = async (texts: readonly string[]): Promise<ScoredWord[][]> => {
    seen.most = Math.max(seen.most, ++seen.now);
    await new Promise((later) => setTimeout(later, 20));
    seen.now--;
    return texts.map(() => []);
  };
  return { seen, salience: { score, embedParts: async () => [] } };
}

test("long prompts are weighed one after another, so that many take no more memory than one; short ones at once", async () => {
  for (const { blanks, most } of [
    { blanks: 200_000, most: 1 },
    { blanks: 1000, most: 4 },
  ]) {
    const { seen, salience } = counted();
    const text = `One two.${" ".repeat(blanks)}`;
    await Promise.all([1, 2, 3, 4].map(() => weigh({ text, model }, salience)));
    assert.equal(seen.most, most);
  }
});

test("a long prompt that is cancelled as it waits is not begun, and a failed one holds nobody up", async () => {
  const { seen, salience } = counted();
  const text = `One two.${" ".repeat(200_000)}`;
  const failing = { ...salience, score: () => Promise.reject(new Error("it failed")) };
  const first = weigh({ text, model }, failing);
  const second = weigh({ text, model }, salience, { signal: AbortSignal.abort() });
  const third = weigh({ text, model }, salience);
  await assert.rejects(first, /it failed/);
  await assert.rejects(second, { code: "cancelled" });
  await third;
  assert.equal(seen.most, 1);
});

test("every prompt is scored by the encoder for every language, unless a method is asked for", async () => {
  for (const [input, method] of [
    [{ text: "Answer the question in one sentence, and name the source of the figure." }, "multilingual"],
    [{ text: "用一句话回答问题。" }, "multilingual"],
    [{ text: "Answer in one sentence.", method: "decompx" }, "decompx"],
  ] as const) {
    const asked: string[] = [];
    const score = async (texts: readonly string[], options: { method: string }) => {
      asked.push(options.method);
      return texts.map((): ScoredWord[] => []);
    };
    await weigh({ ...input, model }, { score, embedParts: async () => [] });
    assert.deepEqual(asked, [method], input.text);
  }
});
