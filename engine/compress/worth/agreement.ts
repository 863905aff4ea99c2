import type { PartEmbedder } from "../../salience/salience.ts";
import { functionClass, plainTerm } from "../atoms/terms.ts";
import { lexicalMatch } from "./lexical-match.ts";
import type { Column, Words } from "./word-features.ts";

/** How far sentences and their words agree in meaning with a question: cosines of embeddings by the encoder. */
export interface Agreement {
  /** Of each sentence, as a whole. */
  readonly closeness: Column;
  /**
   * Of each sentence, word by word: for each word of content of the question the most with any of the sentence, in the
   * mean (late interaction: ColBERT, Khattab and Zaharia 2020, section 3.3).
   */
  readonly late: Column;
  /** Of each atom, the most with any word of content of the question. */
  readonly asked: Column;
  /** Of each atom, with the question word, which in its place looks like what answers it; 0 where there is none. */
  readonly asking: Column;
}

/** A sentence more costs about 5 ms; without any word of the question in it, it hardly ever holds the answer. */
const MOST_READ = 128;
/** What runs on for longer is no sentence: its beginning stands for it. */
const MOST_WORDS = 512;

/** Reads the question and the sentences, of many only those that match it best; the others agree as little as any. */
export async function agree(text: string, words: Words, question: string, embedder: PartEmbedder): Promise<Agreement> {
  const { atoms, sentences } = words;
  const unknown = ({ length }: ArrayLike<unknown>): Column => new Float64Array(length).fill(Number.NaN);
  const closeness = unknown(sentences);
  const late = unknown(sentences);
  const asked = unknown(atoms);
  const asking = unknown(atoms);
  const { whole, content, questionWord } = await readQuestion(question, embedder);
  const { score } = lexicalMatch(words, question);
  const nearest = [...sentences.keys()].sort((a, b) => score[b]! - score[a]! || a - b).slice(0, MOST_READ);
  for (const s of nearest) {
    const { first, end } = sentences[s]!;
    const own = atoms.slice(first, Math.min(end, first + MOST_WORDS));
    const from = own[0]!.start;
    const sentence = text.slice(from, own.at(-1)!.end);
    const spans = own.map((atom) => ({ start: atom.start - from, end: atom.end - from }));
    const [all, ...each] = await embedder.embedParts(sentence, [{ start: 0, end: sentence.length }, ...spans]);
    const cosines = content.map((word) => each.map((atom) => dot(word, atom)));
    closeness[s] = dot(whole, all!);
    late[s] = cosines.reduce((sum, row) => sum + Math.max(...row) / cosines.length, 0);
    for (const [i, atom] of each.entries()) {
      asked[first + i] = Math.max(...cosines.map((row) => row[i]!));
      asking[first + i] = questionWord ? dot(questionWord, atom) : 0;
    }
  }
  return { closeness: known(closeness), late: known(late), asked: known(asked), asking: known(asking) };
}

/** The embeddings of a question, of its words of content (where it has none, of all of it) and its question word. */
async function readQuestion(question: string, embedder: PartEmbedder) {
  const words = [...question.matchAll(/[^\s/]+/g)].map(({ 0: word, index }) => ({
    kind: functionClass(plainTerm(word)),
    span: { start: index, end: index + word.length },
  }));
  const [whole, ...each] = await embedder.embedParts(question, [
    { start: 0, end: question.length },
    ...words.map((word) => word.span),
  ]);
  const content = each.filter((_, i) => !words[i]!.kind);
  return {
    whole: whole!,
    content: content.length ? content : [whole!],
    questionWord: each.find((_, i) => words[i]!.kind === "question word"),
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** What was not read has the least that was. */
function known(values: Column): Column {
  const least = values.filter((value) => !Number.isNaN(value)).reduce((a, b) => Math.min(a, b), 1);
  return values.map((value) => (Number.isNaN(value) ? least : value));
}
