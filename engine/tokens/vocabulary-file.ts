import { sha256, unpackBrotli } from "#platform";
import type { Family } from "../../protocol/catalogue.ts";

/** A vocabulary as it is stored: tokens are numbered from 0 in the order of their ids. */
export interface VocabularyData {
  /** The id of token 0. */
  readonly firstId: number;
  /** Bytes of each token, one token after the other. */
  readonly bytes: Uint8Array;
  /** Length of each token in bytes; 0 for an id that no text produces. */
  readonly lengths: Uint16Array;
  /** For a vocabulary with one merge a token: the length of the merge's left half. Absent: every split may merge. */
  readonly splits?: Uint16Array;
  /** Tokens that merging their own bytes does not produce, in rising order. */
  readonly unreachable: readonly number[];
  /** What only a SentencePiece vocabulary has. */
  readonly sentencePiece?: SentencePieceData;
}

export interface SentencePieceData {
  /** Tokens that are cut out of the text before anything else. */
  readonly isolated: readonly number[];
  /** The token of each byte, for characters that are not in the vocabulary. */
  readonly byteFallback: readonly number[];
  /** For two bytes a, b, at 256 a + b: 1 where a token that is not cut out beforehand has b right after a. */
  readonly neighbours: Uint8Array;
}

/** What stands before the numbers and bytes, as JSON. */
interface Header {
  readonly firstId: number;
  readonly count: number;
  readonly hasSplits: boolean;
  readonly unreachable: readonly number[];
  readonly sentencePiece?: Omit<SentencePieceData, "neighbours">;
}

const NEIGHBOURS = 2 ** 16;
const DIGEST_BYTES = 32;

/** Path of a family's file, relative to the package's root. */
export function vocabularyPath(family: Family): string {
  return `engine/tokens/vocabularies/${family}.vocabulary`;
}

/** The payload of a file's content. Throws an `Error` where the checksum does not hold. */
export function decompress(file: Uint8Array): Uint8Array {
  const packed = file.subarray(DIGEST_BYTES);
  const digest = Array.from(file.subarray(0, DIGEST_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (sha256(packed) !== digest) throw new Error("checksum mismatch");
  return unpackBrotli(packed);
}

/** What `serialize` in scripts/write-vocabulary.ts wrote. */
export function deserialize(payload: Uint8Array): VocabularyData {
  let at = 4;
  const take = (length: number) => {
    at += length;
    return payload.subarray(at - length, at);
  };
  const headerBytes = new DataView(payload.buffer, payload.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(take(headerBytes))) as Header;
  const { firstId, count, hasSplits, unreachable, sentencePiece } = header;
  return {
    firstId,
    unreachable,
    lengths: asNumbers(take(count * 2)),
    ...(hasSplits && { splits: asNumbers(take(count * 2)) }),
    ...(sentencePiece && { sentencePiece: { ...sentencePiece, neighbours: take(NEIGHBOURS) } }),
    bytes: payload.subarray(at),
  };
}

// Every platform that Tare runs on is little-endian, so numbers need no conversion.
function asNumbers(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(Uint8Array.from(bytes).buffer);
}
