import { callTables, type PromptReading } from "../engine/reasoning/forecast-weights.ts";
import { type Draft, draft, Forecaster } from "../engine/reasoning/forecaster.ts";
import { type LengthBelief, lengths } from "../engine/reasoning/length-distribution.ts";
import { remaining } from "../engine/reasoning/remaining.ts";
import { samplePlans } from "../engine/reasoning/sampling.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import { type Call, type GradedCall, gradedCalls, hasReasoningData, reasoningData } from "./support/reasoning-data.ts";
import { mean } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** Most samples that are compared; calls were repeated at least so often. */
const MOST = 4;
/** Runs of an agent are billed over all of its turns. */
const AGENT = "swe_bench_verified";

/** What is planned on the forecast, held against calls on prompts that were not trained on. */
export async function run(): Promise<void> {
  if (!hasReasoningData()) return console.log("\nplanning: ../shared/data/reasoning is not here.");
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  try {
    const { texts, calls } = reasoningData();
    const [timed, grades] = [calls.filter(isHeld), gradedCalls(MOST).filter(isHeld)];
    const draftOf = await drafts(forecaster, texts, [...timed, ...grades]);
    samples(
      grades.filter((call) => draftOf(call).kind.graded),
      draftOf,
    );
    left(timed, draftOf);
  } finally {
    await forecaster.close();
    await salience.close();
  }
}

function isHeld({ split, dataset }: Omit<Call, "tokens">): boolean {
  return split === "val" && dataset !== AGENT;
}

/** Chances that one of several samples is right, beside how often one was. */
function samples(calls: readonly GradedCall[], draftOf: (call: Omit<Call, "tokens">) => Draft): void {
  const plans = calls.map((call) => {
    const belief = beliefOf(draftOf(call));
    return samplePlans({ ...lengths(belief), success: draftOf(call).length.success }, belief, MOST);
  });
  printTable(
    `Chance that one of n samples is right, ${calls.length} calls on ${new Set(calls.map((c) => c.prompt)).size} prompts`,
    ["samples", "forecast", "seen"],
    Array.from({ length: MOST }, (_, i) => [
      i + 1,
      percent(mean(plans.map((plan) => plan[i]!.success!))),
      percent(mean(calls.map(({ right, of }) => 1 - allWrong(of - right, of, i + 1)))),
    ]),
  );
}

/** What is left of calls that have thought as long as a share of such calls ever think. */
function left(calls: readonly Call[], draftOf: (call: Call) => Draft): void {
  const rows = (["0.1", "0.25", "0.5", "0.75", "0.9"] as const).map((share) => {
    const going = calls.flatMap((call) => {
      const belief = beliefOf(draftOf(call));
      const spent = lengths(belief).quantiles[share];
      return call.tokens > spent ? [{ rest: call.tokens - spent, forecast: remaining(belief, spent) }] : [];
    });
    const inside = going.filter(({ rest, forecast }) => rest >= forecast["0.1"] && rest <= forecast["0.9"]);
    const above = going.filter(({ rest, forecast }) => rest > forecast["0.5"]);
    return [
      percent(Number(share)),
      going.length,
      percent(going.length / calls.length),
      percent(inside.length / going.length),
      percent(above.length / going.length),
    ];
  });
  printTable(
    `What is left of a trace, ${calls.length} calls`,
    ["has thought longer than", "calls", "of all", "80 % covers", "above the median"],
    rows,
  );
}

async function drafts(
  forecaster: Forecaster,
  texts: ReadonlyMap<string, string>,
  calls: readonly Omit<Call, "tokens">[],
): Promise<(call: Omit<Call, "tokens">) => Draft> {
  const readings = new Map<string, PromptReading>();
  for (const { prompt } of calls)
    if (!readings.has(prompt)) readings.set(prompt, await forecaster.read(texts.get(prompt)!));
  return ({ prompt, model, effort }) => {
    const counting = { family: "o200k", ratio: 1, tolerance: 1 } as const;
    const bare = { id: model, provider: "", name: model, counting };
    return draft(callTables(), readings.get(prompt)!, bare, { effort, like: effort });
  };
}

function beliefOf({ length }: Draft): LengthBelief {
  return { ...length, dof: callTables().dof, limit: Number.POSITIVE_INFINITY };
}

/** Chance that n samples without replacement are all wrong, where so many of the seen ones are. */
function allWrong(wrong: number, seen: number, n: number): number {
  return Array.from({ length: n }, (_, i) => Math.max(0, wrong - i) / (seen - i)).reduce((a, b) => a * b, 1);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
