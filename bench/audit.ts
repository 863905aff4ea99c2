import { laterChange, paceChange, type TimedCall } from "../engine/audit/changes.ts";
import { callTables } from "../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../engine/reasoning/forecaster.ts";
import { callKind, locate } from "../engine/reasoning/location.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import type { Change } from "../protocol/audit.ts";
import { kindOf } from "./support/length-baselines.ts";
import { AGENT, type Call, groupBy, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean, percent, seededRandom, shuffled } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** Bills of each model and effort. */
const BILLS = 2;
/** An audit that cannot say what it would see would see growth of this, if any. */
const TOO_MUCH = Number.POSITIVE_INFINITY;
/** A model and effort, or a data set, with fewer calls is not used as a pool to draw bills from. */
const LEAST = 100;
const LEAST_OF_SET = 25;
const CORRELATIONS = [0, 0.3, 0.6];
const [FIRST, SECOND] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 1, 1)];

/** What is looked for: so many calls inflated after so many that were not, at a level. */
interface Case {
  readonly before: number;
  readonly after: number;
  readonly factor: number;
  readonly level: number;
}

const CASES: readonly Case[] = [
  { before: 500, after: 500, factor: 1.2, level: 0.01 },
  { before: 2000, after: 500, factor: 1.2, level: 0.01 },
  { before: 200, after: 20, factor: 2, level: 0.05 },
];

/** A call of the data as a log tells of it, with the forecast of its prompt. */
interface PooledCall extends TimedCall {
  readonly call: Call;
  readonly reasoning: number;
  readonly outlook: NonNullable<TimedCall["outlook"]>;
}

/** How often an audit calls bills unusual, honest ones and inflated ones, drawn from calls that were not trained on. */
export async function run(): Promise<void> {
  if (!hasReasoningData()) return console.log("\naudit: ../shared/data/reasoning is not here.");
  const calls = await pooledCalls();
  const pools = [...groupBy(calls, ({ call }) => kindOf(call)).values()].filter((pool) => pool.length >= LEAST);
  for (const wanted of CASES) printPower(pools, wanted);
  printKinds(pools);
}

function printPower(pools: readonly PooledCall[][], wanted: Case): void {
  const { before, after, factor, level } = wanted;
  const random = seededRandom(1);
  const rows = CORRELATIONS.flatMap((correlation) =>
    TESTS.map(({ name, changeOf, order }) => {
      const found = pools.flatMap((pool) => {
        const sorted = pool.toSorted((a, b) => order(a) - order(b));
        const spread = deviation(sorted.map(order));
        const bound = powerBound(wanted, spread, correlation);
        return Array.from({ length: BILLS }, () => {
          const bill = drawn(sorted, before + after, correlation, random);
          const of = (times: number, since?: number) => changeOf(asLog(bill, before, times), since);
          return { honest: of(1, SECOND), inflated: of(factor, SECOND), unasked: of(factor), bound };
        });
      });
      const share = (of: (one: (typeof found)[number]) => Change | undefined) =>
        percent(mean(found.map((one) => ((of(one)?.chance ?? 1) <= level ? 1 : 0))));
      const smallest = median(found.flatMap(({ honest }) => [honest?.smallest ?? TOO_MUCH]));
      return [
        correlation,
        name,
        share(({ honest }) => honest),
        share(({ inflated }) => inflated),
        share(({ unasked }) => unasked),
        percent(mean(found.map(({ bound }) => bound))),
        factorOf(smallest),
      ];
    }),
  );
  printTable(
    `${factor} x in ${after} calls after ${before}: bills of ${pools.length} models and efforts called unusual, chance at most ${100 * level} %`,
    [
      "correlation",
      "tokens",
      "not inflated",
      "since the day",
      "day unknown",
      "no test without terms above",
      "shows (1 %)",
    ],
    rows,
  );
}

