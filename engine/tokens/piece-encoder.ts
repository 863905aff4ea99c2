import { mergeLong } from "./merge-long.ts";
import { mergeShort, SHORT } from "./merge-short.ts";
import { PieceCache } from "./piece-cache.ts";
import { after } from "./utf8.ts";
import { hashOf, NONE, type Vocabulary } from "./vocabulary.ts";

/**
 * Byte-pair encoding of one piece of text (Sennrich et al. 2016, section 3.2): of all neighbours that merge into a
 * token, those with the lowest rank merge first, the leftmost of them before the others.
 */
export class PieceEncoder {
  /** The last piece's tokens, and where each ends in the bytes. */
  tokens: Int32Array;
  ends: Int32Array;
  readonly #shortTokens = new Int32Array(SHORT);
  readonly #shortEnds = new Int32Array(SHORT);
  readonly #cache = new PieceCache();

  constructor(readonly vocabulary: Vocabulary) {
    this.tokens = this.#shortTokens;
    this.ends = this.#shortEnds;
  }

  /** Encodes the piece `[start, end)`; leaves the result in `tokens` and `ends`, and returns how many they are. */
  encode(bytes: Uint8Array, start: number, end: number): number {
    const hash = end - start <= this.vocabulary.longest ? hashOf(bytes, start, end) : 0;
    const whole = this.vocabulary.findWhole(hash, bytes, start, end);
    if (whole !== NONE) {
      this.tokens[0] = whole;
      this.ends[0] = end;
      return 1;
    }
    const known = this.#cache.recall(hash, bytes, start, end, this.#shortTokens, this.#shortEnds);
    if (known > 0) {
      this.tokens = this.#shortTokens;
      this.ends = this.#shortEnds;
      return known;
    }
    const count = this.merge(bytes, start, end);
    this.#cache.note(hash, bytes, start, end, this.tokens, this.ends, count);
    return count;
  }

  /** As `encode`, but always by merging, even where the piece is a token as a whole. */
  merge(bytes: Uint8Array, start: number, end: number): number {
    const isShort = end - start <= SHORT;
    this.tokens = isShort ? this.#shortTokens : new Int32Array(end - start);
    this.ends = isShort ? this.#shortEnds : new Int32Array(end - start);
    const count = this.#split(bytes, start, end);
    return (isShort ? mergeShort : mergeLong)(this.vocabulary, this.tokens, this.ends, count);
  }

  /** The symbols that merging starts from: bytes, or characters with bytes for those that are not in the vocabulary. */
  #split(bytes: Uint8Array, start: number, end: number): number {
    const { tokens, ends, vocabulary } = this;
    const { byteTokens } = vocabulary;
    const startsFromCharacters = vocabulary.sentencePiece !== undefined;
    let count = 0;
    for (let at = start; at < end; ) {
      const next = startsFromCharacters ? after(bytes, at) : at + 1;
      const token = startsFromCharacters ? vocabulary.find(bytes, at, next) : NONE;
      if (token !== NONE) {
        tokens[count] = token;
        ends[count++] = at = next;
      }
      while (at < next) {
        tokens[count] = byteTokens[bytes[at++]!]!;
        ends[count++] = at;
      }
    }
    return count;
  }
}
