import { functionClass } from "../atoms/terms.ts";
import { asksToReckon } from "../worth/quantities.ts";
import type { Column, Words } from "../worth/word-features.ts";
import { isInstruction } from "./constraints.ts";
import { loosePhrases, said, UNQUALIFIED, VERB_AND_OBJECT } from "./phrases.ts";
import { SPARE } from "./rules.ts";

/** A text of more sentences is no short request. */
const MOST_SENTENCES = 12;
const LEAST_SHARE = 0.5;
/** Between tiers of the order; far more than any two words of a tier differ by. */
const TIER = 10_000;

/** What of a short request goes together. */
export interface RequestOrder {
  /** The number of the phrase that an atom goes with, above those of all sentences; -1 for none. */
  readonly phraseOf: number[];
  /** Whether an atom goes only with the guards of its sentence: verb and object of a "never", "always" or "not". */
  readonly bound: readonly boolean[];
}

/**
 * Orders a request of a few sentences so that it still reads as one: first the words that a reader restores (articles,
 * then auxiliaries and pronouns), then whole phrases from the end of their clauses, the least telling first, and only
 * then the other words one by one. A phrase stays so long as a guard stands in it or after it in its clause. Changes
 * `keep`; undefined where the text is no such request.
 */
export function orderRequest(
  text: string,
  words: Words,
  keep: Column,
  isGuard: readonly boolean[],
): RequestOrder | undefined {
  const { atoms, sentences, functions } = words;
  const instructing = sentences.filter(({ first, end }) => isInstruction(said(text, words, first, end)));
  if (sentences.length > MOST_SENTENCES || instructing.length < LEAST_SHARE * sentences.length) return undefined;
  if (asksToReckon(words)) return undefined;
  const bound = verbsAndObjects(words);
  const isHeld = atoms.map(({ removable, closing }, i) => isGuard[i]! || bound[i]! || !(removable || closing));
  const phraseOf = atoms.map(() => -1);
  const loose = sentences.flatMap((sentence) => loosePhrases(text, words, sentence, keep, isHeld));
  for (const { first, end, worth } of loose) {
    keep.fill(worth - TIER - first * 1e-6, first, end);
    phraseOf.fill(sentences.length + first, first, end);
  }
  for (const [i, atom] of atoms.entries()) {
    const isRestored = functions[i] === "auxiliary" || functions[i] === "pronoun";
    if (isHeld[i] || atom.text.length > atom.term.length) continue;
    if (SPARE.has(atom.term)) keep[i]! -= 3 * TIER;
    else if (isRestored && atoms[i - 1]?.guard === undefined) keep[i]! -= 2 * TIER;
  }
  return { phraseOf, bound };
}

/** For each atom whether it stands between a "never", "always" or "not" and the object of its verb. */
function verbsAndObjects({ atoms, sentenceOf, functions }: Words): boolean[] {
  let open = 0;
  return atoms.map(({ term, text, closing }, i) => {
    if (sentenceOf[i] !== sentenceOf[i - 1] || closing) open = 0;
    const isUnqualified = UNQUALIFIED.test(term);
    if (isUnqualified) {
      // Of "do not use" the verb is a part.
      const verbs = term
        .replace(UNQUALIFIED, "")
        .split(" ")
        .filter((word) => word && !functionClass(word));
      open = VERB_AND_OBJECT - verbs.length;
      return true;
    }
    if (open === 0) return false;
    if (!functions[i]) open--;
    // "not use any commas" says "not use commas".
    return !SPARE.has(text.toLowerCase()) && term !== "any";
  });
}
