import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom } from "../../../../bench/support/statistics.ts";
import { bytesOf } from "../../../../engine/audit/coin/commit.ts";
import type { OpenedBlock } from "../../../../engine/audit/coin/proofs.ts";
import { SHARES } from "../../../../engine/audit/coin/shares.ts";
import { chanceOf, LEAST_BLOCKS, padding, weights } from "../../../../engine/audit/coin/verdict.ts";
import { DIMENSION } from "../../../../engine/salience/encoder.ts";

/** Directions at random, and blocks that lie some way off one. */
function answerOf(seed: number, count: number, apart: number) {
  const random = seededRandom(seed);
  const vector = () => Float32Array.from({ length: DIMENSION }, () => random() - 0.5);
  const topic = vector();
  const near = () => {
    const own = vector();
    return new Int8Array(bytesOf(topic.map((value, i) => value + apart * own[i]!)).buffer);
  };
  const shares = new Uint8Array(SHARES).fill(128);
  const blocks = Array.from(
    { length: count },
    (): OpenedBlock => ({ embedding: near(), shares, tokens: [near(), near()] }),
  );
  return { blocks, exchange: { question: topic, answer: topic } };
}

test("whatever is opened gets a number, and how long its embeddings are does not change it", () => {
  const embedding = fc.int8Array({ minLength: DIMENSION, maxLength: DIMENSION });
  const shares = fc.uint8Array({ minLength: SHARES, maxLength: SHARES });
  const block = fc.record({ embedding, shares, tokens: fc.array(embedding, { minLength: 1, maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(block, { minLength: LEAST_BLOCKS, maxLength: LEAST_BLOCKS + 4 }), fc.nat(), (blocks, seed) => {
      const { exchange } = answerOf(seed, 1, 1);
      const odds = padding(blocks, exchange, weights());
      assert.ok(Number.isFinite(odds));
      const twice = { question: exchange.question.map((v) => 2 * v), answer: exchange.answer.map((v) => 2 * v) };
      assert.ok(Math.abs(padding(blocks, twice, weights()) - odds) < 1e-6 * Math.max(1, Math.abs(odds)));
    }),
    { numRuns: 30 },
  );
});

test("an answer looks the more padded, the more of its blocks are of something else, or one block over and over", () => {
  for (const seed of [1, 2, 3]) {
    const { blocks, exchange } = answerOf(seed, 16, 1);
    const sharing = (of: readonly OpenedBlock[], value: number) =>
      of.map((block) => ({ ...block, shares: new Uint8Array(SHARES).fill(value) }));
    const odds = (added: readonly OpenedBlock[]) => padding([...blocks, ...added], exchange, weights());
    const foreign = sharing(answerOf(seed + 100, 16, 1).blocks, 0);
    assert.ok(odds(foreign.slice(0, 4)) > odds([]));
    assert.ok(odds(foreign) > odds(foreign.slice(0, 4)));
    assert.ok(odds(sharing(Array(16).fill(blocks[3]), 255)) > odds([]));
  }
});

test("an answer is held against honest ones of about its length; where too few are known nothing is said of it", () => {
  const honest = Array.from({ length: 40 }, (_, i): [number, number] => [i < 20 ? 10 : 60, i]);
  assert.equal(chanceOf(100, 12, honest), 1 / 21);
  assert.equal(chanceOf(0, 12, honest), 1);
  assert.equal(chanceOf(100, 60, honest), 1 / 21);
  for (const blocks of [1, 400]) assert.equal(chanceOf(100, blocks, honest), undefined);
  assert.equal(chanceOf(100, 12, honest.slice(2, 20)), undefined);
});
