import type { Agreement } from "./agreement.ts";
import { ANSWER_TYPES, type AnswerType, answerType } from "./answer-type.ts";
import { type LexicalMatch, lexicalMatch } from "./lexical-match.ts";
import { bestOf, paragraphsOf, secondHop } from "./paragraphs.ts";
import {
  type Column,
  type Columns,
  clauses,
  type SentenceRange,
  shifted,
  standardised,
  type Words,
} from "./word-features.ts";

/** What a question makes of the words and the sentences of a prompt. */
export interface Asked {
  /** One value for each atom. */
  readonly words: Columns;
  /** One value for each sentence. */
  readonly sentences: Columns;
  /** Whether the atom is a word of the question. */
  readonly isAsked: readonly boolean[];
}

/**
 * The features that need a question: lexical match (BM25 with the document's own sentences as the collection, weighted
 * by the rarity of the words), closeness of meaning, what the neighbours and the paragraph have, and whether an answer of
 * the kind asked for is there.
 */
export function questionColumns(text: string, words: Words, question: string, agreement: Agreement): Asked {
  const match = lexicalMatch(words, question);
  const best = match.score.reduce((a, b) => Math.max(a, b), 1e-9);
  const relative = match.score.map((s) => s / best);
  const type = answerType(question);
  const answers = answerLikeness(words, match.isAsked, type);
  const typed = type === "thing" || type === "clause" ? 0 : 1;
  const asked = { ...match, best, relative, type, answers, typed };
  return {
    isAsked: match.isAsked,
    words: wordsAsked(words, asked, agreement),
    sentences: sentencesAsked(text, words, asked, agreement),
  };
}

/** What the question and the text have in common. */
interface Match extends LexicalMatch {
  /** The best score of a sentence, and each as a share of it. */
  readonly best: number;
  readonly relative: Column;
  readonly type: AnswerType;
  /** How well each atom fits what is asked for. */
  readonly answers: Column;
  /** 1 where the question asks for something that can be told by its look. */
  readonly typed: number;
}

function wordsAsked(words: Words, { isAsked, relative, type, answers, typed }: Match, agreement: Agreement): Columns {
  const { atoms, sentenceOf, functions } = words;
  const byWord = (value: (i: number) => number | boolean): Column =>
    Float64Array.from(atoms, (_, i) => Number(value(i)));
  const columns: Record<string, Column> = {
    asked: byWord((i) => isAsked[i]!),
    nearness: nearness(isAsked, sentenceOf),
    "asked in its clause": askedInClause(words, isAsked),
    "agrees with a word": agreement.asked,
    "agrees with the question word": agreement.asking,
    "answer type": answers,
    "other type": byWord((i) => typed * (1 - answers[i]!)),
    "answer type x match": byWord((i) => answers[i]! * relative[sentenceOf[i]!]!),
  };
  for (const step of [-2, -1, 1, 2]) {
    const sign = step > 0 ? `+${step}` : `${step}`;
    columns[`asked ${sign}`] = byWord((i) => sentenceOf[i + step] === sentenceOf[i] && isAsked[i + step]!);
  }
  for (const kind of ANSWER_TYPES) {
    const is = Number(kind === type);
    columns[`${kind} x name`] = byWord((i) => is * Number(words.isName[i]));
    columns[`${kind} x number`] = byWord((i) => is * Number(words.isNumber[i]));
    columns[`${kind} x date`] = byWord((i) => is * Number(words.isDate[i]));
    columns[`${kind} x function`] = byWord((i) => is * Number(functions[i] !== undefined));
  }
  return columns;
}

