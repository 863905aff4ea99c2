import type { Family } from "../../protocol/catalogue.ts";

/**
 * A text's tokens. Token `i` has the id `ids[i]` and spans `[ends[i - 1] ?? 0, ends[i])` in UTF-16 units of the text
 * that was given; the spans tile the text. Where tokens share a code point, the one with its first byte owns all of its
 * units, and the span of each later one is empty; likewise where normalization turns characters into others.
 */
export interface Encoding {
  readonly ids: Uint32Array;
  readonly ends: Uint32Array;
}

export interface Tokenizer {
  readonly family: Family;
  /** The text's tokens; special tokens that the text quotes count as the plain text they are. */
  encode(text: string): Encoding;
  /** How many tokens the text has. */
  count(text: string): number;
  /** The bytes of a token, by its id. */
  bytesOf(id: number): Uint8Array;
}
