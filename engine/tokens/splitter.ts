import { MARK, NEWLINE, OTHER, SYMBOL, WHITE_SPACE } from "./character-class.ts";
import { after, before, type Utf8 } from "./utf8.ts";

/**
 * Pre-tokenisation: cuts a text into the pieces that are encoded each for itself. For a text it gives the function that
 * tells where the piece starting at a byte ends; pieces follow one another without a gap. Each splitter is the
 * published pattern of its family, written out by hand: linear on any text, and without the limit on the length of a
 * match that V8's regular expressions have.
 */
export type Splitter = (text: Utf8) => (from: number) => number;

/** `[^\s\p{L}\p{N}]` */
export const PUNCTUATION = MARK | SYMBOL | OTHER;

/** Where the run of characters of these classes that starts at `at` ends. */
export function runEnd(classes: Uint16Array, at: number, mask: number): number {
  while (classes[at]! & mask) at++;
  return at;
}

const SPACE_BYTE = 0x20;

/** ` ?[mask]+` from `from`; `from` where it does not match. */
export function spacedRunEnd(bytes: Uint8Array, classes: Uint16Array, from: number, mask: number): number {
  const start = bytes[from] === SPACE_BYTE ? from + 1 : from;
  return classes[start]! & mask ? runEnd(classes, start, mask) : from;
}

/** `\p{N}{1,limit}`, where there is a number at `at`. */
export function numberEnd(bytes: Uint8Array, classes: Uint16Array, at: number, limit: number): number {
  const kind = classes[at];
  for (let digits = 0; digits < limit && classes[at] === kind; digits++) at = after(bytes, at);
  return at;
}

/** `'(?i:[sdmt]|ll|ve|re)`; `at` where there is none. Folding case, ſ is an s. */
export function contractionEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0x27) return at;
  const first = bytes[at + 1]! | 0x20;
  if (first === S || first === D || first === M || first === T) return at + 2;
  if (bytes[at + 1] === 0xc5 && bytes[at + 2] === 0xbf) return at + 3;
  const second = bytes[at + 2]! | 0x20;
  const isPair = (first === L && second === L) || ((first === V || first === R) && second === E);
  return isPair ? at + 3 : at;
}
const [S, D, M, T, L, V, R, E] = new TextEncoder().encode("sdmtlvre");

/** `\s+(?!\S)|\s+` for the run `[from, end)`: all of it at the end of the text, else all but its last character. */
export function whiteSpaceEnd(bytes: Uint8Array, from: number, end: number, textEnd: number): number {
  if (end === textEnd) return end;
  const last = before(bytes, end);
  return last > from ? last : end;
}

/** `\s*[\r\n]+|\s+(?!\S)|\s+` */
export function lineOrWhiteSpaceEnd(bytes: Uint8Array, classes: Uint16Array, from: number, textEnd: number): number {
  const end = runEnd(classes, from, WHITE_SPACE);
  let line = end;
  while (line > from && !(classes[line - 1]! & NEWLINE)) line--;
  return line > from ? line : whiteSpaceEnd(bytes, from, end, textEnd);
}
