import { orderOf } from "../engine/compress/order/order.ts";
import { compress } from "../engine/compress.ts";
import { parsePrompt } from "../engine/prompt/parse.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { tokenizer } from "../engine/tokens/tokenizer.ts";
import { weigh } from "../engine/weigh.ts";
import { compressionPrompt } from "./peers/compression-prompt.ts";
import { printAnswerLikelihood } from "./support/answer-likelihood.ts";
import { baselines, bm25Sentences } from "./support/baselines.ts";
import type { Compressor } from "./support/compressor.ts";
import { type GsmItem, gsm8k, questionDocuments, realPrompts } from "./support/datasets.ts";
import { greedyBySurrogate } from "./support/greedy-surrogate.ts";
import { printKeepLabels } from "./support/keep-labels.ts";
import { printLanguages } from "./support/languages.ts";
import { estimate, type Measure, run, type Score, survivalMeasures } from "./support/measures.ts";
import { paintedOrder } from "./support/painted.ts";
import { preservation } from "./support/preservation.ts";
import { onSpacedWords } from "./support/rankings.ts";
import { printReader } from "./support/reader.ts";
import { printRequirements } from "./support/requirements.ts";
import { bootstrap, mean, writtenShare } from "./support/statistics.ts";
import { calibration, surrogateJudge } from "./support/surrogate.ts";
import { printTable } from "./support/table.ts";
import { tare } from "./support/tare.ts";
import { median, sideBySide } from "./support/timing.ts";
import { spacedWords } from "./support/words.ts";

/**
 * `npm run bench:compression [-- WORD]`: what is left of prompts at exactly the given share of their o200k tokens, Tare
 * beside the baselines and, of other compressors, those whose weights come with their package: ctxprune and
 * @atjsh/llmlingua-2 fetch theirs from a hub at run time. Only the tables whose title holds the word. It needs the data
 * folder beside the project.
 */
const SHARES = [0.8, 0.6, 0.5, 0.33, 0.2];
/** The number of word problems for which the limit is searched. */
const LIMITED = 100;
const only = process.argv[2]?.toLowerCase() ?? "";
const salience = new SalienceEngine();
const corpus = questionDocuments();
const peer = compressionPrompt();
if (!peer) console.log("compression-prompt is left out: TARE_PYTHON names no Python that has it.");
const plainBaselines = [...baselines(corpus), ...(peer ? [peer.compressor] : [])];
const askedBaselines = [...plainBaselines, bm25Sentences(corpus)];
const ours = tare(salience);

await section("Requirements", () => printRequirements(salience));
for (const measure of survivalMeasures()) {
  await section(measure.name, () => printSurvival(measure, measure.asks ? askedBaselines : plainBaselines));
}
const questions = process.env.TARE_QUESTIONS;
if (questions) await section("Other languages", () => printLanguages(questions, salience));
else console.log("Other languages are left out: TARE_QUESTIONS names no file of models/recipes/foreign_questions.py.");
await section("Likelihood of the gold answer", () =>
  printAnswerLikelihood(salience, [...plainBaselines, ours], [bm25Sentences(corpus), ours]),
);
await section("Answers of a small reader", () => printReader(salience));
await section("GSM8K surrogate", printSurrogate);
await section("Agreement with LLMLingua-2", printAgreement);
await section("Prompt files", printPreservation);
await section("Painted importance", printPainted);
await section("Speed", printSpeed);
peer?.close();
await salience.close();

async function section(title: string, print: () => Promise<void>): Promise<void> {
  if (title.toLowerCase().includes(only)) await print();
}

async function printSurvival(measure: Measure, others: readonly Compressor[]): Promise<void> {
  const own = await run(measure, ours, SHARES);
  const theirs = new Map<string, Map<number, Score[]>>();
  for (const other of others) theirs.set(other.name, await run(measure, other, SHARES));
  const rows = [...theirs].map(([name, scores]) => [name, ...SHARES.map((s) => percent(average(scores.get(s)!)))]);
  const best = SHARES.map((s) =>
    [...theirs.values()].map((scores) => scores.get(s)!).reduce((a, b) => (average(b) > average(a) ? b : a)),
  );
  printTable(
    `${measure.name}: % at a share of the tokens, n = ${measure.checks.length}`,
    ["", ...SHARES.map((s) => percent(s, 0))],
    [
      ...rows,
      ["**Tare** [95 %]", ...SHARES.map((s) => writtenShare(estimate(own.get(s)!)))],
      [
        "Tare less the best other [95 %]",
        ...SHARES.map((s, i) => writtenShare(estimate(difference(own.get(s)!, best[i]!)))),
      ],
    ],
  );
}

/**
 * The chance of a right answer by the surrogate judge, as it says it and set right by what it says of known outcomes.
 */
