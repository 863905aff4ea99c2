import { overlapTester, union } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { isTerm } from "../atoms/guards.ts";
import type { Column, SentenceRange, Words } from "../worth/word-features.ts";
import { isCommand, isInstruction } from "./constraints.ts";
import type { LeadIn } from "./lead-ins.ts";
import { loosePhrases } from "./phrases.ts";

/** What a sentence is to those who rely on the prompt, the first to go first. */
enum Standing {
  /** It explains or hedges, and demands nothing. */
  Talk,
  /** It says who, what or why. */
  Prose,
  /** It demands something without a bound, condition or exception. */
  Wish,
  /** It says who the model is to be. */
  Role,
  /** It demands something, and on terms. */
  Rule,
  /** It says what must or must never be done. */
  Must,
}

/** A user's text with fewer demands is one request, in which every word is weighed. */
const LEAST_DEMANDS = 10;
const LEAST_SHARE = 0.4;
/** But for a text with so many headings, which is a document and read by the sentence. */
const LEAST_HEADINGS = 3;
/** Between the tiers of the order; far more than any two words of a tier differ by. */
const TIER = 100;

/** Where a role and the last sentence of a section rank at least: after the wishes, before rules on terms. */
const SECTION = (Standing.Role + 0.5) * TIER;
/** A sentence that can only go whole leaves much of a budget unspent where it has so many words and that share. */
const LONG = 12;
const LONG_SHARE = 0.03;

const MUST =
  /\b(?:must|never|always|(?:do|should) not|don['’]t|shouldn['’]t|under no circumstances|not allowed|forbidden|mandatory)\b/i;
const STRICT =
  /\b(?:must|never|always|only|do not|don't|does not|cannot|can't|exactly|at (?:most|least)|no (?:more|less|fewer) than|nothing but|unless|required?|forbidden|not allowed|mandatory)\b/i;
const HEDGE =
  /\b(?:in general|as you (?:can|may|might)|you can (?:probably )?imagine|it (?:would|might|could) (?:also )?be (?:great|nice|good|helpful)|we would like you|there is (?:really )?no need|sometimes happen|tend to|most of (?:the|them)|probably|honestly|basically|of course)\b/i;
