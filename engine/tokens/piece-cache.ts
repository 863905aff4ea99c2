/** Longer pieces are not remembered: they seldom come again. */
export const LONGEST = 32;
const SLOTS = 2 ** 14;

/**
 * Remembers what pieces of text were encoded as: a fixed table in which a newer piece replaces an older one of the same
 * slot. Most of a text's pieces that are not a token as a whole come again in it.
 */
export class PieceCache {
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #bytes = new Uint8Array(SLOTS * LONGEST);
  readonly #counts = new Uint8Array(SLOTS);
  readonly #tokens = new Int32Array(SLOTS * LONGEST);
  readonly #ends = new Uint8Array(SLOTS * LONGEST);

  /** Copies the piece's tokens and their ends into the given lists and returns how many they are; 0 if not known. */
  recall(hash: number, bytes: Uint8Array, start: number, end: number, tokens: Int32Array, ends: Int32Array): number {
    const slot = hash & (SLOTS - 1);
    if (this.#lengths[slot] !== end - start) return 0;
    const base = slot * LONGEST;
    for (let i = start, at = base; i < end; ) if (this.#bytes[at++] !== bytes[i++]) return 0;
    const count = this.#counts[slot]!;
    for (let i = 0; i < count; i++) {
      tokens[i] = this.#tokens[base + i]!;
      ends[i] = start + this.#ends[base + i]!;
    }
    return count;
  }

  /** Notes the first `count` of the tokens and ends as the piece's, if it is short. */
  note(
    hash: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    tokens: Int32Array,
    ends: Int32Array,
    count: number,
  ) {
    if (end - start > LONGEST) return;
    const slot = hash & (SLOTS - 1);
    const base = slot * LONGEST;
    this.#lengths[slot] = end - start;
    this.#counts[slot] = count;
    for (let i = start, at = base; i < end; ) this.#bytes[at++] = bytes[i++]!;
    for (let i = 0; i < count; i++) {
      this.#tokens[base + i] = tokens[i]!;
      this.#ends[base + i] = ends[i]! - start;
    }
  }
}
