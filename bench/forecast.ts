import { existsSync, readFileSync } from "node:fs";
import { readLogs } from "../engine/calls/read-logs.ts";
import { learnFrom } from "../engine/learn-calls.ts";
import { callTables } from "../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../engine/reasoning/forecaster.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import { forecastOf } from "../test/support/forecast-of.ts";
import { expectedLengths } from "./support/expected-lengths.ts";
import { cellOf, groupGamma, groupMean, kindOf, type Predictor, textBaselines } from "./support/length-baselines.ts";
import { type Prediction, studentT } from "./support/predictions.ts";
import { AGENT, bareModel, type Call, groupBy, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean, percent, seededRandom, spearman } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";
import { median, sideBySide } from "./support/timing.ts";

/** A model is shown from so many calls on. */
const ENOUGH = 100;
const RESAMPLES = 1000;
const CASES = "../shared/cases/forecast/prompts.jsonl";
const ASKED = [
  ["gpt-5", "medium"],
  ["o3", "medium"],
  ["gpt-5.2", "high"],
  ["gemini-2.5-pro", "default"],
  ["gemini-3-pro-preview", "high"],
  ["claude-sonnet-4-5", "default"],
  ["deepseek-r1", "default"],
  ["deepseek-r1-0528", "default"],
  ["gpt-oss-120b", "high"],
  ["gpt-oss-20b", "high"],
] as const;

interface Score {
  readonly error: number;
  readonly within: boolean;
  /** Where the outcome fell: its probability under the forecast. */
  readonly rank: number;
  readonly crps: number;
  /** Negative log score, nats per call in tokens. */
  readonly log: number;
}

/** The forecaster that ships, on prompts that its training did not see, beside the baselines. */
export async function run(): Promise<void> {
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  try {
    if (hasReasoningData()) await accuracy(forecaster);
    else console.log("\nforecast: ../shared/data/reasoning is not here; only the speed is measured.");
    if (existsSync(CASES)) await everydayToOlympiad(forecaster);
    await speed(forecaster, salience);
  } finally {
    await forecaster.close();
    await salience.close();
  }
}

async function accuracy(forecaster: Forecaster): Promise<void> {
  const { texts, calls } = reasoningData();
  const seen = calls.filter((call) => call.split === "train");
  const held = calls.filter((call) => call.split === "val");
  const predictors: Record<string, Predictor> = {
    "global mean": groupMean(seen, () => ""),
    "mean of model and effort": groupMean(seen, kindOf),
    "mean of data set": groupMean(seen, (call) => call.dataset),
    "mean of data set x model and effort": groupMean(seen, cellOf, kindOf),
    "the same, Gamma in tokens": groupGamma(seen, cellOf),
    ...textBaselines(),
    forecaster: await shipped(forecaster, texts, held),
  };
  const scores = Object.fromEntries(
    Object.entries(predictors).map(([name, p]) => [name, held.map((c) => score(c, p(c)))]),
  );
  const ours = scores.forecaster!;
  const header = ["MAE ln", "within 2x", "50 %", "80 %", "90 %", "KS", "CRPS", "log score"];

  printTable(
    `Reasoning forecast, ${held.length} calls on ${new Set(held.map((c) => c.prompt)).size} prompts that were not trained on`,
    ["predictor", ...header],
    Object.entries(scores).map(([name, list]) => [name, ...summary(list)]),
  );
  const single = held.flatMap((call, i) => (call.dataset === AGENT ? [] : [i]));
  printTable(
    `The same, agent runs apart (${single.length} calls)`,
    ["predictor", ...header],
    Object.entries(scores).map(([name, list]) => [name, ...summary(single.map((i) => list[i]!))]),
  );
  printTable(
    "Forecaster less baseline: 95 % interval, bootstrap over question groups; below 0 the forecaster is better",
    ["baseline", "MAE ln", "CRPS", "log score"],
    Object.keys(scores)
      .filter((name) => name !== "forecaster")
      .map((name) => [
        name,
        ...(["error", "crps", "log"] as const).map((f) => difference(held, ours, scores[name]!, (s) => s[f])),
      ]),
  );
  byGroup("data set", held, ours, header, (call) => call.dataset, 1);
  byGroup("model", held, ours, header, (call) => call.model, ENOUGH);
}

function byGroup(
  what: string,
  calls: Call[],
  scores: Score[],
  header: string[],
  of: (call: Call) => string,
  least: number,
) {
  const groups = groupBy(calls.keys(), (i) => of(calls[i]!));
  printTable(
    `Forecaster by ${what}`,
    [what, "calls", ...header],
    [...groups]
      .filter(([, members]) => members.length >= least)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, members]) => [name, members.length, ...summary(members.map((i) => scores[i]!))]),
  );
}

