import type { SentencePieceData, VocabularyData } from "./vocabulary-file.ts";

/** No such token. */
export const NONE = -1;

/** Base of the polynomial hash: hash(a + b) = hash(a) * BASE^length(b) + hash(b), modulo 2^32. */
const BASE = 0x01000193;

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let i = start; i < end; i++) hash = (Math.imul(hash, BASE) + bytes[i]! + 1) | 0;
  return hash;
}

/**
 * The tokens of a vocabulary, found by their bytes. A token's number is its rank too: of two possible merges the one
 * with the lower number comes first.
 */
export class Vocabulary {
  /** The id of token 0. */
  readonly firstId: number;
  /** All tokens' bytes, and where each token's start; one offset more than there are tokens. */
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
  /** Length of the longest token, in bytes. */
  readonly longest: number;
  /** The token of each single byte. */
  readonly byteTokens: Int32Array;
  /** Present where merging starts from characters, with bytes for those that are not in the vocabulary. */
  readonly sentencePiece: SentencePieceData | undefined;

  readonly #isUnreachable: Uint8Array;
  readonly #splits: Uint16Array | undefined;
  readonly #hashes: Int32Array;
  readonly #powers: Int32Array;
  /** A hash table with linear probing: a slot holds a token's hash and the token + 1, or zeros where it is empty. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(data: VocabularyData) {
    const count = data.lengths.length;
    this.firstId = data.firstId;
    this.bytes = data.bytes;
    this.sentencePiece = data.sentencePiece;
    this.#isUnreachable = new Uint8Array(count);
    for (const token of data.unreachable) this.#isUnreachable[token] = 1;
    this.#splits = data.splits;

    this.offsets = offsetsOf(data.lengths);
    this.#hashes = hashesOf(data.bytes, this.offsets);
    this.#slots = slotsOf(data.lengths, this.#hashes);
    this.#mask = this.#slots.length / 2 - 1;

    this.longest = longestOf(data.lengths);
    this.#powers = new Int32Array(this.longest + 1).fill(1);
    for (let i = 1; i <= this.longest; i++) this.#powers[i] = Math.imul(this.#powers[i - 1]!, BASE);

    this.byteTokens = Int32Array.from(
      data.sentencePiece?.byteFallback ??
        Array.from({ length: 256 }, (_, byte) => this.find(Uint8Array.of(byte), 0, 1)),
    );
  }

  /** The token of these bytes, or NONE. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return end - start > this.longest ? NONE : this.#findHashed(hashOf(bytes, start, end), bytes, start, end);
  }

  /** The token that a piece of these bytes, with this hash, is as a whole without merging, or NONE. */
  findWhole(hash: number, bytes: Uint8Array, start: number, end: number): number {
    if (end - start > this.longest) return NONE;
    const token = this.#findHashed(hash, bytes, start, end);
    return token !== NONE && this.#isUnreachable[token] ? NONE : token;
  }

  /** The token that two neighbours merge into, or NONE. */
  findMerge(left: number, right: number): number {
    const { bytes, offsets } = this;
    const leftStart = offsets[left]!;
    const rightStart = offsets[right]!;
    const leftLength = offsets[left + 1]! - leftStart;
    const rightLength = offsets[right + 1]! - rightStart;
    const length = leftLength + rightLength;
    if (length > this.longest || leftLength === 0 || rightLength === 0) return NONE;
    const hash = (Math.imul(this.#hashes[left]!, this.#powers[rightLength]!) + this.#hashes[right]!) | 0;
    for (let slot = firstSlot(hash, this.#mask); ; slot = (slot + 1) & this.#mask) {
      const token = this.#slots[slot * 2 + 1]! - 1;
      if (token === NONE) return NONE;
      if (this.#slots[slot * 2] !== hash) continue;
      const start = offsets[token]!;
      if (
        offsets[token + 1]! - start === length &&
        same(bytes, start, bytes, leftStart, leftLength) &&
        same(bytes, start + leftLength, bytes, rightStart, rightLength)
      ) {
        return this.#splits === undefined || this.#splits[token] === leftLength ? token : NONE;
      }
    }
  }

  /** How many tokens there are. */
  get size(): number {
    return this.offsets.length - 1;
  }

  /** Bytes of a token. One that stands for a single byte is stored without any. */
  bytesOf(token: number): Uint8Array {
    const byte = this.sentencePiece?.byteFallback.indexOf(token) ?? -1;
    if (byte >= 0) return Uint8Array.of(byte);
    return this.bytes.subarray(this.offsets[token], this.offsets[token + 1]);
  }

  #findHashed(hash: number, bytes: Uint8Array, start: number, end: number): number {
    for (let slot = firstSlot(hash, this.#mask); ; slot = (slot + 1) & this.#mask) {
      const token = this.#slots[slot * 2 + 1]! - 1;
      if (token === NONE) return NONE;
      if (this.#slots[slot * 2] !== hash) continue;
      const own = this.offsets[token]!;
      const length = this.offsets[token + 1]! - own;
      if (length === end - start && same(this.bytes, own, bytes, start, length)) return token;
    }
  }
}

function longestOf(lengths: Uint16Array): number {
  let longest = 0;
  for (const length of lengths) if (length > longest) longest = length;
  return longest;
}

function offsetsOf(lengths: Uint16Array): Uint32Array {
  const offsets = new Uint32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) offsets[i + 1] = offsets[i]! + lengths[i]!;
  return offsets;
}

function hashesOf(bytes: Uint8Array, offsets: Uint32Array): Int32Array {
  const hashes = new Int32Array(offsets.length - 1);
  for (let i = 0; i < hashes.length; i++) hashes[i] = hashOf(bytes, offsets[i]!, offsets[i + 1]!);
  return hashes;
}

function slotsOf(lengths: Uint16Array, hashes: Int32Array): Int32Array {
  const capacity = 2 ** Math.ceil(Math.log2(lengths.length * 2));
  const mask = capacity - 1;
  const slots = new Int32Array(capacity * 2);
  for (let token = 0; token < lengths.length; token++) {
    if (lengths[token] === 0) continue;
    let slot = firstSlot(hashes[token]!, mask);
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    slots[slot * 2] = hashes[token]!;
    slots[slot * 2 + 1] = token + 1;
  }
  return slots;
}

/** Spreads a hash over the table (the finalizer of MurmurHash3, shortened). */
function firstSlot(hash: number, mask: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & mask;
}

function same(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aStart + i] !== b[bStart + i]) return false;
  return true;
}
