import { once } from "../../../protocol/once.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Cues, cuesOf } from "../../lexicon/words.ts";
import { CharacterClass, characterClass } from "./characters.ts";

const ZERO_WIDTH_JOINER = 0x200d;
/** Join two words when they stand alone between them: apostrophes and hyphens. */
const INNER_MARKS = new Set([..."'’-‐‑"].map((c) => c.codePointAt(0)!));
/** An unspaced run goes to the dictionary segmenter in pieces of this many units, cut between words. */
const PIECE = 1024;

let dictionary: Intl.Segmenter | undefined;

/**
 * The words of a text in order, as UTF-16 spans: runs of letters and digits with inner apostrophes and hyphens, each
 * other mark or emoji on its own, and dictionary words for scripts that write no spaces (UAX #29 with ICU's
 * dictionaries). White space is in no word. Linear in the length of the text.
 */
export function words(text: string): Span[] {
  const found: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    const point = text.codePointAt(at)!;
    at += width(point);
    switch (characterClass(point)) {
      case CharacterClass.Space:
        continue;
      case CharacterClass.Word:
        at = wordEnd(text, at);
        found.push({ start, end: at });
        break;
      case CharacterClass.Unspaced:
        at = unspacedEnd(text, at);
        pushUnspaced(text, start, at, found);
        break;
      default:
        at = symbolEnd(text, at, point);
        found.push({ start, end: at });
    }
  }
  return found;
}

function width(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}

function classAt(text: string, at: number): CharacterClass {
  return at < text.length ? characterClass(text.codePointAt(at)!) : CharacterClass.Space;
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const point = text.codePointAt(at)!;
    const kind = characterClass(point);
    const inner = INNER_MARKS.has(point) && classAt(text, at + 1) === CharacterClass.Word;
    if (kind !== CharacterClass.Word && kind !== CharacterClass.Extend && !inner) break;
    at += width(point);
  }
  return at;
}

function unspacedEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const point = text.codePointAt(at)!;
    const kind = characterClass(point);
    if (kind !== CharacterClass.Unspaced && kind !== CharacterClass.Extend) break;
    at += width(point);
  }
  return at;
}

function pushUnspaced(text: string, from: number, to: number, found: Span[]): void {
  dictionary ??= new Intl.Segmenter("und", { granularity: "word" });
  let base = from;
  while (base < to) {
    const cut = Math.min(to, base + PIECE);
    const segments = [...dictionary.segment(text.slice(base, cut))];
    // The cut may have split the last word of the piece: it opens the next piece instead.
    if (cut < to && segments.length > 1) segments.pop();
    const start = base;
    for (const { index, segment } of segments) {
      found.push({ start: start + index, end: start + index + segment.length });
      base = start + index + segment.length;
    }
  }
}

/** The end of one mark or emoji: its modifiers, the pictures joined to it, the second half of a flag. */
function symbolEnd(text: string, from: number, first: number): number {
  let at = from;
  if (isRegional(first) && at < text.length && isRegional(text.codePointAt(at)!)) at += 2;
  let last = first;
  while (at < text.length) {
    const point = text.codePointAt(at)!;
    const kind = characterClass(point);
    const joined = last === ZERO_WIDTH_JOINER && kind === CharacterClass.Other;
    if (kind !== CharacterClass.Extend && !joined) break;
    at += width(point);
    last = point;
  }
  return at;
}

function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

