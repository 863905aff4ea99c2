import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { isUnspaced } from "../../prompt/text/characters.ts";
import { sentences, words } from "../../prompt/text/segment.ts";
import type { ScoredWord } from "../../salience/salience.ts";
import { guardFinder, type Literal, literalsOf } from "./guards.ts";
import { plainTerm, stem } from "./terms.ts";

/** The smallest piece that compression may drop: a word, or an indivisible literal, in the file's coordinates; `order/units.ts` makes units of them. */
export interface Atom extends Span {
  /** As it stands in the file. */
  readonly text: string;
  /** Plain form of it: lower case, without marks around it. */
  readonly term: string;
  readonly stem: string;
  /** Largest salience of the words in it, punctuation apart: a literal matters as much as its most telling part. */
  readonly salience: number;
  readonly removable: boolean;
  /** Why it is more than a word, or what it is a part of. */
  readonly guard: ProtectionReason | undefined;
  /** Whether it is all of a guarded stretch, which is never cut inside. */
  readonly literal: boolean;
  /** Number of the sentence, rising through the prompt. */
  readonly sentence: number;
  /** Sentence-final punctuation: it goes when all of its sentence has gone, and never before. */
  readonly closing: boolean;
  /** Mark of a list item or quote. */
  readonly marker: boolean;
}

const SPOKEN = /[\p{L}\p{N}]/u;
const CLOSING = /^[.!?:…。！？؟।]+$/u;
/** French writes its "que" as one word with the next, which begins the clause that it announces. */
const ELIDED = /^qu['’](?=\p{L})/iu;
/** What ends a string that is a line of its own, as in a list in code. */
const STRING_END = /[.!?]{0,3}",?[ \t]*$/my;
const STRING_START = /^[ \t]*"[^"\n]*$/;

/**
 * Cuts every passage of a prompt into atoms, in the file's order. `scored` holds each passage's words with salience.
 * Words that stand without white space between them form one atom ("e.g.", "a/b", "don't", "(x)"), and so do the words
 * of a literal ("at least", "12 hours", "do not use"), so that neither is ever broken; an atom that touches an
 * untouchable span is not removable. O(text).
 */
export function atomsOf(
  prompt: Prompt,
  untouchable: readonly Span[],
  scored: readonly (readonly ScoredWord[])[],
): Atom[] {
  const { text, passages, protections } = prompt;
  const isUntouchable = overlapTester(union(untouchable));
  const literalAt = literalFinder(literalsOf(text, protections));
  const guardOf = guardFinder(prompt);
  const isMarker = overlapTester(union(protections.filter((p) => p.reason === "list marker")));
  const atoms: Atom[] = [];
  let before = 0;
  passages.forEach((passage, index) => {
    const ends = sentences(passage.text).map((s) => s.end);
    const sentenceAt = sentenceFinder(ends);
    const salienceOf = salienceFinder(passage.text, scored[index] ?? []);
    let open: Literal | undefined;
    for (const chunk of chunks(passage.text, new Set(ends))) {
      const sentence = before + sentenceAt(chunk.start);
      const salience = salienceOf(chunk);
      const source = passage.toSourceSpan(chunk);
      const touched = isUntouchable(source);
      const marker = isMarker(source) && !touched;
      const closing = !marker && isClosing(passage.text, chunk);
      const removable = !marker && !closing && !touched;
      const literal = literalAt(source);
      const last = atoms.at(-1);
      const goesOn = literal && literal === open && removable;
      if (goesOn && last?.removable && last.sentence === sentence && isTight(text, last, source)) {
        atoms[atoms.length - 1] = joined(text, last, source.end, salience);
        continue;
      }
      open = literal;
      const words = text.slice(source.start, source.end);
      const term = plainTerm(words);
      atoms.push({
        start: source.start,
        end: source.end,
        text: words,
        term,
        stem: stem(term),
        salience,
        removable,
        guard: literal?.reason ?? guardOf(source),
        literal: literal !== undefined,
        sentence,
        closing,
        marker,
      });
    }
    before += ends.length + 1;
  });
  return withRecords(text, atoms);
}

