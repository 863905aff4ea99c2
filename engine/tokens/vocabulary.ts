import type { VocabularyData } from "./vocabulary-file.ts";

/** No such token. */
export const NONE = -1;

/** Base of the polynomial hash: hash(a + b) = hash(a) * BASE^length(b) + hash(b), modulo 2^32. */
const BASE = 0x01000193;

/**
 * The tokens of a vocabulary, found by their bytes. A token's number is its rank too: of two possible merges the one
 * with the lower number comes first.
 */
export class Vocabulary {
  /** The id of token 0. */
  readonly firstId: number;
  /** Length of the longest token, in bytes. */
  readonly longest: number;
  /** Whether merging starts from code points, with bytes for what is not in the vocabulary, or from bytes. */
  readonly startsFromCharacters: boolean;
  /** The token of each single byte. */
  readonly byteTokens: Int32Array;
  /** Tokens that are cut out of the text before anything else. */
  readonly isolated: ReadonlySet<number>;

  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;
  readonly #splits: Uint16Array | undefined;
  readonly #unreachable: ReadonlySet<number>;
  readonly #hashes: Int32Array;
  readonly #powers: Int32Array;
  /** Open addressing with linear probing: a slot holds a token's hash and the token + 1, or zeros. */
  readonly #slots: Int32Array;
  readonly #slotMask: number;

  constructor(data: VocabularyData) {
    const { bytes, lengths } = data;
    const count = lengths.length;
    this.firstId = data.firstId;
    this.isolated = new Set(data.isolated);
    this.#bytes = bytes;
    this.#splits = data.splits;
    this.#unreachable = new Set(data.unreachable);
    this.#offsets = new Uint32Array(count + 1);
    this.#hashes = new Int32Array(count);

    const capacity = 2 ** Math.ceil(Math.log2(count * 2));
    this.#slotMask = capacity - 1;
    this.#slots = new Int32Array(capacity * 2);
    this.longest = this.#fillTable(lengths);

    this.#powers = new Int32Array(this.longest + 1);
    this.#powers[0] = 1;
    for (let i = 1; i <= this.longest; i++) this.#powers[i] = Math.imul(this.#powers[i - 1]!, BASE);

    this.startsFromCharacters = data.byteFallback !== undefined;
    this.byteTokens = Int32Array.from(
      data.byteFallback ?? Array.from({ length: 256 }, (_, byte) => this.find(Uint8Array.of(byte), 0, 1)),
    );
  }

  /** The token of these bytes, or NONE. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length > this.longest) return NONE;
    let hash = 0;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, BASE) + bytes[i]! + 1) | 0;
    for (let slot = this.#firstSlot(hash); ; slot = (slot + 1) & this.#slotMask) {
      const token = this.#slots[slot * 2 + 1]! - 1;
      if (token < 0) return NONE;
      if (this.#slots[slot * 2] === hash && this.#equals(token, bytes, start, length)) return token;
    }
  }

  /** The token that a piece of these bytes is as a whole, without merging, or NONE. */
  findWhole(bytes: Uint8Array, start: number, end: number): number {
    const token = this.find(bytes, start, end);
    return token >= 0 && this.#unreachable.size > 0 && this.#unreachable.has(token) ? NONE : token;
  }

  /** The token that two neighbours merge into, or NONE. */
  findMerge(left: number, right: number): number {
    const offsets = this.#offsets;
    const leftStart = offsets[left]!;
    const rightStart = offsets[right]!;
    const leftLength = offsets[left + 1]! - leftStart;
    const rightLength = offsets[right + 1]! - rightStart;
    if (leftLength + rightLength > this.longest || leftLength === 0 || rightLength === 0) return NONE;
    const hash = (Math.imul(this.#hashes[left]!, this.#powers[rightLength]!) + this.#hashes[right]!) | 0;
    for (let slot = this.#firstSlot(hash); ; slot = (slot + 1) & this.#slotMask) {
      const token = this.#slots[slot * 2 + 1]! - 1;
      if (token < 0) return NONE;
      if (this.#slots[slot * 2] !== hash) continue;
      const start = offsets[token]!;
      if (
        offsets[token + 1]! - start === leftLength + rightLength &&
        same(this.#bytes, start, leftStart, leftLength) &&
        same(this.#bytes, start + leftLength, rightStart, rightLength)
      ) {
        return this.#splits === undefined || this.#splits[token] === leftLength ? token : NONE;
      }
    }
  }

  /** Bytes of a token. */
  bytesOf(token: number): Uint8Array {
    return this.#bytes.subarray(this.#offsets[token], this.#offsets[token + 1]);
  }

  /** Enters all tokens; returns the length of the longest. */
  #fillTable(lengths: Uint16Array): number {
    const bytes = this.#bytes;
    const slots = this.#slots;
    let longest = 0;
    let at = 0;
    for (let token = 0; token < lengths.length; token++) {
      const length = lengths[token]!;
      let hash = 0;
      for (const end = at + length; at < end; at++) hash = (Math.imul(hash, BASE) + bytes[at]! + 1) | 0;
      this.#offsets[token + 1] = at;
      this.#hashes[token] = hash;
      if (length === 0) continue;
      if (length > longest) longest = length;
      let slot = this.#firstSlot(hash);
      while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & this.#slotMask;
      slots[slot * 2] = hash;
      slots[slot * 2 + 1] = token + 1;
    }
    return longest;
  }

  /** Spreads the hash over the table (finalizer of MurmurHash3, shortened). */
  #firstSlot(hash: number): number {
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return (mixed ^ (mixed >>> 13)) & this.#slotMask;
  }

  #equals(token: number, bytes: Uint8Array, start: number, length: number): boolean {
    const own = this.#offsets[token]!;
    if (this.#offsets[token + 1]! - own !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[own + i] !== bytes[start + i]) return false;
    return true;
  }
}

function same(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
