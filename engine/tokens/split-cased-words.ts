import { CASELESS, classify, LETTER, LOWER, MARK, NEWLINE, NUMBER, UPPER } from "./character-class.ts";
import {
  contractionEnd,
  lineOrWhiteSpaceEnd,
  numberEnd,
  PUNCTUATION,
  runEnd,
  type Splitter,
  spacedRunEnd,
} from "./splitter.ts";
import { after } from "./utf8.ts";

const CAPITAL = UPPER | CASELESS | MARK;
const SMALL = LOWER | CASELESS | MARK;
const EITHER = CAPITAL & SMALL;
const SLASH_BYTE = 0x2f;

interface Options {
  /** The most digits a piece. */
  readonly digits: number;
  /** Whether `'s`, `'ll` and the like stay with their word. */
  readonly contractions: boolean;
}

/**
 * The pattern of o200k and, with one digit a piece and no contractions, of Tekken. It cuts words where case changes:
 *
 *     [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+('(?i:[sdmt]|ll|ve|re))?
 *     |[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*('(?i:[sdmt]|ll|ve|re))?
 *     |\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
 */
export function splitCasedWords({ digits, contractions }: Options): Splitter {
  return (text) => {
    const { bytes } = text;
    const classes = classify(text);
    return (from) => {
      const kind = classes[from]!;
      if (kind & NUMBER) return numberEnd(bytes, classes, from, digits);
      const word = wordEnd(bytes, classes, from);
      if (word > from) return contractions ? contractionEnd(bytes, word) : word;
      let end = spacedRunEnd(bytes, classes, from, PUNCTUATION);
      if (end === from) return lineOrWhiteSpaceEnd(bytes, classes, from, text.length);
      while (classes[end]! & NEWLINE || bytes[end] === SLASH_BYTE) end++;
      return end;
    };
  };
}

/** Where the word that starts at `from`, maybe with one character before its letters, ends; `from` where none does. */
function wordEnd(bytes: Uint8Array, classes: Uint16Array, from: number): number {
  const kind = classes[from]!;
  if (kind & LETTER) return smallWordEnd(classes, from) || runEnd(classes, from, CAPITAL);
  if (kind & NEWLINE) return from;
  const letters = after(bytes, from);
  if (!(classes[letters]! & (CAPITAL | SMALL))) return kind & MARK ? letters : from;
  const small = smallWordEnd(classes, letters);
  if (small) return small;
  return kind & MARK ? letters : runEnd(classes, letters, CAPITAL);
}

/**
 * `[CAPITAL]*[SMALL]+` from `at`; 0 where it does not match. Capitals at the end go back until a caseless character.
 */
function smallWordEnd(classes: Uint16Array, at: number): number {
  let end = 0;
  for (; classes[at]! & CAPITAL; at++) if (classes[at]! & EITHER) end = at + 1;
  return classes[at]! & SMALL ? runEnd(classes, at, SMALL) : end;
}
