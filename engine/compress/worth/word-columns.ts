import { FUNCTION_CLASSES } from "../../lexicon/words.ts";
import type { Atom } from "../atoms/atoms.ts";
import {
  CAPITAL,
  type Column,
  type Columns,
  isNumberWord,
  type SentenceRange,
  type Words,
  YEAR,
} from "./word-features.ts";

/** The features of every atom that need no question: its class, its look, its neighbours, its place, its sentence. */
export function wordColumns(words: Words): Columns {
  const classes = Object.fromEntries(
    FUNCTION_CLASSES.map((name) => [name, column(words, (_, i) => words.functions[i] === name)]),
  );
  const look = looks(words);
  return { ...classes, ...look, ...neighbours(words, classes, look), ...places(words, look), ...repetition(words) };
}

/** The values of a feature. A loop: `Float64Array.from` takes several times as long, and there are sixty columns. */
function column({ atoms }: Words, value: (atom: Atom, i: number) => number | boolean): Column {
  const values = new Float64Array(atoms.length);
  for (let i = 0; i < values.length; i++) values[i] = Number(value(atoms[i]!, i));
  return values;
}

/** How a word is written. */
function looks(words: Words) {
  const { sentences, sentenceOf, functions, isName, isNumber, isDate, isJoiner } = words;
  const all = (value: (atom: Atom, i: number) => number | boolean) => column(words, value);
  const content = (value: (atom: Atom, i: number) => number | boolean) =>
    all((atom, i) => (functions[i] ? 0 : value(atom, i)));
  const opens = (i: number) => sentences[sentenceOf[i]!]!.first === i;
  return {
    rarity: words.rarity,
    name: all((_, i) => isName[i]!),
    digit: all((atom) => /\p{Nd}/u.test(atom.text)),
    comma: all((atom) => /[,;:]$/.test(atom.text)),
    capital: content((atom, i) => CAPITAL.test(atom.text) && !opens(i)),
    "opening capital": content((atom, i) => CAPITAL.test(atom.text) && opens(i)),
    "capitals only": content((atom) => /^\P{Ll}*\p{Lu}\P{Ll}*\p{Lu}\P{Ll}*$/u.test(atom.text)),
    year: all((atom) => YEAR.test(atom.text)),
    "number word": all((atom) => isNumberWord(atom.term)),
    date: all((_, i) => isDate[i]! && !isNumber[i]),
    joiner: all((_, i) => isJoiner[i]!),
    length: content((atom) => Math.min(atom.term.length, 12) / 12),
    "-ly": content((atom) => atom.term.endsWith("ly")),
    "-ing": content((atom) => atom.term.endsWith("ing")),
    "-ed": content((atom) => atom.term.endsWith("ed")),
    parenthesis: all((atom) => /[()]/.test(atom.text)),
    quote: all((atom) => /["“”]/.test(atom.text)),
    hyphen: all((atom) => /\p{L}-\p{L}/u.test(atom.text)),
  };
}

type Look = ReturnType<typeof looks>;

/** What the words before and behind a word in its sentence are. */
function neighbours(words: Words, classes: Columns, { name, digit, comma, rarity }: Look): Columns {
  const { sentenceOf, functions } = words;
  const near = (values: Column, step: number): Column =>
    column(words, (_, i) => (sentenceOf[i + step] === sentenceOf[i] ? values[i + step]! : 0));
  const isFunction = column(words, (_, i) => functions[i] !== undefined);
  const found: Record<string, Column> = { "comma -1": near(comma, -1) };
  for (const step of [-2, -1, 1, 2]) {
    const sign = step > 0 ? `+${step}` : `${step}`;
    found[`name ${sign}`] = near(name, step);
    found[`digit ${sign}`] = near(digit, step);
    found[`rarity ${sign}`] = near(rarity, step);
    found[`function ${sign}`] = near(isFunction, step);
  }
  for (const kind of ["article", "preposition", "auxiliary", "conjunction"]) {
    found[`${kind} -1`] = near(classes[kind]!, -1);
  }
  return found;
}

/** Where a word stands in its sentence, and its sentence in the text, and how much names and figures are in it. */
function places(words: Words, { name, digit }: Look): Columns {
  const { sentences, sentenceOf } = words;
  const size = (i: number) => sentences[sentenceOf[i]!]!.end - sentences[sentenceOf[i]!]!.first;
  const position = column(words, (_, i) => (i - sentences[sentenceOf[i]!]!.first) / size(i));
  const dense = densities(sentences, name, digit);
  return {
    position,
    late: column(words, (_, i) => position[i]! > 0.75),
    lead: column(words, (_, i) => 1 / (1 + sentenceOf[i]!)),
    "first sentence": column(words, (_, i) => sentenceOf[i] === 0),
    "last sentence": column(words, (_, i) => sentenceOf[i] === sentences.length - 1),
    "sentence length": column(words, (_, i) => Math.log(size(i))),
    "sentence density": column(words, (_, i) => dense[sentenceOf[i]!]!),
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
