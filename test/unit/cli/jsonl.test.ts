import assert from "node:assert/strict";
import { test } from "node:test";
import { projectPath, tare } from "../../support/tare.ts";

const subjects = ["the invoice", "a parcel", "your password", "our refund policy", "the new plan"];
const prompt = (i: number) =>
  `Customer ${i} asks about ${subjects[i % subjects.length]}. Please answer politely in at most ${(i % 7) + 2} sentences, ` +
  `and never mention order ${i * 37} unless the customer has really asked for it.`;
const batch = (n: number) =>
  Array.from({ length: n }, (_, i) => `${JSON.stringify({ id: i, text: prompt(i), keep: 0.6 })}\n`).join("");

function compressBatch(n: number) {
  const { status, stdout, stderr } = tare(["compress", "--jsonl"], batch(n), {
    NODE_OPTIONS: `--require ${projectPath("test/support/peak-memory.cjs")}`,
  });
  assert.equal(status, 0, stderr);
  return {
    results: stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
    peak: Number(/PEAK (\d+)/.exec(stderr)![1]),
  };
}

test("1,000 prompts come back in order, in the memory of 100", { timeout: 600_000 }, () => {
  const few = compressBatch(100);
  const many = compressBatch(1000);
  assert.equal(many.results.length, 1000);
  many.results.forEach((result, i) => {
    assert.equal(result.id, i);
    assert.ok(result.limited || result.after <= Math.floor(0.6 * result.before));
    assert.match(result.text, new RegExp(`\\b${i * 37}\\b`));
  });
  // 900 more prompts may not cost more than the noise of the allocator.
  assert.ok(many.peak < few.peak + 64e6, `${few.peak} bytes for 100, ${many.peak} for 1,000`);
});
