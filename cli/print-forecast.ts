import {
  averageInWords,
  billInWords,
  inWords,
  netInWords,
  noCallInWords,
  restsOn,
  roundTokens,
  typicalTokens,
  unmeasured,
} from "../display/forecast-words.ts";
import { formatCount, formatMoney, formatMoneyColumn, formatShare, tokensInWords } from "../display/format.ts";
import type { CallCost, Distribution, Forecast, NoCall } from "../protocol/forecast.ts";
import { manyCalls } from "../protocol/many-calls.ts";
import { excerpt, write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { bold, print } from "./terminal.ts";

/** What the table of efforts has room for in 80 columns: the median, and 8 calls in 10. */
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

/** A forecast for a reader at a terminal, or why there is none. */
export function printForecast(forecast: Forecast | NoCall, beside: Beside): void {
  if ("sentAs" in forecast) printNoCall(forecast);
  else printCall(forecast, beside);
}

function printCall(forecast: Forecast, { text, keep, volume, trace }: Beside): void {
  const { model, effort, total, month, notes, quantiles, samples, steps, remaining, net } = forecast;
  const thinks = quantiles["0.95"] > 0;
  print(bold(model), `, effort ${effort}.`);
  if (thinks) {
    tell(inWords(forecast));
    tell(`Based on ${restsOn(forecast)}.`);
  }
  for (const note of notes) tell(note);
  if (thinks) printEfforts(forecast);
  if (total) printCost(total, month);
  else if (keep !== undefined || volume !== undefined) tell("No price is known for this model, so no cost.");
  if (net && keep !== undefined) {
    const [calls, per] = volume === undefined ? [1000, "per 1,000 calls"] : [volume, "a month"];
    tell(`Compressed to ${formatShare(keep)}, the prompt ${netInWords(net, calls, per)}.`);
  }
  if (samples) printSamples(samples);
  if (steps) printSteps(steps, text);
  if (remaining) printRemaining(remaining, trace ?? "");
}

function printNoCall(noCall: NoCall): void {
  print(bold(noCall.model), `, ${tokensInWords(noCall.sent)}.`);
  tell(noCallInWords(noCall));
  for (const note of noCall.notes) tell(note);
}

/** What a line says of a prompt among several. */
export const FORECAST_ROW = ["model", "effort", "10%", "thinks, typically", "90%", "a call, average"];

export function forecastRow(forecast: Forecast | NoCall): string[] {
  if ("sentAs" in forecast) return [forecast.model, "–", "–", "no call", "–", "–"];
  const { model, effort, quantiles, total } = forecast;
  const thinking = SHOWN.map((p) => roundTokens(quantiles[p]));
  return [model, effort, ...thinking, total ? formatMoney(total.total.mean) : "–"];
}

function printEfforts({ efforts, effort: asked, cheapest }: Forecast): void {
  const hasCut = efforts.some(({ cut }) => cut !== undefined);
  const rows = efforts.map(({ effort, measured, quantiles, cost, success, efficiency, cut }) => [
    `${effort}${measured ? "" : " *"}${effort === cheapest ? " ✓" : ""}`,
    ...SHOWN.map((p) => (p === "0.5" ? typicalTokens({ quantiles }) : roundTokens(quantiles[p]))),
    cost ? formatMoney(cost.median) : "–",
    success === undefined ? "–" : formatShare(success),
    efficiency === undefined ? "–" : (1000 * efficiency).toPrecision(2),
    ...(hasCut ? [cut === undefined ? "–" : formatShare(cut)] : []),
  ]);
  const names = ["effort", ...SHOWN.map((p) => `${100 * Number(p)}%`), "typical cost", "correct", "E³"];
  printTable(
    [...names, ...(hasCut ? ["cut off"] : [])],
    rows,
    efforts.findIndex(({ effort }) => effort === asked),
  );
  if (efforts.some(({ efficiency }) => efficiency !== undefined))
    tell("E³: the chance of a correct answer, squared, per 1,000 tokens (arXiv 2505.16122)");
  if (cheapest) tell("✓ the cheapest that is about as often correct as the best");
  if (efforts.some(({ measured }) => !measured)) write("* ", unmeasured());
}

/** What is certain, or a distribution, in US dollars. */
type Amount = number | Distribution;

function printCost(one: CallCost, month: Forecast["month"]): void {
  print();
  tell(billInWords(one));
  const many = month ?? manyCalls(one, 1000);
  const names = [
    "input",
    ...(one.cachedInput === undefined ? [] : ["input, all cached"]),
    "thinking",
    ...(one.visible ? ["answer", "in all"] : ["all but the answer"]),
  ];
  const medians = formatMoneyColumn(amounts(one).map(median));
  const averages = formatMoneyColumn(amounts(many).map(average));
  const ranges = amounts(many).map(range);
  printTable(
    ["cost", "typical call", `${formatCount(month?.calls ?? 1000)} on average`, "8 in 10"],
    names.map((name, i) => [name, medians[i]!, averages[i]!, ranges[i]!]),
  );
  const sum = averageInWords(one.total);
  if (sum) tell(sum);
  if (!one.visible) tell("The answer itself is not included: its length is known from five calls of yours (--calls).");
}

function amounts({ input, cachedInput, hidden, visible, total }: CallCost): Amount[] {
  return [input, cachedInput, hidden, visible, total].filter((amount) => amount !== undefined);
}

const median = (amount: Amount) => (typeof amount === "number" ? amount : amount.quantiles["0.5"]);
const average = (amount: Amount) => (typeof amount === "number" ? amount : amount.mean);

function range(amount: Amount): string {
  if (typeof amount === "number" || amount.quantiles["0.1"] === amount.quantiles["0.9"]) return "";
  return `${formatMoney(amount.quantiles["0.1"])} to ${formatMoney(amount.quantiles["0.9"])}`;
}

function printSamples(samples: NonNullable<Forecast["samples"]>): void {
  const rows = samples.map(({ samples: n, success, tokens, longest, cost, perFurtherSuccess }) => [
    formatCount(n),
    success === undefined ? "–" : formatShare(success),
    roundTokens(tokens),
    roundTokens(longest),
    cost === undefined ? "–" : formatMoney(cost),
    perFurtherSuccess === undefined ? "–" : formatMoney(perFurtherSuccess),
  ]);
  printTable(["samples", "one correct", "tokens", "longest", "cost", "per further success"], rows);
  tell("Tokens and costs are averages.");
  if (samples[0]?.success === undefined)
    tell("The chance of a correct answer is not known for this model at this effort level.");
}

function printSteps(steps: NonNullable<Forecast["steps"]>, text: string): void {
  printTable(
    ["sub-question", "tokens"],
    steps.map(({ start, end, tokens }) => [excerpt(text.slice(start, end)), formatCount(tokens)]),
  );
}

function printRemaining({ spent, quantiles, overthinking }: NonNullable<Forecast["remaining"]>, trace: string): void {
  print();
  tell(
    `After ${formatCount(spent)} tokens, a typical call thinks ${formatCount(quantiles["0.5"])} more; 1 in 10 more than ${formatCount(quantiles["0.9"])} more.`,
  );
  if (overthinking.length === 0) tell("Nothing in the trace goes in circles.");
  else
    printTable(
      ["goes in circles", "at", "why"],
      overthinking.map(({ start, end, reason }) => [excerpt(trace.slice(start, end)), `${start}–${end}`, reason]),
    );
}

/** A sentence, broken between words. */
function tell(sentence: string): void {
  write("", sentence);
}
