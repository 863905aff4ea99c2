import type { Span } from "../../protocol/span.ts";
import { overlapTester, union } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import { sentences, words } from "../prompt/segment.ts";
import type { ScoredWord } from "../salience/salience.ts";

/** The smallest piece that compression may drop: a word, or an indivisible literal, in the file's coordinates. */
export interface Atom extends Span {
  /** Largest salience of the words in it, punctuation apart: a literal matters as much as its most telling part. */
  readonly salience: number;
  readonly removable: boolean;
  /** Number of the sentence, rising through the prompt. */
  readonly sentence: number;
  /** Sentence-final punctuation: it goes when all of its sentence has gone, and never before. */
  readonly closing: boolean;
}

// Scripts written without spaces: there, a word ends where the segmenter says, not where white space is.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const SPOKEN = /[\p{L}\p{N}]/u;
const CLOSING = /^[.!?:…。！？]+$/u;

/**
 * Cuts every passage of a prompt into atoms, in the file's order. `scored` holds each passage's words with salience.
 * Words that stand without white space between them form one atom ("e.g.", "a/b", "don't", "(x)"), so that no
 * literal is ever broken; an atom that touches a protected span is not removable.
 */
export function atomsOf(prompt: Prompt, scored: readonly (readonly ScoredWord[])[]): Atom[] {
  const isProtected = overlapTester(union(prompt.protections));
  const atoms: Atom[] = [];
  let sentence = 0;
  prompt.passages.forEach((passage, index) => {
    const ends = sentences(passage.text).map((s) => s.end);
    const salience = scored[index] ?? [];
    let scoredAt = 0;
    let endAt = 0;
    for (const chunk of chunks(passage.text)) {
      while (endAt < ends.length && ends[endAt]! <= chunk.start) {
        endAt++;
        sentence++;
      }
      let most = 0;
      while (scoredAt < salience.length && salience[scoredAt]!.end <= chunk.start) scoredAt++;
      for (let i = scoredAt; i < salience.length && salience[i]!.start < chunk.end; i++) {
        const word = salience[i]!;
        if (SPOKEN.test(passage.text.slice(word.start, word.end))) most = Math.max(most, word.salience);
      }
      const source = passage.toSourceSpan(chunk);
      const closing = CLOSING.test(passage.text.slice(chunk.start, chunk.end));
      atoms.push({ ...source, salience: most, removable: !closing && !isProtected(source), sentence, closing });
    }
    sentence++;
  });
  return atoms;
}

function* chunks(text: string): Generator<Span> {
  let open: { start: number; end: number } | undefined;
  for (const word of words(text)) {
    const glued =
      open?.end === word.start && !(UNSPACED.test(text[word.start]!) || UNSPACED.test(text[word.start - 1]!));
    const closes = CLOSING.test(text.slice(word.start, word.end)) && /^(\s|$)/.test(text.slice(word.end, word.end + 1));
    if (open && glued && !closes) {
      open.end = word.end;
      continue;
    }
    if (open) yield open;
    open = { start: word.start, end: word.end };
  }
  if (open) yield open;
}
