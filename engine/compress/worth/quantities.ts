import { vocabulary } from "../../salience/wordpiece.ts";
import { isNegative } from "../order/negation.ts";
import { answerType } from "./answer-type.ts";
import type { Column, Words } from "./word-features.ts";

/**
 * What losing a word does to the log-odds of a right answer to a word problem, with the sign turned: measured on 35,000
 * answers of five models to compressed GSM8K questions (research on FrugalPrompt's published outcomes; ridge logistic
 * regression with question, model and share-dropped effects). Only effects of more than twice their standard error.
 */
const LOSS: ReadonlyMap<string, number> = new Map([
  ["twice", 2.3],
  ["half", 2],
  ["three", 1.32],
  ["two", 0.67],
  ["hours", 0.64],
  ["days", 0.64],
  ["more", 0.58],
  ["times", 0.46],
  ["second", 0.42],
  ["if", 0.22],
  ["as", 0.14],
  ["how", 0.1],
  ["a", 0.07],
  ["it", -0.08],
  ["he", -0.1],
  ["on", -0.11],
  ["is", -0.12],
  ["are", -0.14],
  ["did", -0.15],
  ["to", -0.15],
  ["does", -0.18],
  ["at", -0.18],
  ["that", -0.19],
  ["the", -0.2],
]);
const NUMBER_LOSS = 1.88;
const CONTENT_LOSS = 0.24;
/** Number words and words of proportion that are too rare to have been measured one by one. */
const UNMEASURED_NUMBER = 1.3;
const RELATIONS = new Set(
  "less fewer than each every per total all both then after before left remaining rest many much combined together altogether another".split(
    " ",
  ),
);
const RELATION_LOSS = 0.5;
const UNITS = new Set(
  (
    "week weeks month months year years minute minutes seconds dollar dollars cent cents mile miles foot feet inch inches " +
    "pound pounds ounce ounces gallon gallons liter liters percent meter meters km kg"
  ).split(" "),
);
const UNIT_LOSS = 0.4;
const NEGATION_LOSS = 1;

const SUMS =
  /\b(?:calculate|compute|in total|altogether|what(?:'s|’s| is| was| are| will be| would be) (?:the|his|her|their|its)|find the)\b/i;
/** The question stands in one of the last two sentences. */
const LAST = 2;
const LEAST_NUMBERS = 2;
const LEAST_SHARE = 0.025;

/** Whether a prompt is a word problem: its last sentences ask for a number, of a text that is dense with numbers. */
export function asksToReckon({ atoms, sentences, isNumber, isDate }: Words): boolean {
  const numbers = atoms.filter((a, i) => isNumber[i] && !isDate[i] && (a.removable || a.guard)).length;
  if (numbers < LEAST_NUMBERS || numbers < LEAST_SHARE * atoms.length) return false;
  const { first } = sentences[Math.max(0, sentences.length - LAST)]!;
  const asked = atoms
    .slice(first)
    .map((a) => a.text)
    .join(" ");
  return answerType(asked) === "number" || SUMS.test(asked);
}

/** Words of a word problem by what losing them costs for each token; `tie` decides among equals, and counts little. */
export function keepForReckoning(words: Words, tie: Column): Column {
  const { atoms, functions, isNumber } = words;
  return Float64Array.from(atoms, (atom, i) => {
    const parts = atom.term.split(" ");
    const isFunction = functions[i] !== undefined;
    const measured = parts.reduce((most, term) => Math.max(most, lossOf(term, isFunction)), Number.NEGATIVE_INFINITY);
    const number = /\d/.test(atom.text) ? NUMBER_LOSS : UNMEASURED_NUMBER;
    const loss = isNumber[i] ? Math.max(measured, number) : measured;
    return loss / roughTokens(atom.text, parts) + 0.02 * tie[i]!;
  });
}

const MARK = /[^\p{L}\p{N}\s]/gu;
const TOKEN_LENGTH = 4;

/** About how many tokens a word has: one if the encoder knows it, else by its length; and one for each mark. */
function roughTokens(text: string, parts: readonly string[]): number {
  const { ids } = vocabulary();
  const sizes = parts.map((term) => (ids.has(term) ? 1 : Math.ceil(term.length / TOKEN_LENGTH)));
  return Math.max(1, sizes.reduce((a, b) => a + b, 0) + (text.match(MARK)?.length ?? 0));
}

function lossOf(term: string, isFunction: boolean): number {
  const measured = LOSS.get(term);
  if (measured !== undefined) return measured;
  if (isNegative(term)) return NEGATION_LOSS;
  if (RELATIONS.has(term)) return RELATION_LOSS;
  if (UNITS.has(term)) return UNIT_LOSS;
  return isFunction ? 0 : CONTENT_LOSS;
}
