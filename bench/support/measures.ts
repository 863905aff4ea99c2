import { tokenizer } from "../../engine/tokens/tokenizer.ts";
import type { Compressed, Compressor } from "./compressor.ts";
import {
  condaqa,
  type HotpotItem,
  hotpot,
  hotpotDocument,
  ifeval,
  keyValues,
  naturalQuestions,
  xquad,
} from "./datasets.ts";
import { bootstrap, type Estimate } from "./statistics.ts";
import { plain, plainText, STOP_WORDS } from "./words.ts";

/** One measured value and the document that it comes from. */
export interface Score {
  readonly document: number;
  readonly value: number;
}

/**
 * The mean of all values, with an interval over resampled documents: what comes from one document is drawn together.
 */
export function estimate(scores: readonly Score[]): Estimate {
  const sums = new Map<number, { sum: number; n: number }>();
  for (const { document, value } of scores) {
    const { sum, n } = sums.get(document) ?? { sum: 0, n: 0 };
    sums.set(document, { sum: sum + value, n: n + 1 });
  }
  const documents = [...sums.values()];
  return bootstrap(documents.length, (items) => {
    let total = 0;
    let n = 0;
    for (const item of items) {
      total += documents[item]!.sum;
      n += documents[item]!.n;
    }
    return total / n;
  });
}

/** One question about what is left of a prompt, with a value from 0 to 1. */
interface Check {
  readonly document: number;
  readonly text: string;
  readonly question?: string;
  readonly value: (left: Compressed) => number;
}

/** A list of checks under the name of the table's row. */
export interface Measure {
  readonly name: string;
  readonly asks: boolean;
  readonly checks: readonly Check[];
}

/** The measures by survival: what a reader needs is still there. */
export function survivalMeasures(): Measure[] {
  return [
    ...withAndWithoutQuestion("XQuAD answer", xquadChecks()),
    ...withAndWithoutQuestion("NQ answer, contiguous", naturalQuestionChecks()),
    ...withAndWithoutQuestion("HotpotQA answer, contiguous", hotpotChecks()),
    ...withAndWithoutQuestion("HotpotQA evidence less other", evidenceChecks()),
    { name: "CondaQA negation cue", asks: false, checks: cueChecks() },
    {
      name: "IFEval literals, mean",
      asks: false,
      checks: literalChecks((kept) => kept.filter(Boolean).length / kept.length),
    },
    { name: "IFEval literals, all", asks: false, checks: literalChecks((kept) => (kept.every(Boolean) ? 1 : 0)) },
    { name: "UUID pairs whole or gone", asks: false, checks: pairChecks() },
  ];
}

/** Every check's value at each share of the tokens, in the order of the checks. Throws where a budget is exceeded. */
export async function run(
  measure: Measure,
  compressor: Compressor,
  shares: readonly number[],
): Promise<Map<number, Score[]>> {
  const scores = new Map<number, Score[]>(shares.map((share) => [share, []]));
  const o200k = tokenizer("o200k");
  const prepared = new Map<string, Awaited<ReturnType<Compressor["prepare"]>>>();
  for (const { document, text, question, value } of measure.checks) {
    const key = `${question ?? ""}\n${text}`;
    const shorten = prepared.get(key) ?? (await compressor.prepare(text, question));
    prepared.set(key, shorten);
    const before = o200k.count(text);
    for (const share of shares) {
      const budget = Math.floor(share * before);
      const left = shorten(budget);
      if (o200k.count(left.text) > budget && !left.limited) throw new Error(`${compressor.name} exceeds its budget.`);
      scores.get(share)!.push({ document, value: value(left) });
    }
  }
  return scores;
}

function withAndWithoutQuestion(name: string, checks: readonly Check[]): Measure[] {
  return [
    { name: `${name}, question known`, asks: true, checks },
    { name: `${name}, no question`, asks: false, checks: checks.map(({ question: _, ...check }) => check) },
  ];
}

function xquadChecks(): Check[] {
  return xquad().flatMap(({ context, qas }, document) =>
    qas.map(({ q, a, start }) => ({
      document,
      text: context,
      question: q,
      value: (left: Compressed) => (left.keeps({ start, end: start + a.length }) ? 1 : 0),
    })),
  );
}

