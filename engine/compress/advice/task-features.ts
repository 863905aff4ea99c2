import { once } from "../../../protocol/once.ts";
import { lexicon } from "../../lexicon/lexicon.ts";
import { english } from "../../lexicon/words.ts";
import { sentences, words } from "../../prompt/text/segment.ts";
import { plainTerm } from "../atoms/terms.ts";

/** What is asked stands near an end of a prompt: this much of each is read, in UTF-16 units. */
const NEAR = 1500;
const QUESTION = /[?？؟]["'”’»)\]*_`]*\s*$/;

const addressed = once(() => new RegExp(`\\b(?:${english().addressed.join("|")})\\b`, "i"));

/** Looks of a text, as shares of its words, lines or characters, or as yes and no. */
const LOOKS: Readonly<Record<string, (text: string, words: number, lines: number) => number>> = {
  digits: (text, words) => share(/\p{Nd}[\p{Nd}.,]*/gu, text, words),
  formulas: (text, words) => share(/[=+^\\<>]|\$/g, text, words),
  identifiers: (text, words) => share(/\w_\w|[a-z][A-Z]|\w\(\)|\w\.\w+\(/g, text, words),
  paths: (text, words) => share(/\w\/\w|\.\w{2,4}\b/g, text, words),
  code: (text) => Number(/```|^(?: {4}|\t)\S.*[;{(:]$/m.test(text)),
  headings: (text, _, lines) => share(/^#{1,6} /gm, text, lines),
  items: (text, _, lines) => share(/^\s*(?:[-*+•]|\d{1,3}[.)])\s/gm, text, lines),
  emphasis: (text, words) => share(/\*\*|`/g, text, words),
  options: (text) => Number(/^\s*\(?[A-D1-4][).:]\s.*\n\s*\(?[B-D2-4][).:]\s/m.test(text)),
  "question marks": (text, _, lines) => share(/[?？]/g, text, lines),
  "asks last": (text) => Number(QUESTION.test(text.trimEnd())),
  "asks first": (text) => Number(/^[^.!\n]{1,300}\?/.test(text)),
  "you are": (text) => Number(addressed().test(text)),
};

/**
 * What tells the kind of task that a prompt sets, by name: its looks, and the words and pairs of words of the sentences
 * that ask or demand near its two ends; of all sentences there where none does; and whether it looks like a word
 * problem (`reckons`). O(1): only the ends are read.
 */
export function taskFeatures(text: string, reckons: boolean): Map<string, number> {
  const ends = text.length <= 2 * NEAR ? text : `${text.slice(0, NEAR)}\n\n${text.slice(-NEAR)}`;
  const all = sentences(ends).map(({ start, end }) => ends.slice(start, end));
  const { isCommand, demands } = lexicon("en");
  const asking = all.filter((s) => QUESTION.test(s) || isCommand(s) || demands(s));
  const features = new Map<string, number>();
  for (const sentence of asking.length > 0 ? asking : all) {
    let last = "^";
    for (const { start, end } of words(sentence)) {
      const term = plainTerm(sentence.slice(start, end)).replace(/\p{Nd}+/gu, "0");
      if (term === "") continue;
      features.set(term, 1);
      features.set(`${last} ${term}`, 1);
      last = term;
    }
  }
  const count = Math.max(1, words(ends).length);
  const lines = ends.split("\n").length;
  for (const [name, look] of Object.entries(LOOKS)) features.set(`(${name})`, look(ends, count, lines));
  features.set("(word problem)", Number(reckons));
  features.set("(length)", Math.log1p(text.length));
  features.set("(words a line)", Math.log(count / lines));
  return features;
}

function share(pattern: RegExp, text: string, of: number): number {
  return Math.sqrt((text.match(pattern)?.length ?? 0) / of);
}
