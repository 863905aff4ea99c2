import type { PartEmbedder } from "../../salience/salience.ts";
import { denials } from "../order/negation.ts";
import { agree } from "./agreement.ts";
import { keepModel, logOdds, logProbability } from "./keep-model.ts";
import { questionColumns } from "./question-features.ts";
import { type Column, phrases, type SentenceRange, type Words, wordColumns } from "./word-features.ts";

/** How far the words of a phrase share one value, so that they stay together. */
const SMOOTHING = 0.85;

/** What a sentence that denies something is worth more, in log-odds: without it the rest says the opposite. */
const DENIAL = 6;

/** How much of a sentence's worth its words decide, against its nearness to the question. Chosen by cross-validation. */
const WORD_SHARE = 0.6;

/** How much is lost with each word and with each sentence; comparable within a prompt. */
export interface Worth {
  readonly words: Column;
  readonly sentences: Column;
}

/**
 * What words and sentences are worth. With a question: the log-probability that they hold its answer. Without: how
 * likely a word answers any question, of a sentence the mean.
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
    const values = smoothed(words, logOdds(document, wordColumns(words), atoms.length));
    const denied = denials(words);
    const means = meansOfContent(words, values);
    const ofDenial = ({ first, end }: SentenceRange) => (denied.slice(first, end).some(Boolean) ? DENIAL : 0);
    return { words: values, sentences: means.map((mean, s) => mean + ofDenial(sentences[s]!)) };
  }
  const asked = questionColumns(text, words, question, await agree(text, words, question, embedder));
  const bySentence = logOdds(sentence, asked.sentences, sentences.length).map(logProbability);
  const columns = { ...wordColumns(words), ...asked.words };
  const byWord = smoothed(words, logOdds(word, columns, atoms.length).map(logProbability));
  const values = byWord.map((value, i) => bySentence[sentenceOf[i]!]! + WORD_SHARE * value);
  return { words: values, sentences: meansOfContent(words, values) };
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
