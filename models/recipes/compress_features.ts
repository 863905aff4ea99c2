/**
 * Prints the training rows of the keep model, a question a line: the features of every word and sentence, and which of
 * them hold the answer. Run: `node --import tsx models/recipes/compress_features.ts > features.jsonl`
 */
import { hotpot, hotpotDocument, naturalQuestions, xquad } from "../../bench/support/datasets.ts";
import { atomsOf } from "../../engine/compress/atoms/atoms.ts";
import { agree } from "../../engine/compress/worth/agreement.ts";
import { questionColumns } from "../../engine/compress/worth/question-features.ts";
import { wordColumns } from "../../engine/compress/worth/word-columns.ts";
import { bridges, type Columns, describeWords, phrases } from "../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";
import { SalienceEngine } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import type { Span } from "../../protocol/span.ts";

interface Example {
  readonly set: string;
  readonly document: number;
  readonly text: string;
  readonly question: string;
  readonly answers: readonly Span[];
}

const salience = new SalienceEngine();
const o200k = tokenizer("o200k");

for (const example of examples()) {
  const atoms = atomsOf(parsePrompt(example.text, { question: example.question }), [], []);
  const words = describeWords(atoms);
  const agreement = await agree(example.text, words, example.question, salience);
  const asked = questionColumns(example.text, words, example.question, agreement);
  const holds = (atom: Span) => Number(example.answers.some((a) => a.start < atom.end && a.end > atom.start));
  console.log(
    JSON.stringify({
      set: example.set,
      document: example.document,
      words: rounded(wordColumns(words)),
      askedWords: rounded(asked.words),
      askedSentences: rounded(asked.sentences),
      asked: asked.isAsked.map(Number),
      sentenceOf: [...words.sentenceOf],
      phraseEnds: phrases(words).map((p) => p.end),
      bridges: bridges(words),
      tokens: atoms.map((a) => o200k.count(` ${a.text}`)),
      answer: atoms.map(holds),
    }),
  );
}
await salience.close();

function* examples(): Generator<Example> {
  for (const [document, { context, qas }] of xquad().entries()) {
    for (const { q, a, start } of qas) {
      yield { set: "xquad", document, text: context, question: q, answers: [{ start, end: start + a.length }] };
    }
  }
  for (const [document, { q, answers, text }] of naturalQuestions().entries()) {
    const spans = answers.flatMap((a) => occurrences(text, a).slice(0, 1));
    if (spans.length) yield { set: "nq", document, text, question: q, answers: spans };
  }
  for (const [document, item] of hotpot().entries()) {
    if (/^(yes|no)$/i.test(item.a)) continue;
    const text = hotpotDocument(item);
    const evidence = item.supporting.title.flatMap((title, i) => {
      const sentence = item.context.sentences[item.context.title.indexOf(title)]?.[item.supporting.sent_id[i]!];
      return sentence ? occurrences(text, sentence) : [];
    });
    const inEvidence = (span: Span) => evidence.some((e) => span.start >= e.start && span.end <= e.end);
    const answers = occurrences(text, item.a).filter(inEvidence);
    if (answers.length) yield { set: "hotpot", document, text, question: item.q, answers };
  }
}

function occurrences(text: string, part: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    found.push({ start: at, end: at + part.length });
  }
  return found;
}

function rounded(columns: Columns): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(columns).map(([k, v]) => [k, Array.from(v, (x) => Math.round(x * 1e4) / 1e4)]),
  );
}
