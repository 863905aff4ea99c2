import {
  fertilityInWords,
  scriptsOf,
  thinkingInShort,
  totalInShort,
  totalInWords,
} from "../display/comparison-words.ts";
import { formatCount, formatMoney } from "../display/format.ts";
import { priceDay } from "../display/price-age.ts";
import type { ComparedModel, Comparison } from "../protocol/comparison.ts";
import { write } from "./print.ts";
import { printTable } from "./print-table.ts";
import { print } from "./terminal.ts";

/** A comparison for a reader at a terminal. */
export function printComparison(comparison: Comparison): void {
  const { models } = comparison;
  const dollars = (amount: number | undefined) => (amount === undefined ? "–" : formatMoney(amount));
  printTable(
    ["model", "tokens", "input", "cached", "thinking", "total"],
    models.map((one) => [
      one.model,
      tokensInShort(one),
      dollars(one.cost?.input),
      dollars(one.cost?.cachedRead),
      thinkingInShort(one),
      totalInShort(one),
    ]),
  );
  const scripts = scriptsOf(comparison);
  printTable(
    ["tokens by script", ...scripts],
    models.map((one) => [`${one.model} (${one.tokenizer})`, ...scripts.map((script) => fertilityInWords(one, script))]),
  );
  writeNotes(comparison);
}

/** Comparisons of several files: the tokens that each model counts in each file, and what a call costs. */
export function printComparisons(all: readonly (Comparison & { readonly id: string })[]): void {
  const [first] = all;
  if (!first) return;
  const names = first.models.map(({ model }) => model);
  const rows = (cell: (one: ComparedModel) => string) => all.map(({ id, models }) => [id, ...models.map(cell)]);
  printTable(["tokens", ...names], rows(tokensInShort));
  printTable(["total", ...names], rows(totalInShort));
  writeNotes(first);
}

function tokensInShort({ counted, sent }: ComparedModel): string {
  return `${counted === "exact" ? "" : "≈ "}${formatCount(sent.tokens)}`;
}

function writeNotes(comparison: Comparison): void {
  print();
  const days = new Set(comparison.models.flatMap(({ cost }) => (cost ? [priceDay(cost.asOf)] : [])));
  write("", `Thinking and total: a typical call, and the range of 8 in 10. ${totalInWords(comparison)}`);
  write(
    "",
    `${days.size > 0 ? `Prices of ${[...days].join("; of ")}. ` : ""}≈: estimated, by a tokenizer that is related.`,
  );
}
