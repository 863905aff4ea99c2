import {
  BORDER_DIGIT,
  CASELESS,
  DIGIT,
  DROPPED,
  HARD,
  LIKE_SIGN,
  LOWER,
  SELECTOR,
  SIGN,
  SPACE,
  STRAY,
  traitsOf,
  UPPER,
  WORD,
} from "./characters.ts";
import { type Characters, isNumber, type Run, runsOf } from "./runs.ts";

/*
 * The marked stream: a text with its word boundaries and capitals written as marks, of which a vocabulary of pieces is
 * cut out. "Hello, world" is ⟨shift⟩⟨begin⟩hello⟨end⟩,⟨end⟩⟨begin⟩world⟨end⟩: one blank between two words is not written.
 * The rules were measured by Sander Land against Anthropic's own counts (ctok 1.3.0, MIT).
 */

/** The marks, as bytes that no text has here: controls are not counted. */
export const BEGIN = 1;
export const END = 2;
export const SHIFT = 3;
export const CAPS = 4;

/** The differences between the generations. */
export interface MarkedRules {
  /** Whether curly quotes are read as straight ones. */
  readonly straightensQuotes: boolean;
  /** From so many letters on a word in capitals is written small, behind a mark. */
  readonly capsFrom: number;
}

/** A marked stream in UTF-8. */
export interface MarkedStream {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Where in the text, in UTF-16 units, what each byte stands for ends. */
  readonly ends: Uint32Array;
}

/** Writes a text in normalization form NFC as a marked stream. O(text). */
export function markedStream(text: string, { straightensQuotes, capsFrom }: MarkedRules): MarkedStream {
  const characters = read(straightensQuotes ? text.replace(CURLY, straight) : text);
  const runs = runsOf(characters);
  const out = new Writer(characters);
  const { codePoints } = characters;
  const traits = (i: number) => traitsOf(codePoints[i]!);
  const isBlank = (i: number) => codePoints[i] === BLANK;

  const borderBefore = (i: number) => runs[i - 1]?.class === SPACE && isBlank(runs[i]!.start - 1);
  /** No end is marked before two or more blanks. */
  const borderAfter = (i: number) => {
    const next = runs[i + 1];
    return next?.class === SPACE && isBlank(next.start) && !(next.end > next.start + 1 && isBlank(next.start + 1));
  };
  const isApostrophe = (run: Run | undefined) =>
    run !== undefined && run.end === run.start + 1 && codePoints[run.start] === APOSTROPHE;
  const opensWord = (i: number) => isApostrophe(runs[i]) && isWordy(runs[i + 1]);
  const isSignLike = (i: number) => (traits(i) & (SELECTOR | LIKE_SIGN)) !== 0;
  const marksEnd = (run: Run) =>
    run.class === SIGN ||
    (run.class === HARD && isSignLike(run.end - 1)) ||
    (isNumber(characters, run) && (traits(run.end - 1) & BORDER_DIGIT) !== 0);
  /** "it's" is one word but for the apostrophe, which opens what is behind it. */
  const isContracted = (i: number) => {
    const { start, end } = runs[i]!;
    if (end > start + 2 || !isApostrophe(runs[i - 1])) return false;
    return (
      CONTRACTIONS.has(String.fromCodePoint(...codePoints.subarray(start, end))) && !(i > 1 && marksEnd(runs[i - 2]!))
    );
  };

  for (const [i, run] of runs.entries()) {
    const { start, end } = run;
    if (run.class === WORD) {
      const isMarked = runs[i - 1]?.class === STRAY;
      const mark = isMarked ? undefined : caseOf(characters, run, capsFrom);
      if (!isMarked && !isContracted(i)) out.begin(start, mark);
      out.write(run, mark !== undefined);
      out.mark(END, end);
    } else if (run.class === STRAY) {
      out.begin(start);
      out.write(run);
      if (runs[i + 1]?.class !== WORD) out.mark(END, end);
    } else if (run.class === SIGN || (run.class === HARD && (isSignLike(start) || isSignLike(end - 1)))) {
      if (borderBefore(i) && !opensWord(i) && (run.class === SIGN || isSignLike(start))) out.begin(start);
      out.write(run);
      if (borderAfter(i) && (run.class === SIGN || isSignLike(end - 1))) out.mark(END, end);
    } else if ((run.class === DIGIT || run.class === HARD) && isNumber(characters, run)) {
      if (borderBefore(i) && traits(start) & BORDER_DIGIT) out.begin(start);
      out.write(run);
      if (borderAfter(i) && traits(end - 1) & BORDER_DIGIT) out.mark(END, end);
    } else out.write(run);
  }
  return out.done(text.length);
}

