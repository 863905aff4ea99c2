import { once } from "../../../protocol/once.ts";
import { english } from "../../lexicon/words.ts";
import { answerType } from "./answer-type.ts";
import type { Words } from "./word-features.ts";

const sums = once(() => new RegExp(`\\b(?:${english().sums.join("|")})\\b`, "i"));
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
  return answerType(asked) === "number" || sums().test(asked);
}
