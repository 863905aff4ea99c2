import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { BLOCK, boundRoot, type Committed, commit, type Opening } from "../../../../engine/audit/coin/commit.ts";
import { leafHash, MerkleTree, topOf } from "../../../../engine/audit/coin/merkle.ts";
import { type Claim, openedBlocks, sampled } from "../../../../engine/audit/coin/proofs.ts";
import { SHARES } from "../../../../engine/audit/coin/shares.ts";
import type { Embedder } from "../../../../engine/salience/salience.ts";

/** Eight numbers that differ from text to text. */
const vectorOf = (text: string) =>
  Float32Array.from(createHash("sha256").update(text).digest().subarray(0, 8), (b) => b - 127.5);
/** Why openings prove nothing; undefined where they do. */
const faultIn = (claim: Omit<Claim, "dimensions">, asked: readonly number[], openings: readonly Opening[]) => {
  const opened = openedBlocks({ ...claim, dimensions: 8 }, asked, openings);
  return typeof opened === "string" ? opened : undefined;
};
const embedder: Embedder = { embed: async (texts) => texts.map(vectorOf) };
const tokensOf = (count: number, name = "hidden-word-") => Array.from({ length: count }, (_, i) => ` ${name}${i % 90}`);

const thoughtOf = (thinking: readonly string[]) => ({ question: [" Why", "?"], thinking, answer: [" So", "."] });

const [count, asked] = [BLOCK * 5 + 7, [3, 70, 71, 200, BLOCK * 5 + 6]];
const honest = await commit("call 1", thoughtOf(tokensOf(count)), embedder);
const judged = (openings: readonly Opening[], of: Committed = honest, call = "call 1", billed = of.commitment.count) =>
  faultIn({ call, commitment: of.commitment, billed }, asked, openings);
const openings = honest.open(asked);
const withOne = (changed: (opening: Opening) => Partial<Opening>, at = 2) =>
  openings.map((opening, i) => (i === at ? { ...opening, ...changed(opening) } : opening));

const flipped = (base64: string, bit: number) => {
  const bytes = Buffer.from(base64, "base64");
  bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
  return bytes.toString("base64");
};

test("what was committed to is proven, and a tree of any size proves each of its leaves in its place only", () => {
  assert.equal(judged(openings), undefined);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
      const leaves = Array.from({ length: size }, (_, i) => leafHash(Uint8Array.of(i)));
      const tree = new MerkleTree(leaves);
      const [at, other] = [a % size, b % size];
      const same = (index: number, of: number, path = tree.path(at)) => {
        const top = topOf(leaves[at]!, index, of, path);
        return top !== undefined && Buffer.compare(top, tree.top) === 0;
      };
      assert.ok(same(at, size));
      assert.equal(same(other, size), other === at);
      assert.equal(same(at, size, tree.path(at).slice(1)), false || tree.path(at).length === 0);
      assert.equal(same(size, size), false);
    }),
  );
});

test("a flipped bit anywhere in an opening is found", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom("token", "block", "salt", "path"), (bit, step, part) => {
      const tampered = withOne((opening) =>
        part === "path"
          ? { path: opening.path.map((hash, i) => (i === step % opening.path.length ? flipped(hash, bit) : hash)) }
          : { [part]: flipped(opening[part], bit) },
      );
      assert.ok(judged(tampered));
    }),
  );
});

test("a swapped leaf, a path cut or lengthened, and any other token than was asked for are found", () => {
  fc.assert(
    fc.property(fc.nat(count - 1), fc.nat(20), (other, step) => {
      const [elsewhere] = honest.open([other]);
      if (other !== 71) {
        assert.ok(judged(withOne(() => elsewhere!)));
        assert.ok(judged(withOne(() => ({ ...elsewhere!, index: 71 }))));
      }
      assert.ok(judged(withOne(({ path }) => ({ path: path.filter((_, i) => i !== step % path.length) }))));
      assert.ok(judged(withOne(({ path }) => ({ path: [...path, path[step % path.length]!] }))));
    }),
  );
  assert.ok(judged(openings.slice(1)));
  assert.ok(judged([...openings, openings[0]!]));
  assert.ok(judged(openings.toReversed()));
});

test("a root is of one call and one count: it is found where it is played again, or the bill says more", async () => {
  const other = await commit("call 2", thoughtOf(tokensOf(count, "other-word-")), embedder);
  const replayed = { commitment: honest.commitment, open: other.open };
  assert.ok(judged(openings, honest, "call 2"), "an old root and old proofs for a new call");
  assert.ok(judged(other.open(asked), replayed, "call 1"), "an old root with the new call's tokens");
  assert.match(judged(openings, honest, "call 1", count + 1)!, /Billed 328 hidden tokens, committed to 327/);
  // A tree that was cut, or of which more leaves are claimed than it has, is no tree of that many.
  for (const claimed of [count - 1, count + 1, 2 * count]) {
    const commitment = { ...honest.commitment, count: claimed };
    assert.ok(judged(openings, { ...honest, commitment }), `${claimed}`);
  }
});

test("tokens of one block that were committed to with different blocks are found", () => {
  const bytes = (text: string) => new Uint8Array(Int8Array.from(vectorOf(text)).buffer);
  const base64 = (part: Uint8Array) => Buffer.from(part).toString("base64");
  const salt = new Uint8Array(32);
  const blockOf = (i: number) => Buffer.concat([bytes(`block ${i}`), new Uint8Array(SHARES)]);
  const prints = [0, 1].map((i) => ({ block: blockOf(i), token: bytes(`token ${i}`) }));
  const tree = new MerkleTree(prints.map(({ block, token }) => leafHash(salt, block, token)));
  const root = Buffer.from(boundRoot("call", 2, tree.top)).toString("hex");
  const opened = prints.map(({ block, token }, index) => ({
    index,
    block: base64(block),
    token: base64(token),
    salt: base64(salt),
    path: tree.path(index).map(base64),
  }));
  const audited = { call: "call", commitment: { count: 2, root }, billed: 2 };
  assert.match(faultIn(audited, [0, 1], opened)!, /different blocks/);
  assert.equal(faultIn(audited, [0], opened.slice(0, 1)), undefined);
});

test("tokens are asked for in every block of an answer, of a long one in 64; nothing else is opened", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (size) => {
      const numbers = sampled(size);
      assert.deepEqual(
        numbers,
        [...new Set(numbers)].sort((a, b) => a - b),
      );
      assert.ok(numbers.every((number) => number >= 0 && number < size));
      const blocks = new Set(numbers.map((number) => Math.floor(number / BLOCK)));
      assert.equal(blocks.size, Math.min(64, Math.ceil(size / BLOCK)));
    }),
  );
  assert.deepEqual(
    honest.open(asked).map(({ index }) => index),
    asked,
  );
  assert.throws(() => honest.open([count]), RangeError);
  const text = JSON.stringify(openings);
  for (const token of tokensOf(90)) assert.ok(!text.includes(token.trim()), "no opening holds a token");
});
