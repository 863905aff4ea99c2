import { createHmac, randomBytes } from "node:crypto";
import type { Embedder } from "../../salience/salience.ts";
import { leafHash, MerkleTree, rootHash, wholeNumber } from "./merkle.ts";
import { sharesOf, type Thought } from "./shares.ts";

/** Tokens of a block. Paper: 256 or 512; ours is what the encoder reads as about three sentences. */
export const BLOCK = 64;

/** What a provider publishes with an answer: how many hidden tokens it has, and a hash that binds it to each of them. */
export interface Commitment {
  readonly count: number;
  /** Hexadecimal. */
  readonly root: string;
}

/** One hidden token as a provider opens it: what it and its block mean, never the token itself. */
export interface Opening {
  /** Number of the token, from 0. */
  readonly index: number;
  /**
   * Its embedding and that of its block, a signed byte a dimension, behind the block's how it shares its words (`shares.ts`);
   * with salt and path in base64.
   */
  readonly token: string;
  readonly block: string;
  readonly salt: string;
  readonly path: readonly string[];
}

/** The provider's half. */
export interface Committed {
  readonly commitment: Commitment;
  /** Opens the tokens with these numbers, and no other. Throws a `RangeError` for one that there is not. */
  readonly open: (indexes: readonly number[]) => Opening[];
}

/**
 * Commits to hidden tokens (CoIn, arXiv 2505.13778, section 4.1): cuts them into blocks, makes of each token the fingerprint
 * embedding(block) || embedding(token), and hashes these into a tree. Beyond the paper, a block's part says how it shares its
 * words, a leaf is salted, so that the siblings in a path cannot be guessed from the vocabulary, and the root is bound to the
 * count and the call, so that no other call's root stands for it. `call`: what both sides name the call by. `thought`: the
 * texts of the tokens, in order; of thinking at least one.
 */
export async function commit(call: string, thought: Thought, embedder: Embedder): Promise<Committed> {
  const tokens = thought.thinking;
  const blocks = Array.from({ length: Math.ceil(tokens.length / BLOCK) }, (_, i) =>
    tokens.slice(i * BLOCK, (i + 1) * BLOCK).join(""),
  );
  const different = [...new Set(tokens)];
  const shares = sharesOf(thought, BLOCK);
  const ofBlocks = (await embedder.embed(blocks)).map((vector, i) => Buffer.concat([bytesOf(vector), shares[i]!]));
  const ofTokens = new Map((await embedder.embed(different)).map((vector, i) => [different[i]!, bytesOf(vector)]));
  const secret = randomBytes(32);
  const salts = tokens.map((_, i) => createHmac("sha256", secret).update(String(i)).digest());
  const prints = tokens.map((token, i) => [ofBlocks[Math.floor(i / BLOCK)]!, ofTokens.get(token)!] as const);
  const tree = new MerkleTree(prints.map(([block, token], i) => leafHash(salts[i]!, block, token)));
  return {
    commitment: { count: tokens.length, root: hex(boundRoot(call, tokens.length, tree.top)) },
    open: (indexes) =>
      indexes.map((index) => {
        const print = prints[index];
        if (!print) throw new RangeError(`There is no hidden token ${index}.`);
        const [block, token] = print.map(base64) as [string, string];
        return { index, token, block, salt: base64(salts[index]!), path: tree.path(index).map(base64) };
      }),
  };
}

/** The root of a call's hidden tokens, by the top of their tree. */
export function boundRoot(call: string, count: number, top: Uint8Array): Uint8Array {
  return rootHash(Buffer.from(call), wholeNumber(count), wholeNumber(BLOCK), top);
}

/** An embedding as signed bytes: its direction, which is all that is compared. */
export function bytesOf(vector: Float32Array): Uint8Array {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return new Uint8Array(Int8Array.from(vector, (value) => Math.round((127 * value) / largest)).buffer);
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