const BLANK = 0x20;
const APOSTROPHE = 0x27;
const CURLY = /[‘’“”]/g;
const straight = (quote: string) => (quote === "‘" || quote === "’" ? "'" : '"');
const CONTRACTIONS = new Set(["s", "t", "d", "m", "ll", "re", "ve"]);
const isWordy = (run: Run | undefined) => run?.class === WORD || run?.class === STRAY;
/** Blanks of other widths, which count as blanks; the ideographic one does not. */
const WIDE_BLANK = /[\0\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/;

function read(text: string): Characters {
  const codePoints = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; ) {
    let codePoint = text.codePointAt(at)!;
    at += codePoint > 0xffff ? 2 : 1;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) codePoint = 0xfffd;
    if (traitsOf(codePoint) & DROPPED) continue;
    // Thai sara am, where it is written in two.
    if (codePoint === 0xe32 && codePoints[length - 1] === 0xe4d) {
      codePoints[length - 1] = 0xe33;
      ends[length - 1] = at;
      continue;
    }
    const isWide = (codePoint === 0 || codePoint >= 0xa0) && codePoint <= 0xffff && isWideBlank(codePoint);
    codePoints[length] = isWide ? BLANK : codePoint;
    ends[length++] = at;
  }
  return { codePoints, ends, length };
}

const isWideBlank = (codePoint: number) => WIDE_BLANK.test(String.fromCharCode(codePoint));

/** The mark of a word that is written small behind it: all of it is in capitals, or its first letter alone. */
function caseOf({ codePoints }: Characters, { start, end }: Run, capsFrom: number): number | undefined {
  if (!(traitsOf(codePoints[start]!) & UPPER) || codePoints[start] === DOTTED_I) return undefined;
  let isAllCaps = end - start >= capsFrom;
  let isTitle = true;
  for (let i = start; i < end; i++) {
    const codePoint = codePoints[i]!;
    if (codePoint === CAPITAL_SHARP_S) return undefined;
    const traits = traitsOf(codePoint);
    if (traits & (LOWER | CASELESS) || codePoint === DOTTED_I) isAllCaps = false;
    if (traits & UPPER && codePoint !== DOTTED_I && i > start) isTitle = false;
  }
  return isAllCaps ? CAPS : isTitle ? SHIFT : undefined;
}

function smallOf(codePoint: number): number {
  if (!(traitsOf(codePoint) & UPPER) || codePoint === DOTTED_I) return codePoint;
  return codePoint < 0x80 ? codePoint + 0x20 : String.fromCodePoint(codePoint).toLowerCase().codePointAt(0)!;
}

/** Capitals whose small forms are not their own: İ stays as it is, with ẞ the whole word does. */
const DOTTED_I = 0x130;
const CAPITAL_SHARP_S = 0x1e9e;

/** Puts the stream together. */
class Writer {
  readonly #characters: Characters;
  #bytes: Uint8Array;
  #ends: Uint32Array;
  #length = 0;

  constructor(characters: Characters) {
    this.#characters = characters;
    // Most of what is written beside a character is three marks.
    this.#bytes = new Uint8Array(characters.length * 3 + 16);
    this.#ends = new Uint32Array(this.#bytes.length);
  }

  /** Opens a word before a character; the blank between it and the end of another is not written. */
  begin(start: number, caseMark?: number): void {
    const { codePoints } = this.#characters;
    const isSeam = this.#length > 1 && codePoints[start - 1] === BLANK && this.#bytes[this.#length - 2] === END;
    if (isSeam && this.#bytes[this.#length - 1] === BLANK) this.#length--;
    if (caseMark !== undefined) this.mark(caseMark, start);
    this.mark(BEGIN, start);
  }

  mark(mark: number, before: number): void {
    this.#push(mark, before === 0 ? 0 : this.#characters.ends[before - 1]!);
  }

  write({ start, end }: Run, small = false): void {
    const { codePoints, ends } = this.#characters;
    for (let i = start; i < end; i++) {
      const codePoint = codePoints[i]!;
      this.#pushCharacter(small ? smallOf(codePoint) : codePoint, ends[i]!);
    }
  }

  #pushCharacter(codePoint: number, end: number): void {
    if (codePoint < 0x80) {
      this.#push(codePoint, end);
      return;
    }
    const more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    this.#push(((0xff00 >> (more + 1)) & 0xff) | (codePoint >> (6 * more)), end);
    for (let k = more - 1; k >= 0; k--) this.#push(0x80 | ((codePoint >> (6 * k)) & 0x3f), end);
  }

  #push(byte: number, end: number): void {
    if (this.#length === this.#bytes.length) {
      this.#bytes = grown(this.#bytes, Uint8Array);
      this.#ends = grown(this.#ends, Uint32Array);
    }
    this.#bytes[this.#length] = byte;
    this.#ends[this.#length++] = end;
  }

  /** The stream of a text of so many units, all of which belong to some byte: of nothing that counts, to a mark. */
  done(units: number): MarkedStream {
    if (this.#length === 0 && units > 0) this.mark(BEGIN, 0);
    if (this.#length > 0) this.#ends[this.#length - 1] = units;
    return { bytes: this.#bytes, length: this.#length, ends: this.#ends };
  }
}

function grown<T extends Uint8Array | Uint32Array>(values: T, Type: new (length: number) => T): T {
  const larger = new Type(values.length * 2);
  larger.set(values);
  return larger;
}