/** Bills of which the later half are calls of another data set, and nothing is inflated. */
function printKinds(pools: readonly PooledCall[][]): void {
  const random = seededRandom(2);
  const rows = [50, 100, 500].map((half) => {
    const found = pools.flatMap((pool) => {
      const sets = [...groupBy(pool, ({ call }) => call.dataset).values()].filter((set) => set.length >= LEAST_OF_SET);
      return sets.flatMap((one) =>
        sets
          .filter((other) => other !== one)
          .flatMap((other) =>
            Array.from({ length: BILLS }, () => {
              const bill = [...drawn(shuffled(one, random), half, 0, random), ...drawn(other, half, 0, random)];
              const log = asLog(bill, half, 1);
              return { later: laterChange(log, SECOND), pace: paceChange(log, SECOND) };
            }),
          ),
      );
    });
    const share = (of: (one: (typeof found)[number]) => Change | undefined, level: number) =>
      percent(mean(found.map((one) => ((of(one)?.chance ?? 1) <= level ? 1 : 0))));
    return [
      2 * half,
      found.length,
      share(({ later }) => later, 0.01),
      share(({ later }) => later, 0.05),
      share(({ pace }) => pace, 0.01),
      percent(mean(found.map(({ later }) => (later?.unlike ?? half) / half))),
      factorOf(median(found.map(({ later }) => later?.smallest ?? TOO_MUCH))),
    ];
  });
  printTable(
    "Nothing inflated, the later half calls of another data set",
    [
      "calls",
      "bills",
      "for their prompts, 1 %",
      "the same, 5 %",
      "in the same time, 1 %",
      "not compared",
      "shows (1 %)",
    ],
    rows,
  );
}

async function pooledCalls(): Promise<PooledCall[]> {
  const { texts, calls } = reasoningData();
  const held = calls.filter(({ split, dataset }) => split === "val" && dataset !== AGENT);
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  const tables = callTables();
  const readings = new Map<string, Awaited<ReturnType<Forecaster["read"]>>>();
  for (const { prompt } of held)
    if (!readings.has(prompt)) readings.set(prompt, await forecaster.read(texts.get(prompt)!));
  await forecaster.close();
  await salience.close();
  return held.map((call) => {
    const reading = readings.get(call.prompt)!;
    const { location, apart } = locate(tables, reading, callKind(tables, call.model, call.effort));
    const { seconds, visible } = call;
    const expected = { location, apart, topic: Array.from(reading.topic) };
    return { call, reasoning: call.tokens, outlook: { expected }, seconds, visible };
  });
}

const missed = ({ reasoning, outlook }: PooledCall): number => Math.log(reasoning) - outlook.expected.location;
const speed = ({ reasoning, seconds = 1 }: PooledCall): number => Math.log(reasoning / seconds);

/** What is tested, and by what of a call a bill is correlated. */
const TESTS = [
  { name: "for their prompts", changeOf: laterChange, order: missed },
  { name: "in the same time", changeOf: paceChange, order: speed },
];

/**
 * Calls of a pool, any of them several times: their places in it are a Gaussian process with this lag-1 correlation.
 */
function drawn<T>(pool: readonly T[], count: number, correlation: number, random: () => number): T[] {
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let state = gauss();
  return Array.from({ length: count }, () => {
    const item = pool[Math.min(pool.length - 1, Math.floor(pool.length * normal(state)))]!;
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * gauss();
    return item;
  });
}

/** A log of which the calls after the first ones come on a later day and are billed so many times as much. */
function asLog(calls: readonly PooledCall[], before: number, factor: number): TimedCall[] {
  return calls.map((call, i) => ({
    ...call,
    time: i < before ? FIRST : SECOND,
    reasoning: i < before ? call.reasoning : Math.max(1, Math.round(factor * call.reasoning)),
  }));
}

/**
 * The power of the best test of one fixed length that knows the variance and the correlation, and nothing of the
 * prompts.
 */
function powerBound({ before, after, factor, level }: Case, spread: number, correlation: number): number {
  const inflated = (1 + correlation) / (1 - correlation);
  const error = spread * Math.sqrt(inflated * (1 / before + 1 / after));
  return normal(Math.log(factor) / error - (level === 0.01 ? 2.3263 : 1.6449));
}

/** The standard normal distribution (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return z > 0 ? 1 - tail : tail;
}

function factorOf(smallest: number): string {
  return smallest < TOO_MUCH ? `${smallest.toFixed(2)} x` : "> 20 x";
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
