import { callTables } from "../engine/reasoning/forecast-weights.ts";
import { draft, Forecaster } from "../engine/reasoning/forecaster.ts";
import { plainName } from "../engine/reasoning/model-kin.ts";
import { crps, cumulative, logDensity } from "../engine/reasoning/student-t.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import { type Call, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean, seededRandom } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";
import { median, sideBySide } from "./support/timing.ts";

/** Runs of an agent are billed over all of its turns. */
const AGENT = "swe_bench_verified";
/** A model is shown from so many calls on. */
const ENOUGH = 100;
const RESAMPLES = 1000;
/** Degrees of freedom that stand for a normal distribution. */
const NORMAL = 1e6;

/** A predictive distribution of ln tokens for one call: location + scale x Student's t. */
interface Prediction {
  readonly location: number;
  readonly scale: number;
  readonly dof: number;
}
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
    "mean of data set x model and effort": groupMean(seen, (call) => `${call.dataset} ${kindOf(call)}`, kindOf),
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
    const { length } = draft(tables, readings.get(prompt)!, bare(model), { effort, like: effort });
    return { ...length, dof: tables.dof };
  };
}

const bare = (id: string): ModelInfo => ({
  id,
  provider: "",
  name: id,
  counting: { family: "o200k", ratio: 1, tolerance: 1 },
});

const kindOf = ({ model, effort }: Call): string => `${plainName(model)} ${effort}`;

/** Mean of each group, drawn to the global mean as by five calls; a normal with a deviation for each `scaleOf`. */
function groupMean(calls: Call[], of: (call: Call) => string, scaleOf = of): Predictor {
  const drawn = 5;
  const global = mean(calls.map((call) => Math.log(call.tokens)));
  const sums = new Map<string, { n: number; sum: number }>();
  for (const call of calls) {
    const { n, sum } = sums.get(of(call)) ?? { n: 0, sum: 0 };
    sums.set(of(call), { n: n + 1, sum: sum + Math.log(call.tokens) - global });
  }
  const location = (call: Call) => {
    const { n, sum } = sums.get(of(call)) ?? { n: 0, sum: 0 };
    return global + sum / (n + drawn);
  };
  const residual = (call: Call) => (Math.log(call.tokens) - location(call)) ** 2;
  const overall = mean(calls.map(residual));
  const scales = new Map(
    [...groupBy(calls, scaleOf)].map(([name, group]) => {
      const sum = group.reduce((total, call) => total + residual(call), drawn * overall);
      return [name, Math.sqrt(sum / (group.length + drawn))];
    }),
  );
  return (call) => ({ location: location(call), scale: scales.get(scaleOf(call)) ?? Math.sqrt(overall), dof: NORMAL });
}

function score({ tokens }: Call, { location, scale, dof }: Prediction): Score {
  const length = Math.log(tokens);
  const t = (length - location) / scale;
  return {
    error: Math.abs(length - location),
    within: Math.abs(length - location) < Math.log(2),
    rank: cumulative(t, dof),
    crps: scale * crps(t, dof),
    log: Math.log(scale) - logDensity(t, dof) + length,
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
  const times = await sideBySide(
    {
      "forecast, all efforts, windows already embedded": () => forecaster.forecast({ text, model, inputTokens: 0 }),
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
