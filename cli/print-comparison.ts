import {
  fertilityInWords,
  scriptsOf,
  thinkingInShort,
  totalInShort,
  totalInWords,
} from "../display/comparison-words.ts";
import { formatCount, formatMoney } from "../display/format.ts";
import { priceDay } from "../display/price-age.ts";
import type { Comparison } from "../protocol/comparison.ts";
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
      `${one.counted === "exact" ? "" : "≈ "}${formatCount(one.sent.tokens)}`,
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
  print();
  const days = new Set(models.flatMap(({ cost }) => (cost ? [priceDay(cost.asOf)] : [])));
  write("", `Thinking and total: a typical call, and the range of 8 in 10. ${totalInWords(comparison)}`);
  write(
    "",
    `${days.size > 0 ? `Prices of ${[...days].join("; of ")}. ` : ""}≈: estimated, by a tokenizer that is related.`,
  );
}
