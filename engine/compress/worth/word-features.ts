import { once } from "../../../protocol/once.ts";
import { FUNCTION_CLASSES, type FunctionClass, wordsOf } from "../../lexicon/words.ts";
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

const CAPITAL = /^["'([“‘]*\p{Lu}/u;
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
const YEAR = /(?:^|\D)(?:1\d{3}|20\d\d)s?(?:\D|$)/;

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
  const { joiners, numbers, calendar } = known();
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
    isNumber: atoms.map((a) => /\p{Nd}/u.test(a.text) || numbers.has(a.term)),
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

/** The features of every atom that need no question: its class, its look, its neighbours, its place, its sentence. */
export function wordColumns(words: Words): Columns {
  const { atoms, sentences, sentenceOf, functions, isName, isNumber, isDate, isJoiner } = words;
  // A loop: `Float64Array.from` takes several times as long, and there are sixty columns.
  const column = (value: (atom: Atom, i: number) => number | boolean): Column => {
    const values = new Float64Array(atoms.length);
    for (let i = 0; i < values.length; i++) values[i] = Number(value(atoms[i]!, i));
    return values;
  };
  const content = (test: (atom: Atom, i: number) => number | boolean) =>
    column((atom, i) => (functions[i] ? 0 : test(atom, i)));
  const near = (values: Column, step: number): Column =>
    column((_, i) => (sentenceOf[i + step] === sentenceOf[i] ? values[i + step]! : 0));

  const classes = Object.fromEntries(FUNCTION_CLASSES.map((name) => [name, column((_, i) => functions[i] === name)]));
  const name = column((_, i) => isName[i]!);
  const digit = column((atom) => /\p{Nd}/u.test(atom.text));
  const isFunction = column((_, i) => functions[i] !== undefined);
  const comma = column((atom) => /[,;:]$/.test(atom.text));
  const { frequency, repeated, centrality } = repetition(words);
  const opens = column((_, i) => sentences[sentenceOf[i]!]!.first === i);
  const size = (i: number) => sentences[sentenceOf[i]!]!.end - sentences[sentenceOf[i]!]!.first;
  const position = column((_, i) => (i - sentences[sentenceOf[i]!]!.first) / size(i));
  const dense = densities(sentences, name, digit);
  const neighbours: Record<string, Column> = {};
  for (const step of [-2, -1, 1, 2]) {
    const sign = step > 0 ? `+${step}` : `${step}`;
    neighbours[`name ${sign}`] = near(name, step);
    neighbours[`digit ${sign}`] = near(digit, step);
    neighbours[`rarity ${sign}`] = near(words.rarity, step);
    neighbours[`function ${sign}`] = near(isFunction, step);
  }
  for (const kind of ["article", "preposition", "auxiliary", "conjunction"]) {
    neighbours[`${kind} -1`] = near(classes[kind]!, -1);
  }
  return {
    ...classes,
    ...neighbours,
    rarity: words.rarity,
    name,
    digit,
    comma,
    frequency,
    repeated,
    centrality,
    position,
    "comma -1": near(comma, -1),
    capital: content((atom, i) => CAPITAL.test(atom.text) && !opens[i]),
    "opening capital": content((atom, i) => CAPITAL.test(atom.text) && opens[i]!),
    "capitals only": content((atom) => /^\P{Ll}*\p{Lu}\P{Ll}*\p{Lu}\P{Ll}*$/u.test(atom.text)),
    year: column((atom) => YEAR.test(atom.text)),
    "number word": column((atom) => known().numbers.has(atom.term)),
    date: column((_, i) => isDate[i]! && !isNumber[i]),
    joiner: column((_, i) => isJoiner[i]!),
    length: content((atom) => Math.min(atom.term.length, 12) / 12),
    "-ly": content((atom) => atom.term.endsWith("ly")),
    "-ing": content((atom) => atom.term.endsWith("ing")),
    "-ed": content((atom) => atom.term.endsWith("ed")),
    parenthesis: column((atom) => /[()]/.test(atom.text)),
    quote: column((atom) => /["“”]/.test(atom.text)),
    hyphen: column((atom) => /\p{L}-\p{L}/u.test(atom.text)),
    late: column((_, i) => position[i]! > 0.75),
    lead: column((_, i) => 1 / (1 + sentenceOf[i]!)),
    "first sentence": column((_, i) => sentenceOf[i] === 0),
    "last sentence": column((_, i) => sentenceOf[i] === sentences.length - 1),
    "sentence length": column((_, i) => Math.log(size(i))),
    "sentence density": column((_, i) => dense[sentenceOf[i]!]!),
  };
}

/** How much of each sentence is names and figures. */
function densities(sentences: readonly SentenceRange[], name: Column, digit: Column): number[] {
  return sentences.map(({ first, end }) => {
    let telling = 0;
    for (let i = first; i < end; i++) telling += name[i]! + digit[i]!;
    return telling / (end - first);
  });
}

/** How often the atoms' stems occur (log), whether one occurred before, and how much of its sentence recurs. */
function repetition({ atoms, functions, sentences, sentenceOf }: Words) {
  const counts = new Map<string, number>();
  for (const { stem } of atoms) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const seen = new Set<string>();
  const frequency = new Float64Array(atoms.length);
  const repeated = new Float64Array(atoms.length);
  atoms.forEach(({ stem }, i) => {
    if (functions[i]) return;
    frequency[i] = Math.log(counts.get(stem)!);
    repeated[i] = Number(seen.has(stem));
    seen.add(stem);
  });
  const central = sentences.map(({ first, end }) => {
    const stems = new Set<string>();
    for (let i = first; i < end; i++) if (!functions[i]) stems.add(atoms[i]!.stem);
    let sum = 0;
    for (const stem of stems) sum += Math.log(counts.get(stem)!);
    return stems.size ? sum / stems.size : 0;
  });
  return { frequency, repeated, centrality: Float64Array.from(sentenceOf, (s) => central[s]!) };
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
