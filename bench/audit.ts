import { againstForecast, drift } from "../engine/audit/ratio.ts";
import { callTables } from "../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../engine/reasoning/forecaster.ts";
import { userSpread } from "../engine/reasoning/learning.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { expectedLengths } from "./support/expected-lengths.ts";
import { cellOf, kindOf } from "./support/length-baselines.ts";
import { AGENT, type Call, groupBy, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean, percent, seededRandom } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

const FACTORS = [1, 1.25, 1.5, 2, 3];
const CALLS = [10, 40, 100];
const DRAWS = 40;

/** A call held against its forecast, in ln tokens. */
interface Missed {
  readonly call: Call;
  readonly by: number;
  readonly spread: number;
}

/** How often an audit calls inflated counts unusual, and honest ones, on prompts that were not trained on. */
export async function run(): Promise<void> {
  if (!hasReasoningData()) return console.log("\naudit: ../shared/data/reasoning is not here.");
  const missed = await missedCalls();
  const random = seededRandom(1);
  const cells = [...groupBy(missed, ({ call }) => cellOf(call)).values()];
  const rows = CALLS.flatMap((calls) => {
    const large = cells.filter((cell) => cell.length >= calls);
    const draws = large.flatMap((cell) => Array.from({ length: DRAWS }, () => drawn(cell, calls, random)));
    const share = (isUnusual: (draw: readonly Missed[], inflation: number) => boolean | undefined) =>
      FACTORS.map((factor) => percent(mean(draws.map((draw) => (isUnusual(draw, Math.log(factor)) ? 1 : 0)))));
    const later = (draw: readonly Missed[], inflation: number) =>
      drift(draw.map(({ by }, i) => by + (i < calls / 2 ? 0 : inflation)))?.isUnusual;
    const all = (draw: readonly Missed[], inflation: number) =>
      againstForecast(
        draw.map(({ by }) => by + inflation),
        Math.max(...draw.map(({ spread }) => spread)),
      )?.isUnusual;
    return [
      ["the later half", calls, large.length, ...share(later)],
      ["all of them", calls, large.length, ...share(all)],
    ];
  });
  printTable(
    "Share of logs of one data set, model and effort that an audit calls unusual",
    ["inflated", "calls", "groups", ...FACTORS.map((factor) => (factor === 1 ? "not at all" : `${factor} x`))],
    rows,
  );
  printTable(
    "The same where nothing is inflated and the later half are calls of another data set",
    ["calls", "unusual"],
    CALLS.map((calls) => [calls, percent(mean(mixed(missed, calls, random).map((one) => (one ? 1 : 0))))]),
  );
}

function mixed(missed: readonly Missed[], calls: number, random: () => number): (boolean | undefined)[] {
  const half = calls / 2;
  return [...groupBy(missed, ({ call }) => kindOf(call)).values()].flatMap((kind) => {
    const sets = [...groupBy(kind, ({ call }) => call.dataset).values()].filter((set) => set.length >= half);
    return sets.flatMap((one) =>
      sets
        .filter((other) => other !== one)
        .map(
          (other) => drift([...drawn(one, half, random), ...drawn(other, half, random)].map(({ by }) => by))?.isUnusual,
        ),
    );
  });
}

async function missedCalls(): Promise<Missed[]> {
  const { texts, calls } = reasoningData();
  const held = calls.filter(({ split, dataset }) => split === "val" && dataset !== AGENT);
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  const expected = await expectedLengths(forecaster, texts, held);
  await forecaster.close();
  await salience.close();
  const ofUser = userSpread(callTables().learning);
  return held.map((call) => {
    const { location, spread } = expected(call);
    return { call, by: Math.log(call.tokens) - location, spread: Math.hypot(spread, ofUser) };
  });
}

/** So many of the items, none twice, in random order. */
function drawn<T>(items: readonly T[], count: number, random: () => number): T[] {
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
}
