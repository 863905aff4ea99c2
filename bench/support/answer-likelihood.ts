import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { ATTRIBUTIONS, type Attribution } from "../../protocol/inspection.ts";
import { type Asked, shortened } from "./asked.ts";
import { wordwise } from "./baselines.ts";
import type { Compressor } from "./compressor.ts";
import { naturalQuestions } from "./datasets.ts";
import { onSpacedWords } from "./rankings.ts";
import { hasSmolLM2, surprisals } from "./smollm2.ts";
import { bootstrap, mean, seededRandom, shuffled, written } from "./statistics.ts";
import { printTable } from "./table.ts";

const SHARES = [0.5, 0.33];
/** Some three minutes of processor time in all. */
const QUESTIONS = 60;
/** The first passages of Natural Questions, which models/recipes/surprisal_texts.ts takes. */
const FITTED = 300;

/** The default salience: the one that the others are paired with. */
const DEFAULT = "combined";

/**
 * How likely the gold answer stays to a small reader, SmolLM2-135M, once a text is compressed: nats lost by the answer
 * beside the whole text, the share of what the text is worth to the reader (whole beside none) that is left, and how
 * many nats less are lost than by the default salience's order of words.
 */
export async function printAnswerLikelihood(
  salience: SalienceEngine,
  blind: readonly Compressor[],
  asking: readonly Compressor[],
) {
  const title = "Likelihood of the gold answer under SmolLM2-135M";
  if (!hasSmolLM2()) {
    console.log(`\n${title}: skipped, TARE_PYTHON is not set.`);
    return;
  }
  const asked = sample();
  const whole = asked.map(({ text }) => text);
  const orders = ATTRIBUTIONS.map((method) => bySalience(salience, method));
  const candidates = [
    ...[await selectiveContext(whole), ...blind, ...orders].map((by) => ({ by, name: by.name, asks: false })),
    ...asking.map((by) => ({ by, name: `${by.name}, question known`, asks: true })),
  ];
  const texts = [whole, asked.map(() => "")];
  for (const { by, asks } of candidates) texts.push(...(await shortened(by, asked, SHARES, asks)));
  const [ofWhole, ofNone, ...found] = (await answerLikelihoods(asked, texts)) as [number[], number[], ...number[][]];
  const of = (candidate: number, share: number) => found[candidate * SHARES.length + share]!;
  const standard = candidates.findIndex(({ name }) => name === orders[ATTRIBUTIONS.indexOf(DEFAULT)]!.name);
  const over = (statistic: (items: readonly number[]) => number) => written(bootstrap(asked.length, statistic));
  const gain = (of: readonly number[], than: readonly number[], items: readonly number[]) =>
    mean(items.map((i) => of[i]! - than[i]!));
  printTable(
    `${title} [95 %], ${asked.length} questions of NQ`,
    ["", ...SHARES.flatMap((share) => [`nats lost at ${100 * share} %`, "share left", `less lost than by ${DEFAULT}`])],
    candidates.map(({ name }, i) => [
      name,
      ...SHARES.flatMap((_, share) => [
        over((items) => gain(ofWhole, of(i, share), items)),
        over((items) => gain(of(i, share), ofNone, items) / gain(ofWhole, ofNone, items)),
        over((items) => gain(of(i, share), of(standard, share), items)),
      ]),
    ]),
  );
}

/** A seeded sample of passages that the salience was not fitted on, each with its question. */
function sample(): Asked[] {
  const others = naturalQuestions().slice(FITTED);
  return shuffled(others, seededRandom(6))
    .slice(0, QUESTIONS)
    .map(({ text, q, answers }) => ({ text, question: q, answer: answers[0]! }));
}

/** For every list of texts, one text a question: ln p of each answer. */
async function answerLikelihoods(asked: readonly Asked[], texts: readonly (readonly string[])[]): Promise<number[][]> {
  const requests = texts.flatMap((list) =>
    asked.map(({ question, answer }, i) => ({
      before: `${list[i]}\n\nQuestion: ${question}\nAnswer:`,
      text: ` ${answer}`,
    })),
  );
  const found = await surprisals(requests);
  const likelihoods = found.map(({ nats }) => -nats.reduce((sum, value) => sum + value, 0));
  return texts.map((_, i) => likelihoods.slice(i * asked.length, (i + 1) * asked.length));
}

/** The words of the least salience by a method go first. */
function bySalience(engine: SalienceEngine, method: Attribution): Compressor {
  return wordwise(`words by ${method}`, async (words, _, text) =>
    onSpacedWords((await engine.score([text], { method }))[0]!, words),
  );
}

/** Selective Context (Li et al. 2023) by words: those of the least self-information under SmolLM2 go first. */
async function selectiveContext(texts: readonly string[]): Promise<Compressor> {
  const found = await surprisals(texts.map((text) => ({ before: "", text })));
  const tokens = new Map(texts.map((text, i) => [text, found[i]!]));
  return wordwise("Selective-Context, SmolLM2", (words, _, text) => {
    const { ends, nats } = tokens.get(text)!;
    return words.map(({ start, end }) => mean(nats.filter((_, i) => ends[i]! > start && (ends[i - 1] ?? 0) < end)));
  });
}
