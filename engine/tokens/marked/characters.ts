/*
 * What the marked stream has to know of a character. Characters outside of the basic plane stand for themselves: none of
 * them takes a marker.
 *
 * Which characters are of which class was measured against Anthropic's own counts by Sander Land; the tables are his
 * (ctok 1.3.0, MIT, https://github.com/sanderland/ctok). No category of Unicode reproduces the lists.
 */

/** The classes into which a text is cut. */
export const CLASS = 7;
export const WORD = 1;
/** Stands alone: ideographs, Hangul, symbols. */
export const HARD = 2;
export const DIGIT = 3;
export const SIGN = 4;
export const SPACE = 5;
/** A combining mark with nothing before it that it could combine with; classes come from `traitsOf` as `WORD`. */
export const STRAY = 6;

/** Borders a blank as signs do. */
export const LIKE_SIGN = 1 << 3;
export const SELECTOR = 1 << 4;
/** A digit or number that borders a blank as signs do. */
export const BORDER_DIGIT = 1 << 5;
export const DECIMAL = 1 << 6;
export const NUMERAL = 1 << 7;
/** A mark that opens a word of its own where it has no base. */
export const BASELESS = 1 << 8;
export const UPPER = 1 << 9;
export const LOWER = 1 << 10;
/** A letter or mark without a small form of its own, among which no word is written in capitals. */
export const CASELESS = 1 << 11;
/** Not counted at all: controls and private use. */
export const DROPPED = 1 << 12;

const known = new Uint16Array(0x10000);

/** Class and traits of a code point, as bits. */
export function traitsOf(codePoint: number): number {
  if (codePoint > 0xffff) return HARD;
  return known[codePoint] || learn(codePoint);
}

function learn(codePoint: number): number {
  known[codePoint] = read(String.fromCharCode(codePoint), codePoint);
  return known[codePoint]!;
}

const SIGNS_BEYOND_ASCII = new Set("—»«•°„–−£§€…√→（№†└│·─═█");
const IDEOGRAPHIC_SYMBOLS = new Set("〄〒〓〠〶〷〾〿");
/** Runic, Roman, circled and Bamum letters, which are numbers or symbols by their category. */
const SYMBOL_LETTERS = /[\u16ee-\u16f0\u2160-\u2188\u24b6-\u24e9\ua6e6-\ua6ef]/;
/** Han, Hangul and the marks that repeat them. */
const IDEOGRAPHIC = /[\u3005\u3006\u3031-\u3035\u303b\u303c\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff]/;

function read(character: string, codePoint: number): number {
  const is = (pattern: RegExp) => pattern.test(character);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are not counted.
  if (is(/[\x01-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]/)) return DROPPED | HARD;
  const isSelector = is(/[\ufe00-\ufe0f]/);
  const isMark = is(/\p{M}/u);
  const isAlphabetic = is(/\p{Alphabetic}/u);
  const isDecimal = is(/\p{Nd}/u);
  const isNumeral = is(/\p{No}/u);
  const isSeparator = isMark && !isSelector && !isAlphabetic;
  const isIdeographicSign =
    codePoint > 0x3000 && codePoint <= 0x303f && (is(/\p{P}/u) || IDEOGRAPHIC_SYMBOLS.has(character));
  const isUpper = is(/\p{Uppercase}/u) && character !== "ϴ" && character.toLowerCase() !== character;
  const isLower = is(/\p{Lowercase}/u);
  const trait = (bit: number, holds: boolean) => (holds ? bit : 0);
  return (
    classOf(character, { isSelector, isMark, isAlphabetic }) |
    trait(LIKE_SIGN, isSeparator || (is(/[\p{P}\p{S}\p{Cf}\p{Cn}]/u) && !isIdeographicSign)) |
    trait(SELECTOR, isSelector) |
    trait(BORDER_DIGIT, isNumeral || (isDecimal && codePoint > 0x7f)) |
    trait(DECIMAL, isDecimal) |
    trait(NUMERAL, isNumeral) |
    trait(BASELESS, isMark && !isSeparator && !is(/[\u0711\u0730-\u073f]/) && reorders(character)) |
    trait(UPPER, isUpper) |
    trait(LOWER, isLower) |
    trait(CASELESS, is(/[\p{L}\p{M}]/u) && !isUpper && !isLower)
  );
}

function classOf(
  character: string,
  { isSelector, isMark, isAlphabetic }: Readonly<Record<"isSelector" | "isMark" | "isAlphabetic", boolean>>,
): number {
  const is = (pattern: RegExp) => pattern.test(character);
  if (is(/[\p{Z}\t\n]/u)) return SPACE;
  if (is(SYMBOL_LETTERS)) return WORD;
  if (is(/[0-9\u0660-\u0669\u06f0-\u06f9]/)) return DIGIT;
  if (is(/[!-/:-@[-`{-~]/) || SIGNS_BEYOND_ASCII.has(character)) return SIGN;
  if (isSelector) return HARD;
  if (isMark) return isAlphabetic ? WORD : HARD;
  return is(/\p{L}/u) && !is(IDEOGRAPHIC) ? WORD : HARD;
}

/** Whether a mark has a place in the canonical order, by which it is told from a vowel sign that stands where it stands. */
function reorders(mark: string): boolean {
  const LAST = "\u0345";
  return mark === LAST || (LAST + mark).normalize("NFD").endsWith(LAST);
}
