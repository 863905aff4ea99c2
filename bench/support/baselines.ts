import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import { firstIndex } from "../../protocol/binary-search.ts";
import type { Span } from "../../protocol/span.ts";
import type { Compressor, Shorten } from "./compressor.ts";
import { seededRandom } from "./statistics.ts";
import { inverseDocumentFrequency, plain, STOP_WORDS } from "./words.ts";

/**
 * The baselines of research/attribution.md 4.1, rebuilt from their description: words by white space, joined by one
 * space or line break, as many of the best scored as fit the budget.
 */
export function baselines(corpus: readonly string[]): Compressor[] {
  const idf = inverseDocumentFrequency(corpus);
  const random = seededRandom(1);
  return [
    wordwise("random", (words) => words.map(() => random())),
    wordwise("truncation", (words) => words.map((_, i) => -i)),
    wordwise("IDF", (words) => words.map((w) => idf(w.plain))),
    wordwise("guarded IDF", (words) => words.map((w, i) => idf(w.plain) + guardBonus(words, i))),
  ];
}

/** Whole sentences by BM25 to the question, the later words of a sentence first to go. */
export function bm25Sentences(corpus: readonly string[]): Compressor {
  const idf = inverseDocumentFrequency(corpus);
  return wordwise("BM25 sentences", (words, question = "") => {
    const sentence = sentenceNumbers(words);
    const scores = bm25(words, sentence, question, idf);
    return words.map((_, i) => scores[sentence[i]!]! * 1000 - sentence[i]!);
  });
}

interface Word extends Span {
  readonly text: string;
  /** Lower case, without punctuation around it. */
  readonly plain: string;
  /** Whether it opens a line. */
  readonly opens: boolean;
}

/** A score for each word of a text, the highest kept first. */
type Score = (words: readonly Word[], question: string | undefined, text: string) => number[] | Promise<number[]>;

/** Keeps as many of the best words as fit the budget. */
export function wordwise(name: string, score: Score): Compressor {
  return {
    name,
    async prepare(text, question) {
      const words = wordsOf(text);
      return takeBest(words, await score(words, question, text));
    },
  };
}

function takeBest(words: readonly Word[], scores: readonly number[]): Shorten {
  const order = words.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const o200k = tokenizer("o200k");
  return (tokens) => {
    const taken = (n: number): boolean[] => {
      const kept = new Array<boolean>(words.length).fill(false);
      for (const i of order.slice(0, n)) kept[i] = true;
      return kept;
    };
    const isTooMany = (n: number) => o200k.count(join(words, taken(n))) > tokens;
    const kept = taken(firstIndex(1, words.length + 1, isTooMany) - 1);
    return {
      text: join(words, kept),
      keeps: ({ start, end }) => words.every((w, i) => kept[i] || w.end <= start || w.start >= end),
    };
  };
}

function join(words: readonly Word[], kept: readonly boolean[]): string {
  let text = "";
  let newLine = false;
  words.forEach((word, i) => {
    newLine ||= word.opens;
    if (!kept[i]) return;
    text += (text === "" ? "" : newLine ? "\n" : " ") + word.text;
    newLine = false;
  });
  return text;
}

function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index: start }) => {
    const opens = start > 0 && text.slice(end, start).includes("\n");
    end = start + word.length;
    return { start, end, text: word, plain: plain(word), opens };
  });
}

function sentenceNumbers(words: readonly Word[]): number[] {
  let number = 0;
  return words.map((word, i) => {
    const own = number;
    if (/[.!?]["')\]]*$/.test(word.text) || words[i + 1]?.opens) number++;
    return own;
  });
}

function bm25(
  words: readonly Word[],
  sentence: readonly number[],
  question: string,
  idf: (word: string) => number,
): number[] {
  const asked = new Set(
    question
      .split(/\s+/)
      .map(plain)
      .filter((w) => w && !STOP_WORDS.has(w)),
  );
  const found = Array.from({ length: (sentence.at(-1) ?? -1) + 1 }, () => ({
    length: 0,
    counts: new Map<string, number>(),
  }));
  words.forEach((word, i) => {
    const here = found[sentence[i]!]!;
    here.length++;
    if (asked.has(word.plain)) here.counts.set(word.plain, (here.counts.get(word.plain) ?? 0) + 1);
  });
  const mean = words.length / found.length;
  return found.map(({ length, counts }) => {
    let score = 0;
    for (const [word, n] of counts) score += (idf(word) * n * 2.2) / (n + 1.2 * (0.25 + (0.75 * length) / mean));
    return score;
  });
}

function guardBonus(words: readonly Word[], i: number): number {
  const { text, plain } = words[i]!;
  const inSentence = i > 0 && !/[.!?]["']?$/.test(words[i - 1]!.text);
  return (
    (/\d/.test(text) ? 6 : 0) +
    (NEGATIONS.has(text.toLowerCase().replace(/[^a-z']/g, "")) ? 6 : 0) +
    (NUMBER_WORDS.has(plain) ? 4 : 0) +
    (inSentence && /^\p{Lu}/u.test(text) && !STOP_WORDS.has(plain) ? 3 : 0) +
    (/[_/\\@#=]|[a-z][A-Z]/.test(text) ? 5 : 0)
  );
}

const NEGATIONS = new Set(
  (
    "no not never none nor neither nobody nothing nowhere without cannot can't don't doesn't didn't won't wouldn't " +
    "shouldn't isn't aren't wasn't weren't hasn't haven't hadn't unless except rarely hardly barely seldom lack lacks " +
    "lacking unlike unknown unclear"
  ).split(" "),
);
const NUMBER_WORDS = new Set(
  (
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million " +
    "billion half twice double triple third quarter dozen first second"
  ).split(" "),
);
