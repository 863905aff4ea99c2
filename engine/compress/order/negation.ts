import { vocabulary } from "../../salience/wordpiece.ts";
import type { Words } from "../worth/word-features.ts";

const NEGATIVE = new Set(
  (
    "no not never none nobody nothing nowhere neither nor without cannot unless except lack lacks lacked lacking absent " +
    "absence fail fails failed failing failure refuse refuses refused refusal deny denies denied prevent prevents " +
    "prevented preventing prevention avoid avoids avoided prohibit prohibits prohibited forbid forbids forbidden ban " +
    "banned hardly barely scarcely rarely seldom few little minus rather instead exception infrequent infrequently " +
    "reject rejects rejected stop stops stopped cease ceased loss lost unable nonexistent neglect neglected"
  ).split(" "),
);
const NEGATED = new Set(
  (
    "illegal illegally illegitimate illiterate illiteracy illogical illicit immoral immature impossible impatient " +
    "imperfect impractical improper imprecise irregular irregularly irrelevant irresponsible irrational irreversible " +
    "irreplaceable irrespective inadvertent inadvertently atypical asymmetric amoral mistrust misuse"
  ).split(" "),
);
const NOT_NEGATED = new Set(
  "discover discovered discovers discovery discoveries display displayed displays disease distance district dispatch".split(
    " ",
  ),
);
/** Endings that tell an adjective, adverb or participle, which `in-` and `im-` negate; they begin many other words. */
const QUALITY = /(?:al|able|ible|ed|ent|ant|ive|ate|ly|ful|ous|ic|ect|ility|ity|ency|ance|ence|ar|ite)$/;

/**
 * Whether a word in its plain form says no: a negation, a word of absence or refusal, or a negated word ("unclear").
 */
export function isNegative(term: string): boolean {
  if (NEGATIVE.has(term) || NEGATED.has(term) || /n't$/.test(term)) return true;
  if (/^[a-z]{3,}less(?:ly|ness)?$/.test(term)) return !/^(?:un|bl)less/.test(term);
  if (/^(?:un|non-?)[a-z]{4}/.test(term)) return isWord(term.replace(/^(?:un|non-?)/, ""));
  if (/^dis[a-z]{5}/.test(term)) return !NOT_NEGATED.has(term) && isWord(term.slice(3));
  return /^i[nm][a-z]{5}/.test(term) && QUALITY.test(term) && isWord(term.slice(2));
}

/** Whether the encoder's vocabulary has the word or its stem. */
function isWord(term: string): boolean {
  const { ids } = vocabulary();
  const base = term.replace(/(?:ly|ed|ally|ity|s)$/, "");
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
