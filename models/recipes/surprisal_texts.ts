/**
 * Prints the texts that the surprisal student learns from, one a line, as the engine reads them: words in UTF-16
 * offsets, and for each of the encoder's windows its pieces and the word of each piece. Where the set has them, with
 * questions and their answers. Run: `node --import tsx models/recipes/surprisal_texts.ts > texts.jsonl`
 */
import {
  condaqa,
  gsm8k,
  hotpot,
  hotpotDocument,
  ifeval,
  naturalQuestions,
  realPrompts,
  xquad,
} from "../../bench/support/datasets.ts";
import { windowed } from "../../engine/salience/windowed-text.ts";

/** The teacher is slow: a part of the larger sets, and of prompt files the beginning. */
const PASSAGES = 300;
const DOCUMENTS = 20;
const PROBLEMS = 200;
const PROMPT_UNITS = 1600;

interface Source {
  readonly text: string;
  readonly asked?: readonly (readonly [question: string, answer: string])[];
}

const sources: Record<string, readonly Source[]> = {
  xquad: xquad().map(({ context, qas }) => ({ text: context, asked: qas.map(({ q, a }) => [q, a] as const) })),
  nq: naturalQuestions()
    .slice(0, PASSAGES)
    .map(({ text, q, answers }) => ({ text, asked: [[q, answers[0]!] as const] })),
  hotpot: hotpot()
    .slice(0, DOCUMENTS)
    .map((item) => ({ text: hotpotDocument(item) })),
  ifeval: ifeval().map(({ prompt }) => ({ text: prompt })),
  condaqa: condaqa().flatMap(({ edit, passage }) => (edit === 0 ? [{ text: passage }] : [])),
  gsm8k: gsm8k()
    .slice(0, PROBLEMS)
    .map(({ q }) => ({ text: q })),
  prompts: realPrompts()
    .filter(({ licence }, i) => licence !== "see each skill" && i % 2 === 0)
    .map(({ text }) => ({ text: beginning(text) })),
};

for (const [set, texts] of Object.entries(sources)) {
  for (const { text, asked } of texts) {
    const { words, pieces, windows } = windowed(text);
    const wordOf = wordsOf(pieces.starts, words);
    let at = 0;
    const runs = windows.map(({ ids }) => {
      const from = at;
      at += ids.length;
      return { ids, wordOf: wordOf.slice(from, at) };
    });
    console.log(JSON.stringify({ set, text, asked, words: words.map((w) => [w.start, w.end]), windows: runs }));
  }
}

/** The number of the word that each piece lies in. */
function wordsOf(starts: readonly number[], words: readonly { readonly end: number }[]): number[] {
  let word = 0;
  return starts.map((start) => {
    while (words[word]!.end <= start) word++;
    return word;
  });
}

/** Up to a line's end. */
function beginning(text: string): string {
  return text.length <= PROMPT_UNITS ? text : text.slice(0, text.lastIndexOf("\n", PROMPT_UNITS) + 1);
}
