import { Forecaster, type Outlook } from "../engine/reasoning/forecaster.ts";
import { lengths } from "../engine/reasoning/length-distribution.ts";
import { remaining } from "../engine/reasoning/remaining.ts";
import { samplePlans } from "../engine/reasoning/sampling.ts";
import { SalienceEngine } from "../engine/salience/salience.ts";
import {
  AGENT,
  bareModel,
  type Call,
  type GradedCall,
  gradedCalls,
  hasReasoningData,
  reasoningData,
} from "./support/reasoning-data.ts";
import { mean, percent } from "./support/statistics.ts";
import { printTable } from "./support/table.ts";

/** Most samples that are compared; calls were repeated at least so often. */
const MOST = 4;

type Planned<T> = T & Required<Outlook>;

/** What is planned on the forecast, held against calls on prompts that were not trained on. */
export async function run(): Promise<void> {
  if (!hasReasoningData()) return console.log("\nplanning: ../shared/data/reasoning is not here.");
  const salience = new SalienceEngine();
  const forecaster = new Forecaster(salience);
  try {
    const { texts, calls } = reasoningData();
    samples(await planned(gradedCalls(MOST).filter(isHeld), texts, forecaster));
    left(await planned(calls.filter(isHeld), texts, forecaster));
  } finally {
    await forecaster.close();
    await salience.close();
  }
}

function isHeld({ split, dataset }: Omit<Call, "tokens">): boolean {
  return split === "val" && dataset !== AGENT;
}

/** Chances that one of several samples is right, beside how often one was. */
function samples(all: readonly Planned<GradedCall>[]): void {
  const calls = all.filter(({ forecast }) => forecast.success !== undefined);
  const plans = calls.map(({ forecast, belief }) => samplePlans(forecast, belief, MOST));
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
function left(calls: readonly Planned<Call>[]): void {
  const rows = (["0.1", "0.25", "0.5", "0.75", "0.9"] as const).map((share) => {
    const going = calls.flatMap(({ belief, tokens }) => {
      const spent = lengths(belief).quantiles[share];
      return tokens > spent ? [{ rest: tokens - spent, forecast: remaining(belief, spent) }] : [];
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

/** Calls with their forecasts, as the engine makes them. */
async function planned<T extends Omit<Call, "tokens">>(
  calls: readonly T[],
  texts: ReadonlyMap<string, string>,
  forecaster: Forecaster,
): Promise<Planned<T>[]> {
  const result: Planned<T>[] = [];
  for (const call of calls) {
    const model = bareModel(call.model);
    const text = texts.get(call.prompt)!;
    const { forecast, belief } = await forecaster.forecast({ text, model, effort: call.effort, inputTokens: 0 });
    if (belief) result.push({ ...call, forecast, belief });
  }
  return result;
}

/** Chance that n samples without replacement are all wrong, where so many of the seen ones are. */
function allWrong(wrong: number, seen: number, n: number): number {
  return Array.from({ length: n }, (_, i) => Math.max(0, wrong - i) / (seen - i)).reduce((a, b) => a * b, 1);
}
