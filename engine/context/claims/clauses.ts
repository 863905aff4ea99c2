import { words as segmented } from "../../prompt/text/segment.ts";
import type { Speech } from "./speech.ts";

/** Where a clause begins to say no of a thing that is named: "… rather than npm". */
export function turnIn(words: readonly string[], speech: Speech): number {
  return words.findIndex(
    (word, i) => i > 0 && isTurn(word, speech) && isOfThings(words.slice(0, i), words.slice(i), speech),
  );
}

/** Whether a word says no of what follows it: "instead". */
export function isTurn(word: string, speech: Speech): boolean {
  return speech.instead.has(speech.meant(word));
}

/** Whether a no behind a thing is said of another such thing. "Not code" may only tell what matters more. */
export function isOfThings(head: readonly string[], tail: readonly string[], speech: Speech): boolean {
  const [one, other] = [head, tail].map((words) => words.map(speech.meant));
  const isName = (word: string) => /\p{L}[._/@$#]+\p{L}/u.test(word);
  return (rivalIn(one!, speech) && rivalIn(other!, speech)) || (head.some(isName) && tail.some(isName));
}

/** The parts of a sentence that say something of their own: "Use spaces; never use tabs", "Use spaces, not tabs". */
export function clausesOf(text: string, speech: Speech): string[] {
  const { meant, no, instead, idle } = speech;
  return text.split(/\s*;\s*/).flatMap((part) => {
    const [head = "", ...rest] = part.split(speech.joint);
    const clauses = [head];
    for (const piece of rest) {
      const words = wordsIn(piece, speech);
      const opening = words.map(meant).find((word) => !idle.has(word));
      const isNo = opening !== undefined && no.has(opening);
      if (isNo && (!instead.has(opening) || isOfThings(wordsIn(head, speech), words, speech))) clauses.push(piece);
      else clauses[clauses.length - 1] += `, ${piece}`;
    }
    return clauses;
  });
}

/**
 * Words, names and numbers. What is joined by hyphens is taken apart, where it is no name of a thing itself; what is one
 * word of code keeps its marks: `any`.
 */
export function wordsIn(text: string, speech: Speech): string[] {
  if (!speech.spaced)
    return segmented(text)
      .map(({ start, end }) => text.slice(start, end))
      .filter(isSaid);
  const found = text.match(CODE_OR_WORD) ?? [];
  return found
    .map((word) => (word.startsWith("`") ? word : word.replace(/^(?!--)[`./\\-]+(?=\p{L})|(?<=.)[`.\\-]+$/gu, "")))
    .flatMap((word) => (isWhole(word, speech) ? [word] : word.split("-")))
    .filter(isSaid);
}

/** Patterns of names and single words that are code, with their marks; words, names and numbers. */
const CODE_OR_WORD = /`[^`\s]*[*{<][^`\s]*`|`\p{L}+`|[\p{L}\p{M}\p{N}_@#$/.\\-]+(?:'\p{L}+)?%?|[,%]|:(?=\s)/gu;

function isSaid(word: string): boolean {
  return /[\p{L}\p{N},:%]/u.test(word);
}

function isWhole(word: string, speech: Speech): boolean {
  return rivalIn([speech.meant(word)], speech) || speech.verbs.has(word) || !/^[\p{L}\d]+(?:-\p{L}+)+$/u.test(word);
}

function rivalIn(words: readonly string[], speech: Speech): boolean {
  return words.some((word) => speech.rivals.some(({ members }) => members.has(word)));
}
