import * as l10n from "@vscode/l10n";
import type { ComparedModel, Comparison, Fertility } from "../protocol/comparison.ts";
import { inShort, moneyInShort } from "./forecast-words.ts";
import { formatFactor, formatMoney } from "./format.ts";

/** Scripts with a smaller share of the prompt than this are left out. */
const LEAST = 0.01;

/** The scripts that a prompt is written in, the most used first. */
export function scriptsOf({ models: [first] }: Comparison): string[] {
  const all = first?.fertility ?? [];
  const characters = all.reduce((sum, one) => sum + one.characters, 0);
  return all.filter((one) => one.characters >= LEAST * characters).map(({ script }) => script);
}

/** `1.4 a word`; of a script without blanks between words `0.92 a character`. */
export function fertilityInWords({ fertility }: ComparedModel, script: string): string {
  const found = fertility.find((one) => one.script === script);
  return found ? rate(found) : "–";
}

function rate({ perWord, perCharacter }: Fertility): string {
  return perWord === undefined
    ? l10n.t("{0} a character", formatFactor(perCharacter))
    : l10n.t("{0} a word", formatFactor(perWord));
}

/** `~2,300 (600–9,800)`: the median, and 8 calls in 10. */
export function thinkingInShort({ thinking }: ComparedModel): string {
  return thinking ? inShort(thinking) : "–";
}

/** `~$0.095 ($0.011–$0.87)`: the median, and 8 calls in 10; `$0.0023` where all cost the same. */
export function totalInShort({ total }: ComparedModel): string {
  if (!total) return "–";
  const { quantiles } = total.total;
  return quantiles["0.1"] === quantiles["0.9"] ? formatMoney(quantiles["0.5"]) : moneyInShort(total.total);
}

/** What the totals leave out, or why there are none. */
export function totalInWords({ models }: Comparison): string {
  if (models.every(({ thinking }) => !thinking))
    return l10n.t("Instructions are no call of their own: they have neither.");
  const isWhole = models.every(({ total }) => !total || total.visible);
  return isWhole
    ? l10n.t("Total: uncached input, thinking and answer.")
    : l10n.t("Total: uncached input and thinking, before the answer.");
}
