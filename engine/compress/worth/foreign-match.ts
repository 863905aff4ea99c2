import { isUnspaced } from "../../prompt/text/characters.ts";
import { unigram, unigramVocabulary } from "../../salience/unigram.ts";
import { type Column, type Columns, shifted, standardised, type Words } from "./word-features.ts";

/** Letters of a run that is compared, where words are long and where a letter is a word or nearly so. */
const RUN = 3;
const UNSPACED_RUN = 2;
/** How far a sentence's length counts against what it matches (BM25). */
const K1 = 0.6;
const B = 0.75;

/** What of a question a sentence may hold: a piece or a run of letters, with how much it tells by itself. */
type Terms = ReadonlyMap<string | number, number>;

/**
 * The features of every sentence that need a question, in any language: which of the question's pieces, as the
 * multilingual encoder cuts them, and which of its runs of letters stand there, so that no language's words need be
 * known, nor where they end; what its neighbours have; its place. O(text).
 */
export function foreignColumns(text: string, { atoms, sentences }: Words, question: string): Columns {
  const texts = sentences.map(({ first, end }) => text.slice(atoms[first]!.start, atoms[end - 1]!.end).toLowerCase());
  const asked = question.toLowerCase();
  const pieces = texts.map((sentence) => unigram(sentence, unigramVocabulary()).ids);
  const sizes = pieces.map(({ length }) => Math.max(1, length));
  const mean = sizes.reduce((a, b) => a + b, 0) / sizes.length;
  const penalty = Float64Array.from(sizes, (size) => 1 - K1 + K1 * (1 - B + (B * size) / mean));
  const byPiece = shareOf(piecesOf(asked), pieces);
  const byLetter = shareOf(new Map(runsOf(asked).map((run) => [run, 0])), texts.map(runsOf));
  const letters = standardised(byLetter);
  const sentence = (value: (s: number) => number | boolean): Column =>
    Float64Array.from(sentences, (_, s) => Number(value(s)));
  return {
    pieces: byPiece,
    "pieces, by length": byPiece.map((share, s) => share / penalty[s]!),
    letters: byLetter,
    "letters, by length": byLetter.map((share, s) => share / penalty[s]!),
    "letters before": shifted(letters, -1),
    "letters after": shifted(letters, 1),
    number: sentence((s) => /\p{Nd}/u.test(texts[s]!)),
    sentences: sentence(() => Math.log(sentences.length)),
    lead: sentence((s) => 1 / (1 + s)),
    "first sentence": sentence((s) => s === 0),
    "last sentence": sentence((s) => s === sentences.length - 1),
    length: sentence((s) => Math.log(sizes[s]!)),
  };
}

/** The share of the terms that stands in each sentence, weighted by what they tell and by how few sentences have them. */
function shareOf(terms: Terms, sentences: readonly (readonly (string | number)[])[]): Column {
  const held = sentences.map((own) => new Set(own.filter((term) => terms.has(term))));
  const spread = new Map<string | number, number>();
  for (const own of held) for (const term of own) spread.set(term, (spread.get(term) ?? 0) + 1);
  const weigh = (term: string | number): number => {
    const df = spread.get(term) ?? 0;
    return 0.5 * Math.log(1 + (sentences.length - df + 0.5) / (df + 0.5)) + 1.5 * terms.get(term)!;
  };
  const sum = (own: Iterable<string | number>) => [...own].reduce((total: number, term) => total + weigh(term), 0);
  const all = sum(terms.keys()) || 1;
  return Float64Array.from(held, (own) => sum(own) / all);
}

/** A text's pieces with how rare they are: the log probability that the vocabulary gives them, on a scale to 1. */
function piecesOf(text: string): Terms {
  const vocabulary = unigramVocabulary();
  const { ids, starts, ends } = unigram(text, vocabulary);
  const spoken = ids.filter((_, i) => /[\p{L}\p{N}]/u.test(text.slice(starts[i], ends[i])));
  return new Map(spoken.map((id) => [id, vocabulary.scores[id]! / vocabulary.least]));
}

/** The runs of letters of a text's words, each word with a blank at both ends. */
function runsOf(text: string): string[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].flatMap(({ 0: word }) => {
    const size = isUnspaced(word, 0) ? UNSPACED_RUN : RUN;
    const padded = isUnspaced(word, 0) ? word : ` ${word} `;
    return Array.from({ length: Math.max(1, padded.length - size + 1) }, (_, at) => padded.slice(at, at + size));
  });
}