async function printSurrogate(): Promise<void> {
  const model = "o3_mini";
  const judge = surrogateJudge(model);
  const known = calibration(model, 0);
  const line = fitLine(known.map((c) => [c.judged, c.real] as const));
  const o200k = tokenizer("o200k");
  const judgedOf = async (compressor: Compressor, questions: readonly GsmItem[]) => {
    const judged: number[][] = SHARES.map(() => []);
    for (const { q } of questions) {
      const shorten = await compressor.prepare(q);
      for (const [i, share] of SHARES.entries()) {
        judged[i]!.push(judge(q, shorten(Math.floor(share * o200k.count(q))).text));
      }
    }
    return judged;
  };
  const judged = await judgedOf(ours, gsm8k());
  const limit = await judgedOf(greedyBySurrogate(judge), gsm8k().slice(0, LIMITED));
  printTable(
    `GSM8K surrogate (${model}), % right, n = ${gsm8k().length}`,
    ["", ...SHARES.map((s) => percent(s, 0))],
    [
      [
        "Tare, as judged [95 %]",
        ...judged.map((v) => writtenShare(bootstrap(v.length, (items) => mean(items.map((i) => v[i]!))))),
      ],
      ["Tare, set right by the known outcomes", ...judged.map((v) => percent(line(mean(v))))],
      [`words dropped greedily by the surrogate, the first ${LIMITED}`, ...limit.map((v) => percent(mean(v)))],
    ],
  );
  printTable(
    "The surrogate beside the known outcomes",
    ["compression", "judged", "real"],
    known.map((c) => [c.name, percent(c.judged), percent(c.real)]),
  );
}

async function printAgreement(): Promise<void> {
  await printKeepLabels(salience, {
    "salience, combined": async (text) =>
      onSpacedWords((await salience.score([text], { method: "combined" }))[0]!, spacedWords(text)),
    "Tare's order": async (text) => {
      const { atoms, units } = (await weigh({ text, model: "gpt-4o" }, salience)).order;
      const last = atoms.map(({ start, end, closing }) => ({ start, end, salience: closing ? 0 : 1 }));
      for (const [u, unit] of units.entries()) for (const i of unit.atoms) last[i]!.salience = u / units.length;
      return onSpacedWords(last, spacedWords(text));
    },
  });
}

async function printPreservation(): Promise<void> {
  const { files, intact, withinBudget, limited, firmAbove, limitedBy, retention } = await preservation(salience, 0.7);
  printTable(
    "Prompt files at 70 % of their tokens",
    [
      "files",
      "structure intact to the byte",
      "within the budget",
      "limited",
      "firm protections alone exceed it",
      "mean retention of the others",
    ],
    [[files, intact, withinBudget, limited, firmAbove, percent(retention)]],
  );
  printTable("What most of the firm tokens of the limited files are", ["", "files"], limitedBy);
}

async function printPainted(): Promise<void> {
  const { files, pairs, inTopQuarter } = await paintedOrder(salience, 0.8);
  printTable(
    "What is painted beside what goes of prompt files at 80 % of their prose, unprotected words",
    ["files", "kept words painted above removed ones", "removed words in the most important quarter"],
    [[files, percent(pairs), percent(inTopQuarter)]],
  );
}

async function printSpeed(): Promise<void> {
  const text = longPrompt(10_000);
  const question = "Who is responsible for the release?";
  const prompt = parsePrompt(text, { question });
  const texts = prompt.passages.map((p) => p.text);
  const weighed = await weigh({ text, question, model: "gpt-4o" }, salience);
  const keeps = [0.9, 0.3, 0.62, 0.5, 0.75, 0.41].values();
  const times = await sideBySide(
    {
      "salience, from scratch": () => fresh((engine) => engine.score(texts, { method: "combined", question })),
      "salience and order, from scratch": () => fresh((engine) => weigh({ text, question, model: "gpt-4o" }, engine)),
      "order without a question": () => orderOf(prompt, weighed.scored, salience),
      "one move of the slider": () => compress(weighed, { keep: keeps.next().value ?? 0.55 }),
    },
    5,
  );
  printTable(
    `Speed at ${tokenizer("o200k").count(text)} tokens, median ms of 5`,
    ["", "ms"],
    Object.entries(times).map(([name, values]) => [name, median(values).toFixed(0)]),
  );
}

async function fresh(work: (engine: SalienceEngine) => Promise<unknown>): Promise<void> {
  const engine = new SalienceEngine();
  await work(engine);
  await engine.close();
}

function longPrompt(tokens: number): string {
  const o200k = tokenizer("o200k");
  let text = "";
  for (const { text: file } of realPrompts()) {
    if (o200k.count(text) >= tokens) break;
    text += `${file}\n\n`;
  }
  const { ends } = o200k.encode(text);
  return text.slice(0, ends[tokens]);
}

function difference(a: readonly Score[], b: readonly Score[]): Score[] {
  return a.map(({ document, value }, i) => ({ document, value: value - b[i]!.value }));
}

function average(scores: readonly Score[]): number {
  return mean(scores.map((s) => s.value));
}

/** Least squares. */
function fitLine(points: readonly (readonly [x: number, y: number])[]): (x: number) => number {
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const slope = mean(points.map(([x, y]) => (x - meanX) * (y - meanY))) / mean(points.map(([x]) => (x - meanX) ** 2));
  return (x) => meanY + slope * (x - meanX);
}

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}
