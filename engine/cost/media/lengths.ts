import type { Extent } from "./media.ts";

/*
 * How long documents and recordings are, by what stands plainly in them. Libraries that read more of them need a newer
 * Node than the command line does.
 */

/** The pages of a PDF; nothing where its page objects are packed and no header tells. */
export function pagesOf(bytes: Uint8Array): number | undefined {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.slice(0, 1024).includes("%PDF-")) return undefined;
  const [, told] = /\/Linearized\s[^>]{0,200}?\/N\s+(\d{1,6})\b/.exec(text.slice(0, 2048)) ?? [];
  const pages = told === undefined ? text.match(/\/Type\s{0,4}\/Page(?![A-Za-z])/g)?.length : Number(told);
  return pages || undefined;
}

/** Bits a second of compressed sound: the least, the usual and the most. */
const BITS = [32_000, 128_000, 320_000] as const;
/** Bytes a second of sound without a header, as OpenAI's API takes it: 24,000 samples of 16 bits. */
const RAW = 48_000;

/** The length of a recording, from its first bytes and its size; a range where only the size is known. */
export function soundExtent(head: Uint8Array, size: number, format: string): Extent {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 4096));
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WAVE") {
    const at = text.indexOf("fmt ");
    const rate =
      at < 0 || at + 20 > head.length ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(at + 16, true);
    if (rate > 0) return { seconds: Math.max(0, size - 44) / rate };
  }
  if (/pcm/i.test(format)) return { seconds: size / RAW };
  const [most, likely, least] = BITS.map((bits) => (8 * size) / bits) as [number, number, number];
  return { about: { least, likely, most } };
}
