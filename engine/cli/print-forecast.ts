import colors from "picocolors";
import type { CallCost, Forecast } from "../../protocol/forecast.ts";
import { inWords, netInWords, restsOn, UNMEASURED } from "../../protocol/forecast-words.ts";
import { formatCount, formatMoney, formatMoneyColumn, formatShare } from "../../protocol/format.ts";
import { excerpt } from "./print.ts";
import { printTable } from "./print-table.ts";

/** What the table of efforts has room for in 80 columns: the median, and eight calls in ten. */
const SHOWN = ["0.1", "0.5", "0.9"] as const;

/** What stands beside a forecast when it is printed. */
export interface Beside {
  readonly text: string;
  readonly keep?: number | undefined;
  /** Calls a month. */
  readonly volume?: number | undefined;
  /** The thinking so far. */
  readonly trace?: string | undefined;
}

/** A forecast for a reader at a terminal. */
export function printForecast(forecast: Forecast, { text, keep, volume, trace }: Beside): void {
  const { model, effort, total, notes, quantiles, mean, samples, steps, remaining, net } = forecast;
  const thinks = quantiles["0.95"] > 0;
  console.log(`${colors.bold(model)} at effort ${effort}.${thinks ? ` Rests on ${restsOn(forecast)}.` : ""}`);
  if (thinks) {
    console.log(`${inWords(forecast)} The mean is ${formatCount(mean)}.`);
    printEfforts(forecast);
  }
  for (const note of notes) console.log(note);
  if (total) printCost(total, volume);
  else if (keep !== undefined || volume !== undefined) console.log("No price of this model is known, so no bill.");
  if (net && keep !== undefined) {
    const [calls, of] = volume === undefined ? [1000, "per 1,000 calls"] : [volume, "a month"];
    console.log(`Compressed to ${formatShare(keep)}, the prompt ${netInWords(net, calls)} ${of}.`);
  }
  if (samples) printSamples(samples);
  if (steps) printSteps(steps, text);
  if (remaining) printRemaining(remaining, trace ?? "");
}

function printEfforts({ efforts, effort: asked, cheapest }: Forecast): void {
  const hasCut = efforts.some(({ cut }) => cut !== undefined);
  const rows = efforts.map(({ effort, measured, quantiles, cost, success, efficiency, cut }) => [
    `${effort}${measured ? "" : " *"}${effort === cheapest ? " ✓" : ""}`,
    ...SHOWN.map((p) => formatCount(quantiles[p])),
    cost ? formatMoney(cost.median) : "–",
    success === undefined ? "–" : formatShare(success),
    efficiency === undefined ? "–" : (1000 * efficiency).toPrecision(2),
    ...(hasCut ? [cut === undefined ? "–" : formatShare(cut)] : []),
  ]);
  const names = ["effort", ...SHOWN.map((p) => `${100 * Number(p)}%`), "median cost", "right", "E³"];
  printTable(
    [...names, ...(hasCut ? ["cut off"] : [])],
    rows,
    efforts.findIndex(({ effort }) => effort === asked),
  );
  if (efforts.some(({ efficiency }) => efficiency !== undefined))
    console.log("E³: the chance of being right, squared, by 1,000 tokens (arXiv 2505.16122)");
  if (cheapest) console.log("✓ the cheapest that suffices");
  if (efforts.some(({ measured }) => !measured)) console.log(`* ${UNMEASURED}`);
}

function printCost({ input, cachedInput, hidden, visible, total }: CallCost, volume: number | undefined): void {
  const parts = [
    { name: "input", mean: input },
    ...(cachedInput === undefined ? [] : [{ name: "input, all cached", mean: cachedInput }]),
    { name: "thinking", ...hidden },
    ...(visible ? [{ name: "answer", ...visible }] : []),
    { name: visible ? "in all" : "in all, but for the answer", ...total },
  ];
  const [calls, many] = volume === undefined ? [1000, "1,000 calls"] : [volume, `${formatCount(volume)} a month`];
  const columns = [1, calls].map((n) => formatMoneyColumn(parts.map(({ mean }) => n * mean)));
  const rows = parts.map((part, i) => {
    const range =
      "quantiles" in part
        ? `${formatMoney(calls * part.quantiles["0.1"])} to ${formatMoney(calls * part.quantiles["0.9"])}`
        : "";
    return [part.name, ...columns.map((column) => column[i]!), range];
  });
  printTable(["expected cost", "a call", many, "eight in ten"], rows);
  if (!visible)
    console.log("The visible answer is not forecast: five of your own calls (--calls) tell how long it is.");
}

function printSamples(samples: NonNullable<Forecast["samples"]>): void {
  const rows = samples.map(({ samples: n, success, tokens, longest, cost, perFurtherSuccess }) => [
    formatCount(n),
    success === undefined ? "–" : formatShare(success),
    formatCount(tokens),
    formatCount(longest),
    cost === undefined ? "–" : formatMoney(cost),
    perFurtherSuccess === undefined ? "–" : formatMoney(perFurtherSuccess),
  ]);
  printTable(["samples", "one is right", "tokens", "the longest", "cost", "per further success"], rows);
  if (samples[0]?.success === undefined)
    console.log("No answers of this model at this effort were graded: no chance of success is known.");
}

function printSteps(steps: NonNullable<Forecast["steps"]>, text: string): void {
  printTable(
    ["sub-question", "tokens"],
    steps.map(({ start, end, tokens }) => [excerpt(text.slice(start, end)), formatCount(tokens)]),
  );
}

function printRemaining({ spent, quantiles, overthinking }: NonNullable<Forecast["remaining"]>, trace: string): void {
  console.log(
    `\nAfter ${formatCount(spent)} tokens, half of such calls think less than ${formatCount(quantiles["0.5"])} more; one in ten more than ${formatCount(quantiles["0.9"])} more.`,
  );
  if (overthinking.length === 0) console.log("Nothing in the trace goes round in circles.");
  else
    printTable(
      ["overthinks", "at", "why"],
      overthinking.map(({ start, end, reason }) => [excerpt(trace.slice(start, end)), `${start}–${end}`, reason]),
    );
}
