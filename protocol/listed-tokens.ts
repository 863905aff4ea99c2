import type { Family } from "./catalogue.ts";

/** The tokens of a text, which tile it, by column: a long prompt has thousands. */
export interface ListedTokens {
  readonly model: string;
  readonly tokenizer: Family;
  /** False where the vocabulary is that of a related model. */
  readonly isOwn: boolean;
  readonly ids: Uint32Array;
  /** Where each ends in the text; a token that starts inside a code point ends where the one before does. */
  readonly ends: Uint32Array;
  /** The bytes of all tokens, and where those of each end. */
  readonly bytes: Uint8Array;
  readonly byteEnds: Uint32Array;
}

/** The bytes of one token. */
export function bytesOf({ bytes, byteEnds }: ListedTokens, index: number): Uint8Array {
  return bytes.subarray(byteEnds[index - 1] ?? 0, byteEnds[index]);
}
