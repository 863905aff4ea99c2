import { vocabulary } from "../../salience/wordpiece.ts";

/** What a function word does in a sentence; a word that is in no list carries content. */
export const FUNCTION_CLASSES = [
  "article",
  "auxiliary",
  "pronoun",
  "preposition",
  "conjunction",
  "question word",
  "quantifier",
  "adverb",
  "filler",
] as const;
export type FunctionClass = (typeof FUNCTION_CLASSES)[number];

const LISTS: Record<FunctionClass, string> = {
  article: "a an the",
  auxiliary:
    "is are was were be been being am do does did have has had having will would shall should can could may might must " +
    "'s 're 'm 've 'll 'd",
  pronoun:
    "it its this that these those he she they we you i his her their our your my him them us me mine yours hers ours " +
    "theirs himself herself itself themselves myself yourself there one's he/she she/he his/her him/her they/them",
  preposition:
    "in of on at to for with by from as into over under about after before between during up down out off through " +
    "against among around across along within upon onto toward towards via per onto beside besides",
  conjunction: "and or but so because although though while whereas since than if unless until nor yet and/or",
  "question word": "who whom whose which what when where why how whether",
  quantifier: "all any both each few more most other some such own same another every much many several less least",
  adverb:
    "then here also again further once only too very just now still even already always often usually generally " +
    "sometimes however therefore thus hence moreover furthermore additionally instead rather quite almost",
  filler:
    "um uh er erm hmm well oh okay ok yeah like basically actually really literally simply obviously honestly please " +
    "kindly thanks essentially certainly definitely totally anyway alright maybe perhaps",
};

const CLASSES = new Map<string, FunctionClass>();
for (const name of FUNCTION_CLASSES) {
  for (const word of LISTS[name].split(" ")) if (!CLASSES.has(word)) CLASSES.set(word, name);
}

/** The class of a function word in its plain form; undefined for a word of content. */
export function functionClass(term: string): FunctionClass | undefined {
  return CLASSES.get(term);
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

const ENDINGS = /(?:ations?|ings?|ments?|ives?|ness|ers?|ors?|ied|ies|ed|es|ly|s|e)$/;

/** A crude stem, for matching only: "released", "release" and "releases" are one. */
export function stem(term: string): string {
  if (term.length < 5 || /\d/.test(term)) return term.length === 4 ? term.replace(/s$/, "") : term;
  const cut = term.replace(ENDINGS, "");
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
