import { functionClass, plainTerm, rarity, stem } from "../atoms/terms.ts";
import type { Column, Words } from "./word-features.ts";

const K1 = 1.2;
const B = 0.75;

/** How far the words of a question stand in a prompt. */
export interface LexicalMatch {
  /** Whether the atom is a word of the question. */
  readonly isAsked: readonly boolean[];
  /** BM25 of each sentence with the question, and the share of the question that it covers, both weighted by rarity. */
  readonly score: Column;
  readonly coverage: Column;
}

export function lexicalMatch(words: Words, question: string): LexicalMatch {
  const { atoms, sentences, sentenceOf, functions, rarity: rarities } = words;
  const asked = askedStems(question);
  const isAsked = atoms.map((atom, i) => !functions[i] && asked.has(atom.stem));
  const counts = sentences.map(() => new Map<string, number>());
  const weight = new Map<string, number>();
  const spread = new Map<string, number>();
  atoms.forEach(({ stem }, i) => {
    if (!isAsked[i]) return;
    const own = counts[sentenceOf[i]!]!;
    if (!own.has(stem)) spread.set(stem, (spread.get(stem) ?? 0) + 1);
    own.set(stem, (own.get(stem) ?? 0) + 1);
    if (!weight.has(stem)) weight.set(stem, rarities[i]!);
  });
  let total = 1e-9;
  for (const stem of asked) total += weight.get(stem) ?? rarity(stem);
  const mean = atoms.length / sentences.length;
  const n = sentences.length;
  const score = Float64Array.from(counts, (own, s) => {
    const length = sentences[s]!.end - sentences[s]!.first;
    let sum = 0;
    for (const [stem, count] of own) {
      const df = spread.get(stem)!;
      const idf = 0.5 * Math.log(1 + (n - df + 0.5) / (df + 0.5)) + 1.5 * weight.get(stem)!;
      sum += (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / mean));
    }
    return sum;
  });
  const coverage = Float64Array.from(counts, (own) => {
    let sum = 0;
    for (const stem of own.keys()) sum += weight.get(stem)!;
    return sum / total;
  });
  return { isAsked, score, coverage };
}

function askedStems(question: string): ReadonlySet<string> {
  const terms = question.split(/[\s/]+/).map(plainTerm);
  return new Set(terms.filter((term) => term && !functionClass(term)).map(stem));
}
