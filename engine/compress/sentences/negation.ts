import { once } from "../../../protocol/once.ts";
import { english } from "../../lexicon/words.ts";
import { vocabulary } from "../../salience/wordpiece.ts";
import type { Words } from "../worth/word-features.ts";

const negative = once(() => {
  const { words, not, qualities, inflections } = english().negative;
  return {
    words: new Set(words),
    not: new Set(not),
    qualities: new RegExp(`(?:${qualities.join("|")})$`),
    inflections: new RegExp(`(?:${inflections.join("|")})$`),
  };
});

/**
 * Whether a word in its plain form says no: a negation, a word of absence or refusal, or a negated word ("unclear").
 */
export function isNegative(term: string): boolean {
  const { words, not, qualities } = negative();
  if (words.has(term) || /n't$/.test(term)) return true;
  if (/^[a-z]{3,}less(?:ly|ness)?$/.test(term)) return !/^(?:un|bl)less/.test(term);
  if (/^(?:un|non-?)[a-z]{4}/.test(term)) return isWord(term.replace(/^(?:un|non-?)/, ""));
  if (/^dis[a-z]{5}/.test(term)) return !not.has(term) && isWord(term.slice(3));
  return /^i[nm][a-z]{5}/.test(term) && qualities.test(term) && isWord(term.slice(2));
}

/** Whether the encoder's vocabulary has the word or its stem. */
function isWord(term: string): boolean {
  const { ids } = vocabulary();
  const base = term.replace(negative().inflections, "");
  return [term, base, `${base}e`, base.replace(/i$/, "y")].some((form) => form.length >= 4 && ids.has(form));
}

/** For each atom whether it is denied: it stands between a negation and the next comma, or the end of the sentence. */
export function denials({ atoms, sentenceOf }: Words): boolean[] {
  let isDenied = false;
  return atoms.map(({ guard, term, text }, i) => {
    const goesOn = isDenied && sentenceOf[i] === sentenceOf[i - 1];
    const denied = goesOn || guard === "negation" || term.split(" ").some(isNegative);
    isDenied = denied && !/[,;:]$/.test(text);
    return denied;
  });
}
