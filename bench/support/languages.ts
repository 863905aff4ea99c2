import { readFileSync } from "node:fs";
import { compress } from "../../engine/compress.ts";
import { sentences } from "../../engine/prompt/text/segment.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import { paintedWords, weigh } from "../../engine/weigh.ts";
import type { Span } from "../../protocol/span.ts";
import { estimate, type Score } from "./measures.ts";
import { auc, mean, writtenShare } from "./statistics.ts";
import { printTable } from "./table.ts";

/** A question of models/recipes/foreign_questions.py; the span is that of the answer. */
interface Question extends Span {
  readonly language: string;
  readonly document: string;
  readonly text: string;
  readonly question: string;
}

/** What is found of one question at half of its passage's tokens. */
interface Outcome {
  readonly kept: boolean;
  /** Whether the answer stands in the first half of the tokens. */
  readonly early: boolean;
  readonly limited: boolean;
  /** How well what is painted finds the sentence of the answer; undefined where there is but one. */
  readonly area: number | undefined;
}

/** Answers that stay of passages in other languages at half of their tokens, with the question, a language a row. */
export async function printLanguages(path: string, salience: SalienceEngine): Promise<void> {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  const questions = lines.map((line): Question => JSON.parse(line));
  const rows: (string | number)[][] = [];
  for (const language of new Set(questions.map((question) => question.language))) {
    const own = questions.filter((question) => question.language === language);
    const documents = [...new Set(own.map(({ document }) => document))];
    const outcomes: Outcome[] = [];
    for (const question of own) outcomes.push(await outcomeOf(question, salience));
    const share = (is: (outcome: Outcome) => boolean) =>
      writtenShare(
        estimate(
          outcomes.map((outcome, i): Score => ({ document: documents.indexOf(own[i]!.document), value: +is(outcome) })),
        ),
      );
    const areas = outcomes.map(({ area }) => area).filter((area) => area !== undefined);
    rows.push([
      language,
      own.length,
      share(({ early }) => early),
      share(({ kept }) => kept),
      share(({ limited }) => limited),
      mean(areas).toFixed(3),
    ]);
  }
  printTable(
    "Answers in other languages, question known, % at half of the tokens [95 %]",
    ["", "n", "truncation", "Tare", "above the budget", "painted, area for the answer's sentence"],
    rows,
  );
}

async function outcomeOf({ text, question, start, end }: Question, salience: SalienceEngine): Promise<Outcome> {
  const weighed = await weigh({ text, question, model: "gpt-4o" }, salience);
  const o200k = tokenizer("o200k");
  const { ends } = o200k.encode(text);
  const tokens = ends.length >> 1;
  const { removed, limited = false } = compress(weighed, { tokens });
  const own = sentences(text).find((sentence) => sentence.end > start)!;
  const words = paintedWords(weighed).filter((word) => /[\p{L}\p{N}]/u.test(text.slice(word.start, word.end)));
  const isOwn = words.map((word) => word.start >= own.start && word.start < own.end);
  return {
    kept: removed.every((gone) => gone.end <= start || gone.start >= end),
    early: (ends[tokens - 1] ?? 0) >= end,
    limited,
    area: isOwn.every(Boolean)
      ? undefined
      : auc(
          words.map((word) => word.heat),
          isOwn,
        ),
  };
}
