import { BREAKS_PHRASE, type Column, type SentenceRange, type Words } from "../worth/word-features.ts";

/** How many words of content say what is done and to what: "write an email". */
const VERB_AND_OBJECT = 2;
/** What a phrase without a word of content is worth; less than any other. */
const EMPTY = -100;

/** A phrase without which the rest of its sentence still is one, once those behind it in its clause are gone. */
export interface Detail extends SentenceRange {
  /** In the unit of the words' worth; never less than those behind it in its clause, which hang on it. */
  readonly worth: number;
}

interface Phrase extends SentenceRange {
  /** Whether a clause begins with it: it has a verb and its object. */
  readonly isHead: boolean;
}

/** The details of a sentence, the last of it first: no head of a clause, and none that is held or has anything held behind it. */
export function detailsOf(
  words: Words,
  sentence: SentenceRange,
  worth: Column,
  isHeld: (atom: number) => boolean,
): Detail[] {
  const details: Detail[] = [];
  let most = EMPTY;
  let holds = false;
  for (const { first, end, isHead } of phrasesOf(words, sentence).reverse()) {
    for (let i = first; i < end; i++) holds ||= isHeld(i);
    most = isHead ? EMPTY : Math.max(most, meanOfContent(words, worth, first, end));
    if (!isHead && !holds) details.push({ first, end, worth: most });
    if (isHead) holds = false;
  }
  return details;
}

/**
 * The phrases of a sentence: each begins after a comma or with a preposition, conjunction or question word; a head is at
 * the sentence's beginning, or after the comma of a clause before it.
 */
function phrasesOf({ atoms, functions }: Words, { first, end }: SentenceRange): Phrase[] {
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
    // "If it is wrong, ...": what it is a condition of comes after the comma.
    const isHead = !current || (isAfterMark && phrases.length === 1 && isJoint(first));
    const isOpen = current?.isHead && content < VERB_AND_OBJECT;
    const isTail = !isOpen && content > 0 && (isAfterMark || (isJoint(i) && atoms[i]!.term !== "of"));
    if (isHead || (isTail && !atoms[i]!.closing)) {
      phrases.push({ first: i, end: i + 1, isHead });
      content = 0;
    } else current!.end = i + 1;
    if (!functions[i] && !atoms[i]!.closing) content++;
  }
  return phrases;
}

function meanOfContent({ atoms, functions }: Words, worth: Column, first: number, end: number): number {
  const content = worth.subarray(first, end).filter((_, i) => !functions[first + i] && !atoms[first + i]!.closing);
  return content.length ? content.reduce((a, b) => a + b) / content.length : EMPTY;
}
