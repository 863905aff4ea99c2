import { createHash } from "node:crypto";
import { brotliCompressSync, constants } from "node:zlib";
import type { VocabularyData } from "../engine/tokens/vocabulary-file.ts";

/** The file's content: SHA-256 of what follows, then the payload compressed with Brotli. */
export function compress(payload: Buffer): Buffer {
  const packed = brotliCompressSync(payload, {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: payload.length },
  });
  return Buffer.concat([createHash("sha256").update(packed).digest(), packed]);
}

/** Header (its length in 32 bits, JSON), lengths and splits (16 bits each), neighbours, bytes; little-endian. */
export function serialize({ firstId, unreachable, lengths, splits, sentencePiece, bytes }: VocabularyData): Buffer {
  const { neighbours, ...lists } = sentencePiece ?? {};
  const header = {
    firstId,
    count: lengths.length,
    hasSplits: !!splits,
    unreachable,
    ...(neighbours && { sentencePiece: lists }),
  };
  const json = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(json.length);
  const none = new Uint8Array();
  return Buffer.concat([size, json, asBytes(lengths), splits ? asBytes(splits) : none, neighbours ?? none, bytes]);
}

function asBytes(numbers: Uint16Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
