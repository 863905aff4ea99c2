/**
 * Prints the training rows of the keep model's sentences in other languages, a question a line: the features of every
 * sentence, which of them hold the answer, their tokens and words. The questions come from foreign_questions.py. Run:
 * `node --import tsx models/recipes/foreign_features.ts questions.jsonl > features.jsonl`
 */
import { readFileSync } from "node:fs";
import { atomsOf } from "../../engine/compress/atoms/atoms.ts";
import { foreignColumns } from "../../engine/compress/worth/foreign-match.ts";
import { describeWords } from "../../engine/compress/worth/word-features.ts";
import { parsePrompt } from "../../engine/prompt/parse.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";

const o200k = tokenizer("o200k");

for (const line of readFileSync(process.argv[2]!, "utf8").trim().split("\n")) {
  const { language, document, text, question, start, end } = JSON.parse(line);
  const words = describeWords(atomsOf(parsePrompt(text, { question }), [], []));
  const spans = words.sentences.map((s) => ({
    start: words.atoms[s.first]!.start,
    end: words.atoms[s.end - 1]!.end,
  }));
  const columns = Object.entries(foreignColumns(text, words, question));
  console.log(
    JSON.stringify({
      language,
      document,
      features: Object.fromEntries(columns.map(([name, values]) => [name, Array.from(values)])),
      holds: spans.map((span) => span.start < end && span.end > start),
      tokens: spans.map((span) => o200k.count(text.slice(span.start, span.end))),
      words: words.sentences.map((s) => s.end - s.first),
    }),
  );
}
