import { isEnglish } from "../../lexicon/language.ts";
import type { PartEmbedder } from "../../salience/salience.ts";
import { agree } from "./agreement.ts";
import { foreignColumns } from "./foreign-match.ts";
import { keepModel, logOdds, logProbability } from "./keep-model.ts";
import { questionColumns } from "./question-features.ts";
import { wordColumns } from "./word-columns.ts";
import { type Column, phrases, type Words } from "./word-features.ts";

/** How far the words of a phrase share one value, so that they stay together. */
const SMOOTHING = 0.85;

/** How much of a sentence's worth its words decide, against its nearness to the question. */
const WORD_SHARE = 0.4;

/**
 * How much more, as a logarithm, a word counts that looks like what is asked for: the weights of words were fitted to
 * single ones, and a phrase is worth the mean of its words.
 */
const ANSWER_BONUS = 2.4;

/** How far, in other languages, a sentence's chance counts for less the longer it is, as a power of its words. */
const COST = 0.5;

/** How much is lost with each word and with each sentence, as chances; comparable within a prompt. */
export interface Worth {
  readonly words: Column;
  readonly sentences: Column;
}

/**
 * What words and sentences are worth: how likely a word belongs to the answer of the question, without one to that of any
 * question; of a sentence the mean, since a longer one costs more.
 */
export async function worthOf(
  text: string,
  words: Words,
  question: string | undefined,
  embedder: PartEmbedder,
): Promise<Worth> {
  const { atoms, sentences, sentenceOf } = words;
  const { word, sentence, document } = keepModel();
  if (question === undefined) {
    const odds = smoothed(words, logOdds(document, wordColumns(words), atoms.length));
    const values = odds.map((value) => Math.exp(logProbability(value)));
    return { words: values, sentences: meansOfContent(words, values) };
  }
  if (!isEnglish(text)) return foreignWorth(text, words, question);
  const asked = questionColumns(text, words, question, await agree(text, words, question, embedder));
  const bySentence = logOdds(sentence, asked.sentences, sentences.length).map(logProbability);
  const columns = { ...wordColumns(words), ...asked.words };
  const byWord = smoothed(words, logOdds(word, columns, atoms.length).map(logProbability));
  const answers = asked.words["answer type"]!;
  const values = byWord.map((value, i) =>
    Math.exp(bySentence[sentenceOf[i]!]! + WORD_SHARE * value + ANSWER_BONUS * answers[i]!),
  );
  return { words: values, sentences: meansOfContent(words, values) };
}

/** By sentence alone: which of its words answer, nothing tells that is fitted to English. */
function foreignWorth(text: string, words: Words, question: string): Worth {
  const { sentences, sentenceOf } = words;
  const odds = logOdds(keepModel().foreign, foreignColumns(text, words, question), sentences.length);
  const values = odds.map(
    (value, s) => Math.exp(logProbability(value)) / (sentences[s]!.end - sentences[s]!.first) ** COST,
  );
  return { words: Float64Array.from(sentenceOf, (s) => values[s]!), sentences: values };
}

function smoothed(words: Words, values: Column): Column {
  const shared = values.slice();
  for (const { first, end } of phrases(words)) {
    let mean = 0;
    for (let i = first; i < end; i++) mean += values[i]! / (end - first);
    for (let i = first; i < end; i++) shared[i] = SMOOTHING * mean + (1 - SMOOTHING) * values[i]!;
  }
  return shared;
}

function meansOfContent({ atoms, functions, sentences }: Words, values: Column): Column {
  return Float64Array.from(sentences, ({ first, end }) => {
    const content = values.subarray(first, end).filter((_, i) => !functions[first + i] && !atoms[first + i]!.closing);
    return content.length === 0 ? 0 : content.reduce((a, b) => a + b) / content.length;
  });
}
