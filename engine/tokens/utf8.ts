/** A text as UTF-8. Zero bytes follow the text in `bytes`, so that a scanner may look a few bytes past the end. */
export interface Utf8 {
  readonly bytes: Uint8Array;
  readonly length: number;
}

const PADDING = "\0\0\0\0";
const encoder = new TextEncoder();

/** The text as UTF-8; a lone surrogate becomes U+FFFD, as in every reference tokenizer. */
export function toUtf8(text: string): Utf8 {
  const bytes = encoder.encode(text + PADDING);
  return { bytes, length: bytes.length - PADDING.length };
}

/** Where the code point that starts at `at` ends. */
export function after(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  return at + (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);
}

/** Where the code point that ends at `end` starts. */
export function before(bytes: Uint8Array, end: number): number {
  let at = end - 1;
  while (isContinuation(bytes[at]!)) at--;
  return at;
}

export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/**
 * Turns rising byte offsets, in place, into offsets in UTF-16 units. An offset inside a code point becomes the code
 * point's end: whoever holds its first byte owns its units.
 */
export function byteToUtf16Offsets({ bytes }: Utf8, offsets: Uint32Array): void {
  let byte = 0;
  let unit = 0;
  for (let i = 0; i < offsets.length; i++) {
    for (const end = offsets[i]!; byte < end; byte++) {
      const value = bytes[byte]!;
      if (!isContinuation(value)) unit += value < 0xf0 ? 1 : 2;
    }
    offsets[i] = unit;
  }
}