/** What the engine says, for every call of the held-out prompts. */
async function shipped(forecaster: Forecaster, texts: Map<string, string>, calls: Call[]): Promise<Predictor> {
  const { dof } = callTables();
  const expected = await expectedLengths(forecaster, texts, calls);
  return (call) => {
    const { location, scale, spread } = expected(call);
    return studentT(location, Math.hypot(scale, spread), dof);
  };
}

/** Prompts from a greeting to an Olympiad, each with the difficulty that a reader gave it: what a forecast should tell apart. */
async function everydayToOlympiad(forecaster: Forecaster): Promise<void> {
  const cases = readFileSync(CASES, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { text: string; difficulty: number });
  const difficulty = cases.map((one) => one.difficulty);
  const [easiest, hardest] = [Math.min(...difficulty), Math.max(...difficulty)];
  const rows: (string | number)[][] = [];
  for (const [id, effort] of ASKED) {
    const forecasts = await Promise.all(cases.map(({ text }) => forecastOf({ text, model: id, effort }, forecaster)));
    const medians = forecasts.map(({ quantiles }) => quantiles["0.5"]);
    const middle = (of: number) => median(medians.filter((_, i) => difficulty[i] === of));
    rows.push([
      `${id} ${effort}`,
      spearman(difficulty, medians).toFixed(2),
      (middle(hardest) / middle(easiest)).toFixed(0),
      medians[0]!,
      Math.round(mean(forecasts.filter((_, i) => difficulty[i] === 4).map((one) => one.mean))),
    ]);
  }
  printTable(
    `${cases.length} prompts from everyday to Olympiad, medians`,
    [
      "model",
      "rank correlation with difficulty",
      "hardest over easiest",
      "the first, a greeting",
      "mean at difficulty 4",
    ],
    rows,
  );
}

function score({ tokens }: Call, prediction: Prediction): Score {
  const length = Math.log(tokens);
  const error = Math.abs(length - prediction.median);
  return {
    error,
    within: error < Math.log(2),
    rank: prediction.cumulative(length),
    crps: prediction.crps(length),
    log: length - prediction.logDensity(length),
  };
}

function summary(scores: readonly Score[]): string[] {
  const covered = (share: number) => mean(scores.map(({ rank }) => (Math.abs(rank - 0.5) < share / 2 ? 1 : 0)));
  const ranks = scores.map(({ rank }) => rank).sort((a, b) => a - b);
  const ks = ranks.reduce((max, rank, i) => Math.max(max, rank - i / ranks.length, (i + 1) / ranks.length - rank), 0);
  return [
    mean(scores.map((s) => s.error)).toFixed(3),
    percent(mean(scores.map((s) => (s.within ? 1 : 0)))),
    ...[0.5, 0.8, 0.9].map((share) => percent(covered(share))),
    ks.toFixed(3),
    mean(scores.map((s) => s.crps)).toFixed(3),
    mean(scores.map((s) => s.log)).toFixed(3),
  ];
}

function difference(calls: Call[], ours: Score[], theirs: Score[], of: (score: Score) => number): string {
  const groups = [...groupBy(calls.keys(), (i) => calls[i]!.group).values()].map((members) => ({
    n: members.length,
    sum: members.reduce((total, i) => total + of(ours[i]!) - of(theirs[i]!), 0),
  }));
  const random = seededRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn = groups.map(() => groups[Math.floor(random() * groups.length)]!);
    return drawn.reduce((t, g) => t + g.sum, 0) / drawn.reduce((t, g) => t + g.n, 0);
  }).sort((a, b) => a - b);
  return `${means[Math.floor(0.025 * RESAMPLES)]!.toFixed(3)} to ${means[Math.floor(0.975 * RESAMPLES)]!.toFixed(3)}`;
}

async function speed(forecaster: Forecaster, salience: SalienceEngine): Promise<void> {
  const text = "Explain how a suffix array is built in linear time, then write it in TypeScript. ".repeat(40);
  const model: ModelInfo = { ...bareModel("gpt-5.2"), efforts: ["none", "low", "medium", "high", "xhigh"] };
  const log = Array.from({ length: 200 }, (_, i) =>
    JSON.stringify({ model: "gpt-5.2", effort: "high", reasoning_tokens: 500 + i, text }),
  );
  const { calls: ownCalls } = await learnFrom(readLogs([log.join("\n")]), forecaster);
  const input = { text, model, inputTokens: 0 };
  const times = await sideBySide(
    {
      "forecast, all efforts, windows already embedded": () => forecaster.forecast(input),
      "the same, with 200 own calls": () => forecaster.forecast({ ...input, ownCalls }),
      "the embeddings alone, from the cache": () => salience.embed([text.slice(0, 600), text.slice(-600)]),
    },
    51,
  );
  printTable(
    "One forecast beyond the encoder's pass",
    ["", "median ms"],
    Object.entries(times).map(([name, list]) => [name, median(list).toFixed(2)]),
  );
}
