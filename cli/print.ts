import { Help } from "commander";
import { createTwoFilesPatch } from "diff";
import stringWidth from "string-width";
import { sessionInWords, turnCostInWords } from "../display/context-words.ts";
import {
  formatCount,
  formatCounting,
  formatMoney,
  formatShare,
  formatTokens,
  tokensInWords,
} from "../display/format.ts";
import { adviceInWords, measuredNote, measuredOf, mediumInWords } from "../display/media-words.ts";
import { priceDay } from "../display/price-age.ts";
import { partName } from "../display/prompt-words.ts";
import type { ModelInfo } from "../protocol/catalogue.ts";
import type { Compression } from "../protocol/compression.ts";
import type { AdvisedMedium, Inspection, Removable, WeighedPart } from "../protocol/inspection.ts";
import { overlapTester, union } from "../protocol/span.ts";
import { filled, shortened } from "./columns.ts";
import { heatMap, legend } from "./heat-map.ts";
import { bold, dim, print, printText, say, visibleLine, writeResult } from "./terminal.ts";

const SHOWN = 8;

/** An inspection for a reader at a terminal. `trimmed`: tokens that trim takes off what is sent. */
export function printInspection(text: string, inspection: Inspection, trimmed: number): void {
  const { cost, count, kind, sent, session, protections, question, removable, warnings } = inspection;
  printText(heatMap(text, inspection));
  print();
  print(...legend());
  heading("Weighs");
  row("model", `${inspection.model}${inspection.modelFromFile ? " (named in the file)" : ""}`);
  row("file", tokensInWords(count));
  row("sent", tokensInWords(sent));
  row("counted", formatCounting(inspection));
  if (cost && session) {
    row("turn", `${turnCostInWords(cost.input, cost.cachedRead)} (prices of ${priceDay(cost.asOf)})`);
    row("session", sessionInWords(session));
  } else row("input", cost ? `${inputInWords(cost.input, kind)} (prices of ${priceDay(cost.asOf)})` : "no known price");
  if (question) row("question", excerpt(question.text));
  heading("Parts");
  // What is not sent weighs nothing.
  const parts = inspection.parts.filter(({ tokens }) => tokens > 0);
  for (const part of parts.slice(0, 3 * SHOWN)) {
    const title = "  ".repeat(Math.min(3, part.depth)) + excerpt(partName(part));
    row(title, `${formatTokens(part.tokens).padStart(14)} ${remark(part, inspection)}`, 36);
  }
  if (parts.length > 3 * SHOWN) row("…", `${parts.length - 3 * SHOWN} more`, 36);
  for (const medium of inspection.media.slice(0, SHOWN)) printCheaper(medium, session !== undefined);
  heading(`Trim removes ${formatCount(trimmed)} of ${formatTokens(sent.tokens)}`);
  const longest = [...removable].sort((a, b) => b.end - b.start - (a.end - a.start)).slice(0, SHOWN);
  for (const span of longest) row(quoted(text, span), span.reason, 32);
  if (removable.length > longest.length) row("…", `${removable.length - longest.length} more`, 32);
  if (removable.length === 0) row("nothing", "no filler or repetition found", 32);
  const firm = protections.filter(({ hold }) => hold === "firm");
  const isFirm = overlapTester(union(firm));
  heading("Protected");
  write("  ", countReasons(firm));
  heading("Removed only with the whole sentence");
  write("  ", countReasons(protections.filter((protection) => !isFirm(protection))));
  if (warnings.length > 0) heading("Warnings");
  for (const { start, message } of warnings.slice(0, SHOWN)) row(`line ${lineOf(text, start)}`, message);
  if (warnings.length > SHOWN) row("…", `${warnings.length - SHOWN} more`);
}

/** A picture, document or recording by itself, for a reader at a terminal. */
export function printMedium(inspection: Inspection): void {
  const { cost, media, model, sent } = inspection;
  const [medium] = media;
  heading("Weighs");
  row("model", model);
  row("sent", `${tokensInWords(sent)}, ${mediumInWords(medium!)}`);
  row("counted", `by ${medium!.rule}`);
  row("input", cost ? `${inputInWords(cost.input, "text")} (prices of ${priceDay(cost.asOf)})` : "no known price");
  printCheaper(medium!, false);
  const measured = measuredOf(medium!.kind);
  if (measured.length === 0) return;
  heading("Measured of models that look at fewer tokens");
  for (const { found, source } of measured) write("  ", `${found} (${source})`);
  write("  ", measuredNote());
}

