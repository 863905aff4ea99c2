import { classOf, MARK } from "./character-class.ts";

/**
 * A normalized text. Where it differs from the original, `original` gives for every offset in it one in the original.
 */
export interface Normalized {
  readonly text: string;
  readonly original?: Uint32Array;
}

/**
 * The text in a Unicode normalization form, with the way back. The text is normalized in stretches that cannot affect
 * one another: a character and all that may combine with it. An offset inside a stretch that changed becomes the
 * stretch's end in the original: whoever holds its first character owns it.
 */
export function normalize(text: string, form: "NFC" | "NFKC"): Normalized {
  const normalized = text.normalize(form);
  if (normalized === text) return { text };
  const original = new Uint32Array(normalized.length + 1);
  let from = 0;
  let at = 0;
  while (from < text.length) {
    const end = stretchEnd(text, from);
    const stretch = text.slice(from, end);
    const result = end - from === 1 && stretch < "\x80" ? stretch : stretch.normalize(form);
    if (result === stretch) for (; from < end; from++) original[++at] = from + 1;
    else for (const last = at + result.length; at < last; ) original[++at] = end;
    from = end;
  }
  return { text: normalized, original };
}

function stretchEnd(text: string, from: number): number {
  let at = from + size(text.codePointAt(from)!);
  while (at < text.length) {
    const codePoint = text.codePointAt(at)!;
    if (!combines(codePoint)) break;
    at += size(codePoint);
  }
  return at;
}

/** Whether a character may combine with one before it, under composition or under reordering. */
function combines(codePoint: number): boolean {
  return (
    codePoint >= 0x300 &&
    ((classOf(codePoint) & MARK) !== 0 ||
      (codePoint >= 0x1160 && codePoint <= 0x11ff) || // Hangul vowels and final consonants
      (codePoint >= 0xff9e && codePoint <= 0xffdc) || // half-width voicing marks and Hangul
      (codePoint >= 0x16d63 && codePoint <= 0x16d6a)) // Kirat Rai vowel signs, which are letters
  );
}

function size(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
