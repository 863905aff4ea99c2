import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { type Asked, shortened } from "./asked.ts";
import { baselines } from "./baselines.ts";
import type { Compressor } from "./compressor.ts";
import { xquad } from "./datasets.ts";
import { estimate } from "./measures.ts";
import { answers, hasSmolLM2 } from "./smollm2.ts";
import { percent, seededRandom, shuffled, writtenShare } from "./statistics.ts";
import { printTable } from "./table.ts";
import { tare } from "./tare.ts";
import { plainText } from "./words.ts";

const SHARE = 0.5;
/** Some ten minutes of processor time in all. */
const QUESTIONS = 100;

/** Questions to one text are drawn together. */
interface OfDocument extends Asked {
  readonly document: number;
}

/**
 * What a small reader, SmolLM2-135M-Instruct, answers to questions of XQuAD from half of a text, beside all of it, none
 * of it, its first half and half of its words at random. An answer is right where it holds the gold one, word by word.
 */
export async function printReader(salience: SalienceEngine) {
  const title = "Answers of a small reader, SmolLM2-135M-Instruct";
  if (!hasSmolLM2()) {
    console.log(`\n${title}: skipped, TARE_PYTHON is not set.`);
    return;
  }
  const asked = sample();
  const ours = tare(salience);
  const readers: [name: string, texts: string[]][] = [
    ["all of the text", asked.map(({ text }) => text)],
    ["Tare, question known", await halved(ours, asked, true)],
    ["Tare", await halved(ours, asked, false)],
  ];
  for (const other of baselines([]).filter(({ name }) => name === "truncation" || name === "random"))
    readers.push([other.name, await halved(other, asked, false)]);
  readers.push(["no text", asked.map(() => "")]);

  const given = await answers(
    readers.flatMap(([, texts]) => asked.map(({ question }, i) => ({ text: texts[i]!, question }))),
  );
  printTable(
    `${title} [95 %], ${asked.length} questions of XQuAD in English, at ${percent(SHARE)} of the tokens`,
    ["", "right", "shared words, F1"],
    readers.map(([name], row) => {
      const own = given.slice(row * asked.length, (row + 1) * asked.length);
      return [name, over(asked, own, isRight), over(asked, own, sharedWords)];
    }),
  );
}

/** A seeded sample of questions. */
function sample(): OfDocument[] {
  const all = xquad().flatMap(({ context, qas }, document) =>
    qas.map(({ q, a }) => ({ document, text: context, question: q, answer: a })),
  );
  return shuffled(all, seededRandom(8)).slice(0, QUESTIONS);
}

async function halved(compressor: Compressor, asked: readonly Asked[], asks: boolean): Promise<string[]> {
  return (await shortened(compressor, asked, [SHARE], asks))[0]!;
}

/** The mean over the questions in per cent, with what comes from one text drawn together. */
function over(
  asked: readonly OfDocument[],
  given: readonly string[],
  value: (answer: string, gold: string) => number,
): string {
  const scores = asked.map(({ document, answer }, i) => ({ document, value: value(given[i]!, answer) }));
  return writtenShare(estimate(scores));
}

function isRight(answer: string, gold: string): number {
  return ` ${plainText(answer)} `.includes(` ${plainText(gold)} `) ? 1 : 0;
}

/** F1 of the words that an answer and the gold one share, as SQuAD scores it (Rajpurkar et al. 2016, section 6). */
function sharedWords(answer: string, gold: string): number {
  const [own, right] = [answer, gold].map((text) => plainText(text).split(" ").filter(isNoArticle));
  const left = [...right!];
  const shared = own!.filter((word) => {
    const i = left.indexOf(word);
    if (i >= 0) left.splice(i, 1);
    return i >= 0;
  }).length;
  return shared === 0 ? 0 : (2 * shared) / (own!.length + right!.length);
}

function isNoArticle(word: string): boolean {
  return word !== "" && word !== "a" && word !== "an" && word !== "the";
}