/** How a medium could be sent for less; `isTurn`: in a file that every turn of an agent sends. */
function printCheaper(medium: AdvisedMedium, isTurn: boolean): void {
  if (medium.cheaper.length === 0) return;
  const attached = medium.isAttached ? "" : ", were it attached";
  heading(`${mediumInWords(medium)} for less than ${formatTokens(medium.tokens)}${attached}`);
  for (const way of medium.cheaper) write("  ", adviceInWords(way, medium, isTurn));
}

/** What is said of a part beside its tokens: the importance of what is read word by word, the rule of what is not. */
function remark({ start, kind, salience }: WeighedPart, { media }: Inspection): string {
  const medium = media.find((one) => one.start === start && one.isAttached);
  if (kind === "medium" && medium) {
    const { low, high, rule } = medium;
    return low === high ? `by ${rule}` : `by ${rule}, ${formatCount(low)} to ${formatCount(high)}`;
  }
  return UNREAD.has(kind) ? "" : `${formatShare(salience).padStart(5)} of importance`;
}

/** Parts that are no words. */
const UNREAD = new Set<WeighedPart["kind"]>(["tools", "tool", "call", "schema", "data"]);

/**
 * A compressed prompt: the text, or the diff, alone on standard output, so that it can be piped; the account beside.
 */
export function printCompression(original: string, compression: Compression, diffName?: string): void {
  const { after, before, advice, text, notes } = compression;
  writeResult(diffName === undefined ? text : patch(visibleLine(diffName), original, text));
  say(`${formatCount(before)} -> ${formatTokens(after)}; ${advice.why}`);
  for (const note of notes) say(note);
}

function patch(name: string, original: string, text: string): string {
  return createTwoFilesPatch(name, name, original, text);
}

/** The catalogue as a table. */
export function printModels(asOf: string, models: readonly ModelInfo[]): void {
  print(`Prices of ${priceDay(asOf)}, US dollars per million tokens.`);
  print();
  print(dim(modelRow("model", "tokenizer", "input", "output")));
  let shown: string | undefined;
  for (const { id, provider, counting, prices, efforts } of models) {
    if (provider !== shown) heading(provider);
    shown = provider;
    const counted = counting.tolerance === 0 ? counting.family : `${counting.family} ±${100 * counting.tolerance} %`;
    const [input, output] = prices ? [perMillion(prices.input), perMillion(prices.output)] : ["unknown", "unknown"];
    printText([modelRow(id, counted, input, output)]);
    if (efforts) print(`  efforts: ${efforts.join(" ")}`);
  }
}

function modelRow(id: string, counted: string, input: string, output: string): string {
  // A longer name has a line of its own.
  const name = id.length > 41 ? `${id}\n${" ".repeat(41)}` : id.padEnd(41);
  return `${name} ${counted.padEnd(17)} ${input.padStart(9)} ${output.padStart(8)}`;
}

function heading(title: string): void {
  print();
  print(bold(title));
}

function row(name: string, value: string, width = 10): void {
  write(`  ${filled(visibleLine(name), width)} `, value);
}

/** A text after a beginning, broken between words so that no line is wider than 80 columns. */
export function write(beginning: string, text: string): void {
  const indent = stringWidth(beginning);
  const lines = new Help().boxWrap(visibleLine(text), 80 - indent).split("\n");
  for (const [i, line] of lines.entries()) print(`${i === 0 ? beginning : " ".repeat(indent)}${line}`.trimEnd());
}

/** A file of rows holds many calls. */
function inputInWords(dollars: number, kind: Inspection["kind"]): string {
  if (kind === "chat-jsonl") return `${formatMoney(dollars)} for all rows`;
  return `${formatMoney(dollars)} a call, ${formatMoney(1000 * dollars)} per 1,000 calls`;
}

function quoted(text: string, { start, end }: Removable): string {
  return `“${excerpt(text.slice(start, end))}”`;
}

/** A text's beginning on one line, safe for a terminal. */
export function excerpt(text: string): string {
  return shortened(visibleLine(text.trim().replace(/\s+/g, " ")), 30);
}

/** Number of the line that an offset lies in, from 1. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** What lies within another is not told: that it stays is clear. */
function countReasons(protections: Inspection["protections"]): string {
  const counts = new Map<string, number>();
  let told = 0;
  for (const { reason, end } of [...protections].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end > told) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    told = Math.max(told, end);
  }
  return [...counts].map(([reason, n]) => (n > 1 ? `${reason} (${n})` : reason)).join(", ") || "nothing";
}

function perMillion(price: number): string {
  return `$${Number((1e6 * price).toPrecision(4))}`;
}
