import { hasData, hotpot, hotpotDocument, ifeval, naturalQuestions, realPrompts, xquad } from "./support/datasets.ts";
import { type Faithfulness, faithfulness, ranking } from "./support/erasure.ts";
import { printKeepLabels } from "./support/keep-labels.ts";
import { openRankings, type RankingName, similarityTo, windowWords } from "./support/rankings.ts";
import { bootstrap, mean, seededRandom, shuffled, written } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";
import { spacedWords } from "./support/words.ts";

/** How many texts of each source, and how many words of each: some eight minutes of processor time in all. */
const TEXTS = 8;
const WORDS = { least: 20, most: 120 };
/** The encoder's token for a word that is hidden but keeps its place. */
const MASK = 103;

const METRICS = ["comprehensiveness", "sufficiency", "aopc"] as const satisfies readonly (keyof Faithfulness)[];
const ERASURES = { "by removal": undefined, "by [MASK]": MASK };

type Measured = Map<RankingName, Faithfulness[]>;

/** Reading-comprehension passages, instructions, prompt files. */
const sources = (): string[][] => [
  xquad().map(({ context }) => context),
  naturalQuestions().map(({ text }) => text),
  hotpot().map((item) => hotpotDocument(item, item.supporting.title)),
  ifeval().map(({ prompt }) => prompt),
  realPrompts().map(({ text }) => text),
];

/** A seeded sample of each source, each text cut to what one window of the encoder holds. */
function sampleTexts(): string[] {
  const random = seededRandom(20);
  return sources().flatMap((texts) => {
    const sample: string[] = [];
    for (const text of shuffled(texts, random)) {
      const words = spacedWords(text).slice(0, WORDS.most);
      const cut = text.slice(0, words.at(-1)?.end);
      if (words.length >= WORDS.least && windowWords(cut).length === 1) sample.push(cut);
      if (sample.length === TEXTS) break;
    }
    return sample;
  });
}

function estimate(values: readonly number[]) {
  return bootstrap(values.length, (items) => mean(items.map((i) => values[i]!)));
}

function printMeasured(title: string, measured: Measured) {
  const rows = [...measured].map(([name, values]) => [
    name,
    ...METRICS.map((metric) => written(estimate(values.map((value) => value[metric])))),
  ]);
  printTable(title, ["order", "comprehensiveness (high)", "sufficiency (low)", "AOPC (high)"], rows);
}

/** How much better the default method is than another on the same texts, in favour of the default where positive. */
function printAdvantage(title: string, measured: Measured) {
  const ours = measured.get("combined")!;
  const others = [...measured].filter(([name]) => name !== "combined");
  const rows = others.map(([name, values]) => [
    name,
    ...METRICS.map((metric) => {
      const sign = metric === "sufficiency" ? -1 : 1;
      return written(estimate(values.map((value, i) => sign * (ours[i]![metric] - value[metric]))));
    }),
  ]);
  printTable(title, ["combined against", "comprehensiveness", "sufficiency", "AOPC"], rows);
}

/**
 * Which order of words says best what the encoder's embedding depends on: the words, or all others, are erased, and the
 * embedding is compared with that of the whole text (cosine). Then how the orders agree with LLMLingua-2's choice of
 * words.
 */
export async function run(): Promise<void> {
  if (!hasData()) {
    console.log("\nFaithfulness: skipped, ../shared/data/compression is not there.");
    return;
  }
  const { encoder, engine, rankings, close } = openRankings();
  const texts = sampleTexts();
  const measured: Record<string, Measured> = {};
  for (const erasure of Object.keys(ERASURES)) measured[erasure] = new Map();
  for (const text of texts) {
    const [window] = windowWords(text);
    const similarity = similarityTo(encoder, window!);
    for (const [name, rank] of Object.entries(rankings)) {
      const order = ranking(await rank(text));
      for (const [erasure, mask] of Object.entries(ERASURES)) {
        const values = measured[erasure]!.get(name as RankingName) ?? [];
        values.push(await faithfulness(window!.pieces, order, similarity, mask));
        measured[erasure]!.set(name as RankingName, values);
      }
    }
  }
  for (const [erasure, values] of Object.entries(measured)) {
    printMeasured(`Faithfulness, erasing ${erasure}: ${texts.length} texts, mean [95 % interval]`, values);
    printAdvantage(`The default's advantage, erasing ${erasure}: paired by text`, values);
  }
  await printKeepLabels(engine, rankings);
  await close();
}