const abbreviations = once(() => {
  const one = (pick: (abbreviations: Cues["abbreviations"]) => readonly string[]) =>
    cuesOf(({ abbreviations }) => pick(abbreviations)).join("|");
  return {
    /** What ends no sentence, whatever follows: an initial, too. */
    always: new RegExp(String.raw`(?:^|[\s(["'])(?:${one(({ always }) => always)}|\p{Lu})\.$`, "u"),
    /** What ends a sentence unless a number follows: "No. 5". */
    beforeNumber: new RegExp(String.raw`(?:^|\s)(?:${one(({ beforeNumber }) => beforeNumber)})\.$`, "iu"),
  };
});
/** What ends a sentence, with the quotes and the numbers of notes behind it. */
const STOP =
  /[.!?…]{1,8}["'”’»)\]*_`]{0,8}(?:\[\d{1,3}\]){0,8}(?=\s)|[。！？｡؟।۔။።។]{1,8}["'”’»)\]」』）]{0,8}(?:\[\d{1,3}\]){0,8}|(?<=[\p{sc=Thai}\p{sc=Lao}]["”’)\]]?) +(?=["“‘([]?[\p{sc=Thai}\p{sc=Lao}])/gu;
/** In Thai and Lao a space ends a sentence, and a part of one too: none ends within so many UTF-16 units. */
const UNMARKED = 60;
/** A line that stands for itself: heading, list item, table row, quote, tag, fence, bracket, `key: value`. */
const STRUCTURED =
  /^[ \t]*(?:#{1,6}\s|[-*+•]\s|\d{1,9}[.)]\s|[|>{}[\]<]|```|~~~|"[^"\n]{0,80}"\s*:|[\w-]{1,40}:(?:\s|$)|[-=*_]{3,}\s*$)/u;
/** What numbers the line that it opens: `1.`, `2.1.`, `**3.**`, `IV.` */
const NUMBERING = /^[\s*_>([]*(?:\d{1,9}(?:\.\d{1,3}){0,3}|[IVX]{1,5})\.$/;
/** Prose wrapped by hand has lines at least this long; a shorter line was ended on purpose. */
const WRAPPED = 50;
/** How far back an abbreviation is looked for. */
const LOOK_BACK = 12;

/**
 * The sentences of a text, as spans that tile it: each takes the white space that follows it. A sentence ends at its
 * mark (not at an abbreviation or an initial), at a blank line, around list items and other structured lines, and at a
 * line end that does not look like wrapped prose. Linear in the length of the text.
 */
export function sentences(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  const cut = (at: number): void => {
    if (at <= start) return;
    found.push({ start, end: at });
    start = at;
  };
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    for (const stop of stops(text, at, end)) cut(stop);
    const next = skipSpace(text, end);
    if (next > end && endsHere(text, { start: at, end }, next)) cut(lineStart(text, next));
    at = next > end ? lineStart(text, next) : text.length;
  }
  cut(text.length);
  return found;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

/** Where the line of `at` starts. Only white space lies between, so the walk is paid for by the skip before it. */
function lineStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && text[start - 1] !== "\n") start--;
  return start;
}

const NOT_SPACE = /\S/gu;

function skipSpace(text: string, from: number): number {
  NOT_SPACE.lastIndex = from;
  return NOT_SPACE.exec(text)?.index ?? text.length;
}

/** The places inside a line after which a new sentence begins. */
function* stops(text: string, from: number, to: number): Generator<number> {
  const line = text.slice(from, to);
  let start = 0;
  for (const { 0: mark, index } of line.matchAll(STOP)) {
    const next = skipSpace(line, index + mark.length);
    if (next === line.length) return;
    if (mark.startsWith(" ") && Math.min(index - start, line.length - next) < UNMARKED) continue;
    if (mark.startsWith(".") && !endsSentence(line, index, next)) continue;
    start = next;
    yield from + next;
  }
}

function endsSentence(line: string, dot: number, next: number): boolean {
  const before = line.slice(Math.max(0, dot - LOOK_BACK), dot + 1);
  if (/\p{Ll}/u.test(line[next]!) || abbreviations().always.test(before)) return false;
  if (/\d/.test(line[next]!) && abbreviations().beforeNumber.test(before)) return false;
  // A day before its month and year: "15. Januar 2024".
  if (/(?<!\d)\d{1,2}\.$/.test(before) && /^\p{L}{3,12}\.? \d{4}/u.test(line.slice(next, next + 20))) return false;
  return !(dot < LOOK_BACK && NUMBERING.test(before));
}

/** Whether a sentence ends with the line, given where the next non-blank character stands. */
function endsHere(text: string, line: Span, next: number): boolean {
  if (text.slice(line.end + 1, next).includes("\n")) return true;
  const content = text.slice(line.start, line.end).trimEnd();
  const following = text.slice(next, next + 100);
  if (STRUCTURED.test(content) || STRUCTURED.test(following)) return true;
  if (/[.!?:;…。！？؟।]["'”’»)\]*_`]*$/u.test(content.slice(-8))) return true;
  return content.length < WRAPPED && !/^\p{Ll}/u.test(following);
}
