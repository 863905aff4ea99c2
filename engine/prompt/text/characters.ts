/** What a code point means to a segmenter of words. */
export enum CharacterClass {
  Space,
  /** A letter, a digit or an underscore. */
  Word,
  /** A letter of a script that writes no spaces between words. */
  Unspaced,
  /** Continues what stands before it: combining marks, joiners, variation selectors, emoji skin tones. */
  Extend,
  /** Punctuation, symbols, controls, lone surrogates. */
  Other,
}

const SPACE = /\s/u;
const UNSPACED =
  /(?=[\p{L}\p{N}\p{M}])[\p{Script=Han}\p{scx=Hira}\p{scx=Kana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const EXTEND = /[\p{M}\p{Cf}\p{Emoji_Modifier}]/u;
const WORD = /[\p{L}\p{N}_]/u;

function classify(character: string): CharacterClass {
  if (SPACE.test(character)) return CharacterClass.Space;
  if (UNSPACED.test(character)) return CharacterClass.Unspaced;
  if (EXTEND.test(character)) return CharacterClass.Extend;
  return WORD.test(character) ? CharacterClass.Word : CharacterClass.Other;
}

const UNKNOWN = 255;
const known = new Uint8Array(0x110000).fill(UNKNOWN);

/** The class of a code point, looked up once and remembered. */
export function characterClass(codePoint: number): CharacterClass {
  const found = known[codePoint]!;
  if (found !== UNKNOWN) return found;
  const fresh = classify(String.fromCodePoint(codePoint));
  known[codePoint] = fresh;
  return fresh;
}

/** Whether a character stands at an offset of a text that writes no spaces between words. */
export function isUnspaced(text: string, at: number): boolean {
  return characterClass(text.codePointAt(at)!) === CharacterClass.Unspaced;
}
