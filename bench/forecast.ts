import { existsSync, readFileSync } from "node:fs";
import { learnCalls } from "../engine/learn-calls.ts";
import { callTables } from "../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../engine/reasoning/forecaster.ts";
import { callKind, locate } from "../engine/reasoning/location.ts";
import { plainName } from "../engine/reasoning/model-kin.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import { gammaShape, gammas, logNormal, type Prediction, studentT } from "./support/predictions.ts";
import { type Call, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean, seededRandom } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";
import { median, sideBySide } from "./support/timing.ts";

/** Runs of an agent are billed over all of its turns. */
const AGENT = "swe_bench_verified";
/** A model is shown from so many calls on. */
const ENOUGH = 100;
const RESAMPLES = 1000;
/** What `models/recipes/forecast_baselines.py` writes: for "prompt model effort" the location and scale of ln tokens. */
const TEXT_BASELINES = ".cache/forecast-baselines.json";

type Predictor = (call: Call) => Prediction;

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
  const tables = callTables();
  const readings = new Map<string, Awaited<ReturnType<Forecaster["read"]>>>();
  for (const { prompt } of calls)
    if (!readings.has(prompt)) readings.set(prompt, await forecaster.read(texts.get(prompt)!));
  return ({ prompt, model, effort }) => {
    const { location, scale } = locate(tables, readings.get(prompt)!, callKind(tables, model, effort));
    return studentT(location, scale, tables.dof);
  };
}

const bare = (id: string): ModelInfo => ({
  id,
  provider: "",
  name: id,
  counting: { family: "o200k", ratio: 1, tolerance: 1 },
});

const kindOf = ({ model, effort }: Call): string => `${plainName(model)} ${effort}`;

const cellOf = (call: Call): string => `${call.dataset} ${kindOf(call)}`;

/** The text baselines, where their recipe has run. */
function textBaselines(): Record<string, Predictor> {
  if (!existsSync(TEXT_BASELINES)) {
    console.log(
      `\nforecast: without ridge and boosting; models/recipes/forecast_baselines.py writes ${TEXT_BASELINES}.`,
    );
    return {};
  }
  const written = JSON.parse(readFileSync(TEXT_BASELINES, "utf8")) as Record<string, Record<string, [number, number]>>;
  return Object.fromEntries(
    Object.entries(written).map(([name, table]) => [
      name,
      (call: Call) => logNormal(...table[`${call.prompt} ${kindOf(call)}`]!),
    ]),
  );
}

/** How many calls the overall mean, and spread, are worth beside a group's own. */
const DRAWN = 5;

/** ln tokens of each group in the mean, drawn to the overall mean. */
function means(calls: Call[], of: (call: Call) => string): (call: Call) => number {
  const overall = mean(calls.map((call) => Math.log(call.tokens)));
  const groups = new Map(
    [...groupBy(calls, of)].map(([name, group]) => {
      const sum = group.reduce((total, call) => total + Math.log(call.tokens) - overall, 0);
      return [name, overall + sum / (group.length + DRAWN)];
    }),
  );
  return (call) => groups.get(of(call)) ?? overall;
}

/** The mean of each group; a normal with a deviation for each `scaleOf`. */
function groupMean(calls: Call[], of: (call: Call) => string, scaleOf = of): Predictor {
  const location = means(calls, of);
  const residual = (call: Call) => (Math.log(call.tokens) - location(call)) ** 2;
  const overall = mean(calls.map(residual));
  const scales = new Map(
    [...groupBy(calls, scaleOf)].map(([name, group]) => {
      const sum = group.reduce((total, call) => total + residual(call), DRAWN * overall);
      return [name, Math.sqrt(sum / (group.length + DRAWN))];
    }),
  );
  return (call) => logNormal(location(call), scales.get(scaleOf(call)) ?? Math.sqrt(overall));
}

/** The mean of each group; a Gamma in tokens around it. */
function groupGamma(calls: Call[], of: (call: Call) => string): Predictor {
  const location = means(calls, of);
  const residuals = calls.map((call) => Math.log(call.tokens) - location(call));
  const lnMean = Math.log(mean(residuals.map(Math.exp)));
  const shape = gammaShape(lnMean - mean(residuals));
  const gamma = gammas(shape);
  return (call) => gamma(location(call) + lnMean - Math.log(shape));
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
  const model: ModelInfo = { ...bare("gpt-5.2"), efforts: ["none", "low", "medium", "high", "xhigh"] };
  const log = Array.from({ length: 200 }, (_, i) =>
    JSON.stringify({ model: "gpt-5.2", effort: "high", reasoning_tokens: 500 + i, text }),
  );
  const { calls: ownCalls } = await learnCalls(log.join("\n"), forecaster);
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

function groupBy<T>(items: Iterable<T>, of: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = of(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
