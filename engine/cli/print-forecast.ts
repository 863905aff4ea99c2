import colors from "picocolors";
import { type EffortForecast, type Forecast, PROBABILITIES } from "../../protocol/forecast.ts";
import { inWords, restsOn } from "../../protocol/forecast-words.ts";
import { formatCount, formatMoney, formatShare } from "../../protocol/format.ts";

const WIDTH = 12;

/** A forecast for a reader at a terminal. */
export function printForecast(forecast: Forecast): void {
  const { model, effort, efforts, notes, quantiles, mean } = forecast;
  console.log(`${colors.bold(model)} at effort ${effort}; rests on ${restsOn(forecast)}.\n`);
  if (quantiles["0.95"] > 0) {
    console.log(`${inWords(quantiles)} The mean is ${formatCount(mean)}.\n`);
    row(["effort", ...PROBABILITIES.map((p) => formatShare(Number(p))), "median cost", "success"]);
    for (const each of efforts) row(cells(each), each.effort === effort);
    if (forecast.cheapest) console.log(`\nThe cheapest effort that suffices: ${forecast.cheapest}.`);
  }
  for (const note of notes) console.log(note);
}

function cells({ effort, quantiles, cost, success }: EffortForecast): string[] {
  const tokens = PROBABILITIES.map((p) => formatCount(quantiles[p]));
  return [effort, ...tokens, cost ? formatMoney(cost.median) : "–", success === undefined ? "–" : formatShare(success)];
}

function row(values: readonly string[], marked = false): void {
  const line = values.map((value, i) => (i === 0 ? value.padEnd(WIDTH) : value.padStart(WIDTH))).join("");
  console.log(marked ? colors.bold(line) : line);
}
