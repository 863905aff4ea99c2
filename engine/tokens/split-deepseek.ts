import { classify, HAN_KANA, LETTER, MARK, NEWLINE, NUMBER, OTHER, SYMBOL, WHITE_SPACE } from "./character-class.ts";
import { lineOrWhiteSpaceEnd, numberEnd, type Splitter } from "./splitter.ts";
import { after, before } from "./utf8.ts";

const WORD = LETTER | MARK;
const SPACE_BYTE = 0x20;

/**
 * DeepSeek's patterns, one after the other: each cuts out its matches, and the next one cuts what lies in and between
 * them, where the end of such a stretch counts as the end of the text.
 *
 *     \p{N}{1,3}
 *     [一-龥぀-ゟ゠-ヿ]+
 *     [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
 *     | ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 */
export const splitDeepseek: Splitter = (text) => {
  const { bytes } = text;
  const classes = classify(text);
  let stretchEnd = 0;

  const runEnd = (at: number, mask: number) => {
    while (at < stretchEnd && classes[at]! & mask) at++;
    return at;
  };

  return (from) => {
    const kind = classes[from]!;
    if (kind & NUMBER) return numberEnd(bytes, classes, from, 3);
    if (from >= stretchEnd) stretchEnd = endOfStretch(classes, from);

    if (kind & SYMBOL && bytes[from]! < 0x80 && isAsciiLetter(bytes[from + 1]!)) {
      let end = from + 2;
      while (isAsciiLetter(bytes[end]!)) end++;
      return end;
    }
    if (kind & WORD) return runEnd(from, WORD);
    const next = after(bytes, from);
    if (!(kind & (NEWLINE | SYMBOL)) && runEnd(next, WORD) > next) return runEnd(next, WORD);
    const symbols = bytes[from] === SPACE_BYTE ? next : from;
    const end = runEnd(symbols, SYMBOL);
    if (end > symbols) return runEnd(end, NEWLINE);
    if (kind & WHITE_SPACE) return lineOrWhiteSpaceEnd(bytes, classes, from, stretchEnd);

    // What no alternative matches is a piece too; its last character goes with a word that follows.
    const unmatched = runEnd(from, OTHER);
    return runEnd(unmatched, WORD) > unmatched ? before(bytes, unmatched) : unmatched;
  };
};

/** Where the stretch without numbers and all inside or all outside of the Han and Kana ranges ends. */
function endOfStretch(classes: Uint16Array, from: number): number {
  const range = classes[from]! & HAN_KANA;
  let at = from;
  while (classes[at] !== 0 && !(classes[at]! & NUMBER) && (classes[at]! & HAN_KANA) === range) at++;
  return at;
}

function isAsciiLetter(byte: number): boolean {
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x7a;
}
