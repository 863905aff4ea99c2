import { existsSync, readFileSync } from "node:fs";
import { plainName } from "../../engine/reasoning/model-kin.ts";
import { gammaShape, gammas, logNormal, type Prediction } from "./predictions.ts";
import { type Call, groupBy } from "./reasoning-data.ts";
import { mean } from "./statistics.ts";

/** What is forecast for a call. */
export type Predictor = (call: Call) => Prediction;

/** The model and effort of a call. */
export const kindOf = ({ model, effort }: Call): string => `${plainName(model)} ${effort}`;

/** The data set, model and effort of a call. */
export const cellOf = (call: Call): string => `${call.dataset} ${kindOf(call)}`;

/**
 * What `models/recipes/forecast_baselines.py` writes: for "prompt model effort" the location and scale of ln tokens.
 */
const TEXT_BASELINES = ".cache/forecast-baselines.json";

/** The text baselines, where their recipe has run. */
export function textBaselines(): Record<string, Predictor> {
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
export function groupMean(calls: Call[], of: (call: Call) => string, scaleOf = of): Predictor {
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
export function groupGamma(calls: Call[], of: (call: Call) => string): Predictor {
  const location = means(calls, of);
  const residuals = calls.map((call) => Math.log(call.tokens) - location(call));
  const lnMean = Math.log(mean(residuals.map(Math.exp)));
  const shape = gammaShape(lnMean - mean(residuals));
  const gamma = gammas(shape);
  return (call) => gamma(location(call) + lnMean - Math.log(shape));
}
