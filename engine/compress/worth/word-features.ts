import { once } from "../../../protocol/once.ts";
import { type FunctionClass, wordsOf } from "../../lexicon/words.ts";
import type { Atom } from "../atoms/atoms.ts";
import { functionClass, rarity } from "../atoms/terms.ts";

/** Values of one feature, one for each atom. */
export type Column = Float64Array;
export type Columns = Readonly<Record<string, Column>>;

/** A sentence's atoms: from `first` up to `end`, exclusive. */
export interface SentenceRange {
  readonly first: number;
  readonly end: number;
}

export function indices({ first, end }: SentenceRange): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** What is known of each atom before any question is asked; the arrays run parallel to the atoms. */
export interface Words {
  readonly atoms: readonly Atom[];
  readonly sentences: readonly SentenceRange[];
  /** Index of each atom's sentence in `sentences`. */
  readonly sentenceOf: Int32Array;
  readonly functions: readonly (FunctionClass | undefined)[];
  readonly rarity: Column;
  readonly isName: readonly boolean[];
  readonly isNumber: readonly boolean[];
  readonly isDate: readonly boolean[];
  /** A function word inside a name: "Bank *of* England". */
  readonly isJoiner: readonly boolean[];
}

export const CAPITAL = /^["'([“‘]*\p{Lu}/u;
/** How a word ends that ends a phrase. */
export const BREAKS_PHRASE = /[,;:)\]]["'”’]*$/;
const known = once(() => {
  const { numbers, calendar, grammar } = wordsOf("en");
  const dates = [...calendar.months, ...calendar.weekdays].join("|").toLowerCase();
  return {
    joiners: new Set(grammar!.nameJoiners),
    numbers: new Set(numbers),
    calendar: new RegExp(`\\b(?:${dates})\\b`),
  };
});
export const YEAR = /(?:^|\D)(?:1\d{3}|20\d\d)s?(?:\D|$)/;

/** Whether it is a number in letters. */
export function isNumberWord(term: string): boolean {
  return known().numbers.has(term);
}

export function describeWords(atoms: readonly Atom[]): Words {
  const sentences: { first: number; end: number }[] = [];
  const sentenceOf = Int32Array.from(atoms, (atom, i) => {
    if (atom.sentence !== atoms[i - 1]?.sentence) sentences.push({ first: i, end: i });
    sentences.at(-1)!.end = i + 1;
    return sentences.length - 1;
  });
  const functions = atoms.map((a) => functionClass(a.term));
  const capital = atoms.map((a) => CAPITAL.test(a.text));
  const opens = atoms.map((_, i) => sentences[sentenceOf[i]!]!.first === i);
  const isName = atoms.map(
    (_, i) =>
      capital[i]! &&
      !functions[i] &&
      (!opens[i] || (capital[i + 1] === true && sentenceOf[i + 1] === sentenceOf[i] && !functions[i + 1])),
  );
  const { joiners, calendar } = known();
  const isJoiner = atoms.map(({ term }, i) => {
    if (!joiners.has(term) || !isName[i - 1] || BREAKS_PHRASE.test(atoms[i - 1]!.text)) return false;
    const next = atoms[i + 1]?.term === "the" ? i + 2 : i + 1;
    return isName[next] === true && sentenceOf[next] === sentenceOf[i - 1];
  });
  return {
    atoms,
    sentences,
    sentenceOf,
    functions,
    rarity: Float64Array.from(atoms, (a, i) => (functions[i] ? 0 : rarity(a.term))),
    isName,
    isNumber: atoms.map((a) => /\p{Nd}/u.test(a.text) || isNumberWord(a.term)),
    isDate: atoms.map((a) => YEAR.test(a.text) || (CAPITAL.test(a.text) && calendar.test(a.term))),
    isJoiner,
  };
}

/**
 * The runs of atoms that form a phrase, as ranges that tile the atoms: content words that follow each other inside of
 * one sentence without a mark between them, with the function words inside of names; other words stand alone.
 */
export function phrases({ atoms, functions, isJoiner, sentenceOf }: Words): SentenceRange[] {
  const found: SentenceRange[] = [];
  const isContent = (i: number) => !atoms[i]!.closing && (!functions[i] || isJoiner[i]!);
  for (let i = 0; i < atoms.length; ) {
    let end = i + 1;
    if (isContent(i)) {
      while (
        end < atoms.length &&
        sentenceOf[end] === sentenceOf[i] &&
        isContent(end) &&
        !BREAKS_PHRASE.test(atoms[end - 1]!.text)
      )
        end++;
    }
    found.push({ first: i, end });
    i = end;
  }
  return found;
}

/** The clauses of the sentences, by their marks alone, as ranges that tile the atoms: up to a comma, colon or bracket. */
export function clauses({ atoms, sentences }: Words): SentenceRange[] {
  const breaks = (i: number) => BREAKS_PHRASE.test(atoms[i - 1]!.text) || /^["'“‘]*[([]/.test(atoms[i]!.text);
  return sentences.flatMap(({ first, end }) => {
    const starts = [first];
    for (let i = first + 1; i < end; i++) if (breaks(i)) starts.push(i);
    return starts.map((start, c) => ({ first: start, end: starts[c + 1] ?? end }));
  });
}

/** Indices of the function words that stand between two words of their sentence. */
export function bridges({ functions, sentenceOf }: Words): number[] {
  const isBetween = (i: number) => sentenceOf[i - 1] === sentenceOf[i] && sentenceOf[i + 1] === sentenceOf[i];
  return [...functions.keys()].filter((i) => functions[i] && isBetween(i));
}

/** (x - mean) / standard deviation; about 0 where the values do not differ. */
export function standardised(values: Column): Column {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  return values.map((value) => (value - mean) / (Math.sqrt(variance) + 1e-6));
}

/** What stands so many places further on; the least of all where nothing does. */
export function shifted(values: Column, step: number): Column {
  const least = values.reduce((a, b) => Math.min(a, b), 0);
  return values.map((_, i) => values[i + step] ?? least);
}