/** How many sentences end up to a place, for look-ups in rising order. */
function sentenceFinder(ends: readonly number[]): (start: number) => number {
  let passed = 0;
  return (start) => {
    while (passed < ends.length && ends[passed]! <= start) passed++;
    return passed;
  };
}

/** The most salience of the words in a span, for look-ups in rising order. */
function salienceFinder(text: string, scored: readonly ScoredWord[]): (span: Span) => number {
  let next = 0;
  return ({ start, end }) => {
    while (next < scored.length && scored[next]!.end <= start) next++;
    let most = 0;
    for (let i = next; i < scored.length && scored[i]!.start < end; i++) {
      const word = scored[i]!;
      if (SPOKEN.test(text.slice(word.start, word.end))) most = Math.max(most, word.salience);
    }
    return most;
  };
}

function isClosing(text: string, { start, end }: Span): boolean {
  return CLOSING.test(text.slice(start, end)) || endsStringAt(text, start);
}

/** Joins the atoms of each sentence that holds nothing but literals, such as a line `key: value`: one goes with all. */
function withRecords(text: string, atoms: readonly Atom[]): Atom[] {
  const records: Atom[] = [];
  for (let first = 0; first < atoms.length; ) {
    let end = first + 1;
    let isRecord = isLiteral(atoms[first]!) && !atoms[first]!.closing;
    while (end < atoms.length && atoms[end]!.sentence === atoms[first]!.sentence) {
      isRecord &&= isLiteral(atoms[end]!) && isTight(text, atoms[end - 1]!, atoms[end]!);
      end++;
    }
    if (isRecord && end - first > 1) {
      let salience = 0;
      for (let i = first; i < end; i++) salience = Math.max(salience, atoms[i]!.salience);
      records.push(joined(text, atoms[first]!, atoms[end - 1]!.end, salience));
    } else for (let i = first; i < end; i++) records.push(atoms[i]!);
    first = end;
  }
  return records;
}

function isLiteral(atom: Atom): boolean {
  return atom.closing || (atom.removable && atom.literal);
}

function joined(text: string, atom: Atom, end: number, salience: number): Atom {
  const words = text.slice(atom.start, end);
  return { ...atom, end, text: words, term: plainTerm(words), salience: Math.max(atom.salience, salience) };
}

/** Whether nothing or one plain space lies between two spans. */
function isTight(text: string, before: Span, after: Span): boolean {
  return /^[ \u00a0]?$/.test(text.slice(before.end, after.start));
}

/** The literal that a span overlaps, for look-ups in rising order. */
function literalFinder(literals: readonly Literal[]): (span: Span) => Literal | undefined {
  let next = 0;
  return ({ start, end }) => {
    while (next < literals.length && literals[next]!.end <= start) next++;
    const literal = literals[next];
    return literal && literal.start < end ? literal : undefined;
  };
}

/** Whether the marks at a place end a string that is its line. */
function endsStringAt(text: string, at: number): boolean {
  if (!/[.!?"]/.test(text[at]!)) return false;
  STRING_END.lastIndex = at;
  return STRING_END.test(text) && STRING_START.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));
}

/** Words without white space between them, of one sentence. */
function* chunks(text: string, sentenceEnds: ReadonlySet<number>): Generator<Span> {
  let open: { start: number; end: number } | undefined;
  for (const word of words(text)) {
    const glued =
      open?.end === word.start &&
      !sentenceEnds.has(word.start) &&
      // There a word ends where the segmenter says, not where white space is.
      !(isUnspaced(text, word.start) || isUnspaced(text, word.start - 1));
    const closes =
      endsStringAt(text, word.start) ||
      (CLOSING.test(text.slice(word.start, word.end)) && /^(\s|$)/.test(text.slice(word.end, word.end + 1)));
    if (open && glued && !closes) {
      open.end = word.end;
      continue;
    }
    if (open) yield* elided(text, open);
    open = { start: word.start, end: word.end };
  }
  if (open) yield* elided(text, open);
}

function elided(text: string, { start, end }: Span): Span[] {
  const at = start + (ELIDED.exec(text.slice(start, end))?.[0].length ?? 0);
  return at > start
    ? [
        { start, end: at },
        { start: at, end },
      ]
    : [{ start, end }];
}