function sentencesAsked(text: string, words: Words, match: Match, agreement: Agreement): Columns {
  const { sentences } = words;
  const { isAsked, score, coverage, best, relative, answers, typed } = match;
  const answered = Float64Array.from(sentences, ({ first, end }) =>
    Number(answers.subarray(first, end).some((a) => a > 0.4)),
  );
  const closeness = standardised(agreement.closeness);
  const paragraphs = paragraphsOf(text, words);
  const constant = (value: number) => new Float64Array(sentences.length).fill(value);
  return {
    match: relative,
    "match, absolute": score.map((s) => Math.log1p(s)),
    coverage,
    "match before": shifted(relative, -1),
    "match after": shifted(relative, 1),
    "best match": score.map((s) => Number(s >= best * 0.999)),
    "match rank": ranks(score),
    "paragraph match": bestOf(paragraphs, relative),
    closeness,
    "closeness before": shifted(closeness, -1),
    "closeness after": shifted(closeness, 1),
    "closeness rank": ranks(agreement.closeness),
    "paragraph closeness": bestOf(paragraphs, closeness),
    "second hop": secondHop(words, isAsked, paragraphs, score),
    "agreement of words": agreement.late,
    "agreement of words, standardised": standardised(agreement.late),
    "agreement of words x match": agreement.late.map((a, s) => a * relative[s]!),
    answered,
    "answered x match": answered.map((a, i) => a * relative[i]!),
    typed: constant(typed),
    sentences: constant(Math.log(sentences.length)),
    lead: Float64Array.from(sentences, (_, i) => 1 / (1 + i)),
    "first sentence": Float64Array.from(sentences, (_, i) => Number(i === 0)),
    "last sentence": Float64Array.from(sentences, (_, i) => Number(i === sentences.length - 1)),
    "sentence length": Float64Array.from(sentences, ({ first, end }) => Math.log(end - first)),
  };
}

/** How well each atom fits what is asked for, 0 to 1; words of the question itself answer nothing. */
function answerLikeness(
  { atoms, isName, isNumber, isDate }: Words,
  isAsked: readonly boolean[],
  type: AnswerType,
): Column {
  const fits: Record<AnswerType, (i: number) => number> = {
    person: (i) => Number(isName[i]),
    place: (i) => Number(isName[i]),
    date: (i) => Number(isDate[i]),
    number: (i) => Number(isNumber[i]) * (isDate[i] ? 0.5 : 1),
    clause: () => 0,
    thing: () => 0,
  };
  return Float64Array.from(atoms, (_, i) => (isAsked[i] ? 0 : fits[type](i)));
}

/** 1 / (1 + words to the nearest word of the question in the sentence). */
function nearness(isAsked: readonly boolean[], sentenceOf: Int32Array): Column {
  const distance = new Float64Array(isAsked.length).fill(30);
  const walk = (from: number, to: number, step: number): void => {
    let last = Number.NaN;
    for (let i = from; i !== to; i += step) {
      if (sentenceOf[i] !== sentenceOf[i - step]) last = Number.NaN;
      if (isAsked[i]) last = i;
      if (!Number.isNaN(last)) distance[i] = Math.min(distance[i]!, Math.abs(i - last));
    }
  };
  walk(0, isAsked.length, 1);
  walk(isAsked.length - 1, -1, -1);
  return distance.map((d) => 1 / (1 + d));
}

/** How much of what its sentence has of the question's other words stands in the atom's clause, weighted by rarity. */
function askedInClause(words: Words, isAsked: readonly boolean[]): Column {
  const { atoms, sentences, sentenceOf } = words;
  const weigh = ({ first, end }: SentenceRange): ReadonlyMap<string, number> => {
    const weights = new Map<string, number>();
    for (let i = first; i < end; i++) if (isAsked[i]) weights.set(atoms[i]!.stem, Math.max(0.1, words.rarity[i]!));
    return weights;
  };
  const sum = (weights: ReadonlyMap<string, number>) => [...weights.values()].reduce((a, b) => a + b, 0);
  const totals = sentences.map((sentence) => sum(weigh(sentence)));
  const shares = new Float64Array(atoms.length);
  for (const clause of clauses(words)) {
    const own = weigh(clause);
    const all = sum(own);
    for (let i = clause.first; i < clause.end; i++) {
      shares[i] = (all - (own.get(atoms[i]!.stem) ?? 0)) / (totals[sentenceOf[i]!]! || 1);
    }
  }
  return shares;
}

/** log(1 + rank), the largest first. */
function ranks(values: Column): Column {
  const ranked = new Float64Array(values.length);
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
  for (const [rank, i] of order.entries()) ranked[i] = Math.log1p(rank);
  return ranked;
}
