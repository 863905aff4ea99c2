import { createHash } from "node:crypto";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
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
  /** SentencePiece: pieces that are cut out of the text before anything else. */
  readonly isolated?: readonly number[];
  /** SentencePiece: the token of each byte, for characters that are not in the vocabulary. */
  readonly byteFallback?: readonly number[];
}

interface Header extends Omit<VocabularyData, "bytes" | "lengths" | "splits"> {
  readonly count: number;
  readonly hasSplits: boolean;
}

const DIGEST_BYTES = 32;

/** Path of a family's file, relative to the package's root. */
export function vocabularyPath(family: Family): string {
  return `engine/tokens/vocabularies/${family}.vocabulary`;
}

/** The file's content: SHA-256 of what follows, then the payload compressed with Brotli. */
export function compress(payload: Buffer): Buffer {
  const packed = brotliCompressSync(payload, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: payload.length },
  });
  return Buffer.concat([createHash("sha256").update(packed).digest(), packed]);
}

/** The payload of a file's content. Throws an `Error` where the checksum does not hold. */
export function decompress(file: Buffer): Buffer {
  const packed = file.subarray(DIGEST_BYTES);
  if (!createHash("sha256").update(packed).digest().equals(file.subarray(0, DIGEST_BYTES))) {
    throw new Error("checksum mismatch");
  }
  return brotliDecompressSync(packed);
}

/** Payload: length of the header (32 bits), header as JSON, lengths and splits (16 bits each), bytes. Little-endian. */
export function serialize({ bytes, lengths, splits, ...rest }: VocabularyData): Buffer {
  const header: Header = { count: lengths.length, hasSplits: splits !== undefined, ...rest };
  const json = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  return Buffer.concat([size, json, littleEndian(lengths), littleEndian(splits ?? new Uint16Array()), bytes]);
}

export function deserialize(payload: Buffer): VocabularyData {
  let at = 4 + payload.readUInt32LE(0);
  const { count, hasSplits, ...rest } = JSON.parse(payload.toString("utf8", 4, at)) as Header;
  const numbers = () => {
    const values = new Uint16Array(count);
    for (let i = 0; i < count; i++, at += 2) values[i] = payload[at]! | (payload[at + 1]! << 8);
    return values;
  };
  const lengths = numbers();
  return { ...rest, lengths, ...(hasSplits ? { splits: numbers() } : {}), bytes: payload.subarray(at) };
}

function littleEndian(values: Uint16Array): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => {
    buffer.writeUInt16LE(value, i * 2);
  });
  return buffer;
}
