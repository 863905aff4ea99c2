import { once } from "../../../protocol/once.ts";
import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { cuesOf } from "../../lexicon/words.ts";

const UNIT_SYMBOLS =
  "%|‰|°[CF]?|[kKMGTP]i?[Bb]?(?:ps|/s)?|[nµum]?s|ms|min|[kcmµn]?m|[kmµ]?g|px|pt|em|rem|vh|vw|fps|[kMGT]?Hz|x|[€£¥₹$]|USD|EUR|GBP|CHF|JPY";
const CURRENCY = "(?:(?:(?:US|A|C|R|NZ|HK|S)?[$€£¥₹]|USD|EUR|GBP|CHF|JPY|CNY|INR) ?)";

/** A pattern for words in either case of their first letter. */
function eitherCase(list: readonly string[]): string {
  return list.map((word) => `[${word[0]!.toUpperCase()}${word[0]}]${word.slice(1)}`).join("|");
}

/**
 * Patterns of the literals that words tell, in every language of the lexicon: numbers with their units, dates, ranges, and
 * words in capitals that are to be answered. Every repeat is bounded.
 */
export const wordedLiterals = once((): readonly (readonly [ProtectionReason, RegExp])[] => {
  const one = (pick: Parameters<typeof cuesOf<string>>[0]) => cuesOf(pick).join("|");
  const capitals = "[A-Z]{2,30}";
  const or = one(({ answers }) => answers.join);
  const before = eitherCase(cuesOf(({ answers }) => answers.before));
  const ordinals = one((cues) => cues.ordinals);
  const months = one(({ calendar }) => [...calendar.months, ...calendar.short]);
  const unit = `(?:${UNIT_SYMBOLS}|${one(({ units, ordinals }) => [...units, ...ordinals])})`;
  const rate = `(?:\\/(?:${one(({ rates }) => rates)})(?!\\w))`;
  const digits = cuesOf(({ numerals }) => [numerals]).join("");
  const counted = cuesOf(({ counters }) => [counters]).join("");
  const numbers = one((cues) => cues.numbers);
  return [
    // A word in capitals that is to be answered: "the single word EMPTY", "reply YES or NO".
    [
      "identifier",
      new RegExp(
        `(?<=\\b(?:${before}) (?:(?:${one(({ answers }) => answers.between)}) ){0,2})${capitals}(?:(?:, |,? (?:${or}) |\\/)${capitals}){0,8}(?!\\w)`,
        "g",
      ),
    ],
    [
      "number",
      new RegExp(`\\b(?:\\d{1,2}(?:${ordinals})? )?(?:${months})\\.? \\d{1,4}(?:${ordinals})?(?:, \\d{4})?\\b`, "g"),
    ],
    // Every other number with its sign, unit and bounds.
    [
      "number",
      new RegExp(
        `(?<![\\w.])${CURRENCY}?[v~≈±+\\-−<>≤≥=$€£¥₹#]{0,3}\\p{Nd}{1,40}(?:[.,:/×x–-]\\p{Nd}{1,40}){0,12}(?:[eE][+-]?\\d{1,4})?(?:[ \\u00a0-]?${unit}(?![\\p{L}\\p{N}_]))?${rate}?`,
        "gu",
      ),
    ],
    // What a number numbers: "Section 4.2", "p. 12", "ISO 8601".
    [
      "number",
      new RegExp(
        `(?<![\\p{L}\\p{N}])(?:${eitherCase(cuesOf(({ numbered }) => numbered))}|[A-Z]{2,6})\\.? \\p{Nd}`,
        "gu",
      ),
    ],
    // Han numerals: an ordinal, two of them, or one with what it counts; one alone is a part of many words.
    ["number", new RegExp(`第[${digits}]{1,20}|[${digits}]{2,20}[${counted}]?|[${digits}][${counted}]`, "gu")],
    // The bounds of a range say nothing apart: "between 2 and 8 °C", "from ten to twenty".
    [
      "number",
      new RegExp(
        `(?<![\\p{L}\\p{N}])(?:${one(({ ranges }) => ranges.open)})[ \\t](?:\\p{Nd}\\S{0,20}|${numbers})[ \\t](?:${one(({ ranges }) => ranges.join)})[ \\t](?=\\p{Nd}|(?:${numbers})(?![\\p{L}\\p{N}_]))`,
        "giu",
      ),
    ],
  ];
});
