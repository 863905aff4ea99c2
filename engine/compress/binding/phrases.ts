import { BREAKS_PHRASE, type Column, type SentenceRange, type Words } from "../worth/word-features.ts";
import { isCommand } from "./constraints.ts";

/** How many words of content say what is done and to what: "write an email". */
export const VERB_AND_OBJECT = 2;
export const UNQUALIFIED = /\b(?:never|always|not|cannot)\b|n['’]t\b/i;
/** Within so many words it shows whether a command follows. */
const OPENING = 8;
/** What a phrase without a word of content is worth; less than any other. */
const EMPTY = -100;

interface Phrase extends SentenceRange {
  /** Whether a clause begins with it: it has a verb and its object. */
  readonly isHead: boolean;
}

/** A phrase without which the rest of its sentence still is one, once those behind it in its clause are gone. */
export interface LoosePhrase extends SentenceRange {
  /** In the unit of `keep`; never less than those behind it in its clause, which hang on it. */
  readonly worth: number;
}

/** The phrases that a sentence can do without, the last of it first: none that is held or has anything held behind it. */
export function loosePhrases(
  text: string,
  words: Words,
  sentence: SentenceRange,
  keep: Column,
  isHeld: readonly boolean[],
): LoosePhrase[] {
  const loose: LoosePhrase[] = [];
  let worth = EMPTY;
  let holds = false;
  for (const { first, end, isHead } of phrasesOf(text, words, sentence).reverse()) {
    holds = !isHead && (holds || isHeld.slice(first, end).some(Boolean));
    worth = isHead ? EMPTY : Math.max(worth, meanOfContent(words, keep, first, end));
    if (!isHead && !holds) loose.push({ first, end, worth });
  }
  return loose;
}

/** The text of some atoms. */
export function said(text: string, { atoms }: Words, first: number, end: number): string {
  return first < end ? text.slice(atoms[first]!.start, atoms[end - 1]!.end) : "";
}

/**
 * The phrases of a sentence: each begins after a comma or with a preposition, conjunction or question word, and a head
 * with a command or at the sentence's beginning.
 */
function phrasesOf(text: string, words: Words, { first, end }: SentenceRange): Phrase[] {
  const { atoms, functions } = words;
  const phrases: (Phrase & { end: number })[] = [];
  // With nothing behind it, as in "bring it in", it belongs to its verb.
  const isParticle = (i: number) => BREAKS_PHRASE.test(atoms[i]!.text) || i + 1 === end || atoms[i + 1]!.closing;
  const isJoint = (i: number) =>
    functions[i] === "conjunction" ||
    functions[i] === "question word" ||
    (functions[i] === "preposition" && !isParticle(i));
  let content = 0;
  for (let i = first; i < end; i++) {
    const current = phrases.at(-1);
    const isAfterMark = i > first && BREAKS_PHRASE.test(atoms[i - 1]!.text);
    const verb = functions[i] === "conjunction" ? i + 1 : i;
    const isVerb =
      UNQUALIFIED.test(atoms[verb]?.term ?? "") || isCommand(said(text, words, verb, Math.min(end, verb + OPENING)));
    // "If it is wrong, ...": what it is a condition of comes after the comma.
    const isMain = isAfterMark && phrases.length === 1 && isJoint(first);
    const isHead = !current || isMain || ((isAfterMark || verb > i) && isVerb);
    const isOpen = current?.isHead && content < VERB_AND_OBJECT;
    const isTail =
      !isOpen && content > 0 && (isAfterMark || atoms[i]!.term === "that" || (isJoint(i) && atoms[i]!.term !== "of"));
    if (isHead || (isTail && !atoms[i]!.closing)) {
      phrases.push({ first: i, end: i + 1, isHead });
      content = 0;
    } else current!.end = i + 1;
    if (!functions[i] && !atoms[i]!.closing) content++;
  }
  return phrases;
}

function meanOfContent({ atoms, functions }: Words, keep: Column, first: number, end: number): number {
  const content = keep.subarray(first, end).filter((_, i) => !functions[first + i] && !atoms[first + i]!.closing);
  return content.length ? content.reduce((a, b) => a + b) / content.length : EMPTY;
}
