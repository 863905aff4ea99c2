import type { ProtectionReason } from "../../protocol/prompt.ts";
import { isCommand, isInstruction } from "./constraints.ts";
import type { Column, Words } from "./word-features.ts";

/** What a sentence is to those who rely on the prompt, the first to go first. */
enum Standing {
  /** It explains or hedges, and demands nothing. */
  Talk,
  /** It says who, what or why. */
  Prose,
  /** It demands something without a bound, condition or exception. */
  Wish,
  /** It demands something, and on terms. */
  Rule,
}

/** What holds the atoms of a sentence together. */
export interface Bonds {
  /** Whether an atom stays at any budget. */
  readonly stays: readonly boolean[];
  /** Whether an atom goes only together with all others of its sentence that are bound. */
  readonly bound: readonly boolean[];
}

/** A text with fewer demands is one request, in which every word is weighed. */
const LEAST_DEMANDS = 5;
const LEAST_SHARE = 0.4;
/** Between the tiers of the order; far more than any two words of a tier differ by. */
const TIER = 100;

const TERMS: ReadonlySet<ProtectionReason> = new Set<ProtectionReason>([
  "number",
  "negation",
  "modal",
  "condition",
  "quoted text",
  "identifier",
  "path",
]);
const STRICT =
  /\b(?:must|never|always|only|do not|don't|does not|cannot|can't|exactly|at (?:most|least)|no (?:more|less|fewer) than|nothing but|unless|required?|forbidden|not allowed|mandatory)\b/i;
const HEDGE =
  /\b(?:in general|as you (?:can|may|might)|you can (?:probably )?imagine|it (?:would|might|could) (?:also )?be (?:great|nice|good|helpful)|we would like you|there is (?:really )?no need|sometimes happen|tend to|most of (?:the|them)|probably|honestly|basically|of course)\b/i;
/** Words that a rule can lose and still be a sentence. */
const SPARE = new Set(["a", "an", "the", "very", "really", "quite", "rather", "just"]);

/**
 * Orders a text that is full of rules so that it stays readable and never misleads: spare words first, then whole
 * sentences, those that demand nothing before those that do; a rule with its terms is not touched but for its spare
 * words. Changes `keep`, and says which atoms stay; undefined where the text is no such text.
 */
export function orderRules(text: string, words: Words, keep: Column): Bonds | undefined {
  const { atoms, sentences } = words;
  const standings = sentences.map((range) => standingOf(text, words, range));
  const demands = standings.filter((s) => s >= Standing.Wish).length;
  if (demands < LEAST_DEMANDS || demands < LEAST_SHARE * sentences.length) return undefined;
  const stays = new Array<boolean>(atoms.length).fill(false);
  const bound = new Array<boolean>(atoms.length).fill(false);
  for (const [s, { first, end }] of sentences.entries()) {
    const standing = standings[s]!;
    // Where something of a sentence must stay, all of it does: what is left of it alone would say something else.
    const isWhole = standing === Standing.Rule || atoms.slice(first, end).some((a) => !a.removable && a.guard);
    let worth = 0;
    for (let i = first; i < end; i++) worth += keep[i]! / (end - first);
    for (let i = first; i < end; i++) {
      if (SPARE.has(atoms[i]!.text.toLowerCase()) && !atoms[i]!.guard) keep[i] = keep[i]! / TIER;
      else if (isWhole) stays[i] = true;
      else {
        bound[i] = true;
        keep[i] = (standing + 1) * TIER + worth;
      }
    }
  }
  return { stays, bound };
}

function standingOf(text: string, { atoms }: Words, { first, end }: { first: number; end: number }): Standing {
  const own = atoms.slice(first, end);
  const sentence = text.slice(own[0]!.start, own.at(-1)!.end);
  const isItem = /^(?:[-*+•]|\d{1,3}[.)])\s/.test(sentence);
  const holdsFixed = own.some((a, i) => !a.removable && !a.guard && !a.closing && !(isItem && i < 2));
  const terms = own.some((a) => a.guard && TERMS.has(a.guard));
  const demands = isItem || isCommand(sentence) || STRICT.test(sentence);
  if (holdsFixed || (terms && demands)) return Standing.Rule;
  if (HEDGE.test(sentence)) return Standing.Talk;
  return demands || isInstruction(sentence) ? Standing.Wish : Standing.Prose;
}

/**
 * Where a question decides: the guards of a sentence go last of it and at once, so that none goes alone; they stay where
 * something of the sentence stays for ever. Changes `keep`.
 */
export function bindGuards({ atoms, sentences }: Words, keep: Column): Bonds {
  const stays = new Array<boolean>(atoms.length).fill(false);
  const bound = new Array<boolean>(atoms.length).fill(false);
  for (const { first, end } of sentences) {
    let most = Number.NEGATIVE_INFINITY;
    let isFree = true;
    for (let i = first; i < end; i++) {
      if (atoms[i]!.removable) most = Math.max(most, keep[i]!);
      else isFree &&= atoms[i]!.closing;
    }
    for (let i = first; i < end; i++) {
      if (!atoms[i]!.removable || !atoms[i]!.guard) continue;
      stays[i] = !isFree;
      bound[i] = true;
      keep[i] = most + 1e-9;
    }
  }
  return { stays, bound };
}