function naturalQuestionChecks(): Check[] {
  return naturalQuestions().map(({ q, answers, text }, document) => ({
    document,
    text,
    question: q,
    value: (left) => (answers.some((answer) => contains(left.text, answer)) ? 1 : 0),
  }));
}

function hotpotChecks(): Check[] {
  return hotpot().flatMap((item, document) =>
    /^(yes|no)$/i.test(item.a)
      ? []
      : [
          {
            document,
            text: hotpotDocument(item),
            question: item.q,
            value: (left: Compressed) => (contains(left.text, item.a) ? 1 : 0),
          },
        ],
  );
}

/** Share of the supporting sentences' content words that is kept, less that share of all others. */
function evidenceChecks(): Check[] {
  return hotpot().map((item, document) => {
    const text = hotpotDocument(item);
    const evidence = supportingSpans(item, text);
    const words = [...text.matchAll(/\S+/g)]
      .map(({ 0: word, index }) => ({ word, start: index, end: index + word.length }))
      .filter(({ word }) => !STOP_WORDS.has(plain(word)))
      .map((w) => ({ ...w, supports: evidence.some((s) => w.start >= s.start && w.end <= s.end + 1) }));
    return {
      document,
      text,
      question: item.q,
      value: (left) => {
        const share = (supports: boolean) => {
          const own = words.filter((w) => w.supports === supports);
          return own.filter((w) => left.keeps(w)).length / Math.max(1, own.length);
        };
        return share(true) - share(false);
      },
    };
  });
}

function supportingSpans({ supporting, context }: HotpotItem, text: string) {
  return supporting.title.flatMap((title, i) => {
    const sentence = context.sentences[context.title.indexOf(title)]?.[supporting.sent_id[i]!];
    const start = sentence ? text.indexOf(sentence) : -1;
    return start < 0 ? [] : [{ start, end: start + sentence!.length }];
  });
}

function cueChecks(): Check[] {
  return condaqa().flatMap(({ edit, cue, passage, sentence }, document) => {
    const from = passage.indexOf(sentence);
    if (edit !== 0 || from < 0) return [];
    const found = [...passage.matchAll(/\S+/g)].find(
      ({ 0: word, index }) =>
        index >= from && index + word.length <= from + sentence.length + 2 && plain(word) === cue.toLowerCase(),
    );
    if (!found) return [];
    const start = found.index + found[0].toLowerCase().indexOf(cue.toLowerCase());
    return [
      {
        document,
        text: passage,
        value: (left: Compressed) => (left.keeps({ start, end: start + cue.length }) ? 1 : 0),
      },
    ];
  });
}

function literalChecks(summary: (kept: readonly boolean[]) => number): Check[] {
  return ifeval()
    .filter((item) => item.literals_in_prompt.length > 0)
    .map(({ prompt, literals_in_prompt }, document) => ({
      document,
      text: prompt,
      value: (left) => {
        const text = left.text.toLowerCase();
        return summary(literals_in_prompt.map((literal) => text.includes(literal.toLowerCase())));
      },
    }));
}

/** Of each record's pairs, a line each, the share that is whole or wholly gone. */
function pairChecks(): Check[] {
  return keyValues().map(({ pairs }, document) => ({
    document,
    text: pairs.map(([key, value]) => `${key}: ${value}`).join("\n"),
    value: (left) => {
      const intact = pairs.filter(([key, value]) => {
        const whole = left.text.includes(`${key}: ${value}`);
        const gone =
          !pieces(key).some((p) => left.text.includes(p)) && !pieces(value).some((p) => left.text.includes(p));
        return whole || gone;
      });
      return intact.length / pairs.length;
    },
  }));
}

/** The parts of a UUID that are long enough to be told from those of another. */
function pieces(uuid: string): string[] {
  return uuid.split("-").filter((p) => p.length >= 8);
}

/** Whether the words of an answer stand in a text one after the other. */
function contains(text: string, answer: string): boolean {
  return ` ${plainText(text)} `.includes(` ${plainText(answer)} `);
}
