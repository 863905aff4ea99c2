import { once } from "../../../protocol/once.ts";
import { english, FUNCTION_CLASSES, type FunctionClass } from "../../lexicon/words.ts";
import { vocabulary } from "../../salience/wordpiece.ts";

const classes = once(
  () =>
    new Map(
      FUNCTION_CLASSES.flatMap((name) =>
        english().functionWords[name].map((word): [string, FunctionClass] => [word, name]),
      ),
    ),
);
const endings = once(() => new RegExp(`(?:${english().endings.join("|")})$`));

/** The class of a function word in its plain form; undefined for a word of content. */
export function functionClass(term: string): FunctionClass | undefined {
  return classes().get(term);
}

/** A word as it is compared: lower case, without marks around it and without a possessive; the US is not "us". */
export function plainTerm(word: string): string {
  return word
    .replace(/^[^\p{L}\p{N}]*US(?:['’]s)?[^\p{L}\p{N}]*$/u, "U.S")
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, "")
    .replace(/'s$/, "");
}

/** A crude stem, for matching only: "released", "release" and "releases" are one. */
export function stem(term: string): string {
  if (term.length < 5 || /\d/.test(term)) return term.length === 4 ? term.replace(/s$/, "") : term;
  const cut = term.replace(endings(), "");
  return cut.length >= 4 ? cut : term.replace(/e?s$/, "");
}

/** Where the words of BERT's vocabulary begin; from there on it is sorted by falling frequency. */
const FIRST_WORD = 1996;

/**
 * How much a word tells by itself, from 0 (the most frequent word) to about 1: by Zipf's law -log p is log rank plus a
 * constant, and the encoder's vocabulary is sorted by frequency. A word that is not in it is rarer than all that are.
 */
export function rarity(term: string): number {
  const { ids } = vocabulary();
  const id = ids.get(term);
  const rank = id === undefined ? ids.size : Math.max(1, id - FIRST_WORD);
  return Math.log(rank) / Math.log(ids.size);
}
