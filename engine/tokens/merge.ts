import { mergeLong } from "./merge-long.ts";
import { after } from "./utf8.ts";
import { NONE, type Vocabulary } from "./vocabulary.ts";

/** Up to so many symbols, looking through all pairs for the best beats any queue. */
const SHORT = 64;

/** A rank that loses to every token's. */
const NEVER = 0x7fffffff;

/**
 * Byte-pair encoding of one piece of text (Sennrich et al. 2016, section 3.2): of all neighbours that merge into a
 * token, those with the lowest rank merge first, the leftmost of them before the others.
 */
export class Merger {
  /** The last piece's tokens, and where each ends in the bytes. */
  tokens = new Int32Array(SHORT);
  ends = new Int32Array(SHORT);
  readonly #merged = new Int32Array(SHORT);

  constructor(readonly vocabulary: Vocabulary) {}

  /** Encodes the piece `[start, end)`; leaves the result in `tokens` and `ends`, and returns how many they are. */
  merge(bytes: Uint8Array, start: number, end: number): number {
    if (this.tokens.length < end - start) {
      this.tokens = new Int32Array(end - start);
      this.ends = new Int32Array(end - start);
    } else if (this.tokens.length > 2 ** 16 && end - start <= SHORT) {
      this.tokens = new Int32Array(SHORT);
      this.ends = new Int32Array(SHORT);
    }
    const count = this.vocabulary.startsFromCharacters
      ? this.#splitIntoCharacters(bytes, start, end)
      : this.#splitIntoBytes(bytes, start, end);
    return count <= SHORT ? this.#mergeShort(count) : mergeLong(this.vocabulary, this.tokens, this.ends, count);
  }

  #splitIntoBytes(bytes: Uint8Array, start: number, end: number): number {
    const { byteTokens } = this.vocabulary;
    for (let at = start; at < end; at++) {
      this.tokens[at - start] = byteTokens[bytes[at]!]!;
      this.ends[at - start] = at + 1;
    }
    return end - start;
  }

  #splitIntoCharacters(bytes: Uint8Array, start: number, end: number): number {
    const { byteTokens } = this.vocabulary;
    let count = 0;
    for (let at = start; at < end; ) {
      const next = after(bytes, at);
      const token = this.vocabulary.find(bytes, at, next);
      if (token !== NONE) {
        this.tokens[count] = token;
        this.ends[count++] = at = next;
      } else {
        while (at < next) {
          this.tokens[count] = byteTokens[bytes[at++]!]!;
          this.ends[count++] = at;
        }
      }
    }
    return count;
  }

  #mergeShort(count: number): number {
    const { tokens, ends, vocabulary } = this;
    const merged = this.#merged;
    const rank = (i: number) => {
      const token = vocabulary.findMerge(tokens[i]!, tokens[i + 1]!);
      return token === NONE ? NEVER : token;
    };
    for (let i = 0; i + 1 < count; i++) merged[i] = rank(i);
    for (;;) {
      let best = NEVER;
      let at = 0;
      for (let i = 0; i + 1 < count; i++) {
        if (merged[i]! < best) {
          best = merged[i]!;
          at = i;
        }
      }
      if (best === NEVER) return count;
      count--;
      tokens[at] = best;
      ends[at] = ends[at + 1]!;
      for (let i = at + 1; i < count; i++) {
        tokens[i] = tokens[i + 1]!;
        ends[i] = ends[i + 1]!;
        merged[i] = merged[i + 1]!;
      }
      if (at + 1 < count) merged[at] = rank(at);
      if (at > 0) merged[at - 1] = rank(at - 1);
    }
  }
}
