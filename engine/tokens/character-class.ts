import type { Utf8 } from "./utf8.ts";

/** The classes of characters that pre-tokenisation tells apart, as bits. Every code point has exactly one of these. */
export const UPPER = 1; // \p{Lu} \p{Lt}
export const LOWER = 2; // \p{Ll}
export const CASELESS = 4; // \p{Lm} \p{Lo}
export const MARK = 8; // \p{M}
export const NUMBER = 16; // \p{N}
export const NEWLINE = 32; // CR LF
export const SPACE = 64; // \p{White_Space} but CR LF
export const SYMBOL = 128; // \p{P} \p{S}
export const OTHER = 256; // controls, format characters, unassigned

/** Beside its class: the characters that DeepSeek's patterns name as 一-龥, ぀-ゟ, ゠-ヿ. */
export const HAN_KANA = 512;

export const LETTER = UPPER | LOWER | CASELESS;
export const WHITE_SPACE = NEWLINE | SPACE;

const PATTERNS: readonly (readonly [number, RegExp])[] = [
  [LOWER, /^\p{Ll}/u],
  [UPPER, /^[\p{Lu}\p{Lt}]/u],
  [CASELESS, /^[\p{Lm}\p{Lo}]/u],
  [MARK, /^\p{M}/u],
  [NUMBER, /^\p{N}/u],
  [NEWLINE, /^[\r\n]/],
  [SPACE, /^\p{White_Space}/u],
  [SYMBOL, /^[\p{P}\p{S}]/u],
];

/** The class of each code point; 0 until it is first asked for, since a table of all of Unicode is slow to make. */
const known = new Uint16Array(0x110000);

/** Class of a code point, by the Unicode version of the running V8. */
export function classOf(codePoint: number): number {
  return known[codePoint] || learn(codePoint);
}

function learn(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  const own = PATTERNS.find(([, pattern]) => pattern.test(character))?.[0] ?? OTHER;
  const hanOrKana = (codePoint >= 0x4e00 && codePoint <= 0x9fa5) || (codePoint >= 0x3040 && codePoint <= 0x30ff);
  known[codePoint] = own | (hanOrKana ? HAN_KANA : 0);
  return known[codePoint]!;
}

/**
 * The class of every byte's code point, then a 0 that no mask matches. With a class a byte, a scanner walks over runs
 * of a class without decoding.
 */
export function classify({ bytes, length }: Utf8): Uint16Array {
  const classes = new Uint16Array(length + 1);
  for (let at = 0; at < length; ) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      classes[at++] = known[lead] || learn(lead);
      continue;
    }
    const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    let codePoint = lead & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) codePoint = (codePoint << 6) | (bytes[at + k]! & 0x3f);
    const value = classOf(codePoint);
    for (const end = at + size; at < end; at++) classes[at] = value;
  }
  return classes;
}