const ROLE = /^\W{0,6}(?:you are|you're|act as)\b/i;
/** Words that a rule or request can lose and still be a sentence. */
export const SPARE = new Set(["a", "an", "the", "very", "really", "quite", "rather", "just"]);

/** What is to be kept together in a text that is full of rules. */
export interface RuleOrder {
  /** Whether an atom goes only with all of its sentence: all but the spare words. */
  readonly bound: readonly boolean[];
  /** Whether a sentence demands something on terms. */
  readonly isRule: readonly boolean[];
  /** Whether a sentence says what must or must never be done. */
  readonly isMust: readonly boolean[];
  /** For each long sentence that is no rule or role, the phrases that go before the rest of it, the first to go first. */
  readonly loose: readonly (readonly SentenceRange[])[];
}

/**
 * Orders a text that is full of rules, has headings or is a file of standing instructions, so that it stays readable
 * and never misleads: spare words first, then whole sentences, those that demand nothing before those that do, those
 * with terms late, what must or must never be done last, and with it what such a sentence announces. Headings stay, so
 * one sentence of each section goes after all others but rules on terms. Changes `keep`; undefined where the text is no
 * such text.
 */
export function orderRules(
  prompt: Prompt,
  words: Words,
  keep: Column,
  leads: readonly LeadIn[],
  denied: readonly boolean[],
): RuleOrder | undefined {
  const { text, passages, protections } = prompt;
  const { atoms, sentences, isName, isNumber, isDate } = words;
  const standings = sentences.map((range) => standingOf(text, words, range));
  for (const { sentence, first, end } of leads)
    if (standings[sentence] === Standing.Must) standings.fill(Standing.Must, first, end);
  const demands = standings.filter((s) => s >= Standing.Wish).length;
  const isFullOfRules = demands >= LEAST_DEMANDS && demands >= LEAST_SHARE * sentences.length;
  const isOutlined = protections.filter((p) => p.reason === "heading").length >= LEAST_HEADINGS;
  if (!isFullOfRules && !isOutlined && !passages.every(({ role }) => role === "system")) return undefined;
  const bound = atoms.map((atom) => !SPARE.has(atom.text.toLowerCase()) || atom.guard !== undefined);
  const announces = new Set(leads.map(({ sentence }) => sentence));
  const isHeld = atoms.map(
    ({ guard, removable, closing }, i) =>
      guard !== undefined || denied[i]! || !(removable || closing) || isName[i]! || isNumber[i]! || isDate[i]!,
  );
  const long = Math.max(LONG, LONG_SHARE * atoms.length);
  const loose = sentences
    .filter(({ first, end }, s) => end - first >= long && standings[s]! < Standing.Role && !announces.has(s))
    .map((range) => looseHalf(text, words, range, keep, isHeld));
  const values = sentences.map(({ first, end }, s) => {
    let worth = 0;
    for (let i = first; i < end; i++) worth += keep[i]! / (end - first);
    return (standings[s]! + 1) * TIER + worth;
  });
  const best = new Set([
    ...bestOfSections(prompt, words, values),
    ...standings.flatMap((standing, s) => (standing === Standing.Role ? [s] : [])),
  ]);
  for (const s of best) values[s] = Math.max(values[s]! + TIER / 2, SECTION + values[s]! / TIER);
  for (const [s, { first, end }] of sentences.entries()) {
    for (let i = first; i < end; i++) keep[i] = bound[i] ? values[s]! : keep[i]! / TIER;
  }
  return {
    bound,
    isRule: standings.map((standing) => standing >= Standing.Rule),
    isMust: standings.map((standing) => standing === Standing.Must),
    loose,
  };
}

/** The sentence of most value before the first heading and below each. */
function bestOfSections({ protections }: Prompt, { atoms, sentences }: Words, values: readonly number[]): number[] {
  const isHeading = overlapTester(union(protections.filter((p) => p.reason === "heading")));
  const best: number[] = [];
  let isBelow = false;
  for (const [s, { first, end }] of sentences.entries()) {
    if (isHeading(atoms[first]!)) isBelow = false;
    else if (!isBelow && atoms.slice(first, end).some((a) => a.removable)) {
      best.push(s);
      isBelow = true;
    } else if (isBelow && values[s]! > values[best.at(-1)!]!) best[best.length - 1] = s;
  }
  return best;
}

/** The phrases that tell least of a sentence, up to half of it, the first to go first. */
function looseHalf(
  text: string,
  words: Words,
  sentence: SentenceRange,
  keep: Column,
  isHeld: readonly boolean[],
): SentenceRange[] {
  const loose = loosePhrases(text, words, sentence, keep, isHeld).sort(
    (a, b) => a.worth - b.worth || b.first - a.first,
  );
  let room = (sentence.end - sentence.first) / 2;
  const tooMuch = loose.findIndex(({ first, end }) => {
    room -= end - first;
    return room < 0;
  });
  return tooMuch < 0 ? loose : loose.slice(0, tooMuch);
}

function standingOf(text: string, { atoms }: Words, { first, end }: SentenceRange): Standing {
  const own = atoms.slice(first, end);
  const sentence = text.slice(own[0]!.start, own.at(-1)!.end);
  if (MUST.test(sentence)) return Standing.Must;
  const said = sentence.replace(/^(?:[-*+•]|\d{1,3}[.)])\s+/, "");
  const isItem = said !== sentence;
  const demands = isCommand(said) || STRICT.test(said);
  if (demands && own.some((a) => isTerm(a.guard))) return Standing.Rule;
  if (ROLE.test(sentence)) return Standing.Role;
  if (HEDGE.test(sentence)) return Standing.Talk;
  return isItem || demands || isInstruction(sentence) ? Standing.Wish : Standing.Prose;
}
