import type { Strength } from "../../../protocol/compression.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import { isTerm } from "../atoms/guards.ts";
import type { Column, SentenceRange, Words } from "../worth/word-features.ts";
import type { Demands } from "./constraints.ts";
import { type LeadIn, leadIns } from "./lead-ins.ts";
import { denials } from "./negation.ts";
import { orderRequest } from "./requests.ts";
import { orderRules } from "./rules.ts";

/** What holds the atoms of a sentence together. */
export interface Binding {
  /** A number for what each atom goes together with; -1 where it goes alone. */
  readonly unitOf: readonly number[];
  /** Whether it stays at any budget. */
  readonly stays: readonly boolean[];
}

/** How sentences and their guards are to be held. */
interface BindOptions {
  readonly strength: Strength;
  readonly demands: Demands;
  /** Whether a question decides what matters: then a text is material, not a list of rules. */
  readonly asks: boolean;
}

/** Between tiers of the order: far more than any two values of one differ by. */
const TIER = 10_000;

/**
 * Binds what guards the meaning of a sentence to it: it goes last of the sentence and at once, so that no kept sentence
 * lacks a guard. After all others come the sentences that hold what never goes, for what would stand there alone, and
 * what must or must never be done; then what the prompt asks; then what is to be repeated word for word. In a text of
 * rules none of these goes where one holds what never goes. A lead-in goes with the last of what it announces. Of a
 * short request whole phrases go before that. Changes `keep`.
 */
export function bind(prompt: Prompt, words: Words, keep: Column, { strength, demands, asks }: BindOptions): Binding {
  const { atoms, sentences, sentenceOf } = words;
  const nothing = atoms.map(() => false);
  if (strength === "light") return { unitOf: atoms.map(() => -1), stays: nothing };
  const isGuard = atoms.map(({ guard }, i) => guard !== undefined || demands.verbatim[i] === true);
  const leads = asks ? [] : leadIns(prompt, words);
  const denied = denials(words);
  const rules = asks ? undefined : orderRules(prompt, words, keep, leads, denied);
  const bound = [...(rules?.bound ?? isGuard)];
  const isTelling = atoms.map((_, i) => isGuard[i]! || demands.terms[i] === true);
  const request = asks || rules ? undefined : orderRequest(prompt.text, words, keep, isTelling);
  const phraseOf = request?.phraseOf ?? atoms.map(() => -1);
  for (const i of atoms.keys()) bound[i] ||= request?.bound[i] === true;
  if (asks) bindByWorth(words, keep, bound);
  else if (!rules) bindByDensity(words, keep, bound, demands.terms);
  const holds = sentences.map(({ first, end }) => atoms.slice(first, end).some(isFirm));
  const tiers = sentences.map(({ first, end }, s): number => {
    // In a list of rules, "copy it word by word" speaks of something else.
    if (!rules && demands.verbatim[first]) return 3;
    if (atoms.slice(first, end).some((a) => a.guard === "question")) return 2;
    return holds[s] || rules?.isMust[s] ? 1 : 0;
  });
  // What announces comes after what it announces.
  const inward = leads.toReversed();
  for (const { sentence, first, end } of inward) {
    holds[sentence] ||= holds.slice(first, end).some(Boolean);
    tiers[sentence] = tiers.slice(first, end).reduce((a, b) => Math.max(a, b), tiers[sentence]!);
  }
  for (const i of atoms.keys()) if (bound[i]) keep[i]! += tiers[sentenceOf[i]!]! * TIER;
  for (const lead of inward) keepWithList(words, keep, bound, lead, holds[lead.sentence]!);
  if (strength === "strict") {
    const isWhole = (s: number) => !rules || rules.isRule[s]! || holds[s]!;
    const stays = bound.map((is, i) => (is || demands.terms[i] === true) && isWhole(sentenceOf[i]!));
    return { unitOf: unitsOf(words, bound, phraseOf), stays };
  }
  // A rule cut down to its code says nothing: it stays, and so does all that is to outlast it.
  const isHeld = (i: number) => bound[i]! && atoms[i]!.removable && holds[sentenceOf[i]!]!;
  const stayLate = rules !== undefined && [...atoms.keys()].some(isHeld);
  // Without the terms of the last sentence nothing is said, but for a list of rules of which something stays anyway.
  const last = rules && holds.some(Boolean) ? undefined : lastSentence(words, keep);
  const stays = atoms.map(({ guard }, i) => {
    const s = sentenceOf[i]!;
    if (stayLate && bound[i] && tiers[s]! > 0) return true;
    // Without its negation, what never goes would say the opposite; and so it would behind one that lacks what it denies.
    return (denied[i]! && holds[s]!) || (s === last && (isTerm(guard) || request?.bound[i] === true));
  });
  for (const own of rules?.loose ?? []) loosen(own, words, keep, bound, phraseOf);
  return { unitOf: unitsOf(words, bound, phraseOf), stays };
}

/** What each atom goes with: its sentence where it is bound to that, else its phrase. */
function unitsOf({ sentenceOf }: Words, bound: readonly boolean[], phraseOf: readonly number[]): number[] {
  return bound.map((is, i) => (is ? sentenceOf[i]! : phraseOf[i]!));
}

/** With a question: the guards of a sentence go with the last of its words. */
function bindByWorth({ sentences }: Words, keep: Column, isGuard: readonly boolean[]): void {
  for (const { first, end } of sentences) {
    const most = keep.subarray(first, end).reduce((a, b) => Math.max(a, b));
    for (let i = first; i < end; i++) if (isGuard[i]) keep[i] = most + 1e-9;
  }
}

/**
 * Without a question: guards and terms go after all other words, the guards of a sentence at once; those first that say
 * least for their length.
 */
function bindByDensity(
  { atoms, sentences }: Words,
  keep: Column,
  isGuard: readonly boolean[],
  isTerm: readonly boolean[],
): void {
  const room = (i: number) => 2 + atoms[i]!.text.length;
  for (const { first, end } of sentences) {
    let worth = 0;
    let length = 0;
    for (let i = first; i < end; i++) {
      if (!isGuard[i]) continue;
      worth += Math.max(0, keep[i]!);
      length += room(i);
    }
    for (let i = first; i < end; i++) {
      if (isGuard[i]) keep[i] = TIER / 2 + worth / length;
      else if (isTerm[i]) keep[i] = TIER / 2 + keep[i]! / room(i);
    }
  }
}

/** Gives a lead-in the rank of what goes last of what it announces; never a lower one where some of that stays. */
function keepWithList(
  { atoms, sentences }: Words,
  keep: Column,
  bound: readonly boolean[],
  { sentence, first, end }: LeadIn,
  holds: boolean,
): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = sentences[first]!.first; i < sentences[end - 1]!.end; i++) {
    if (atoms[i]!.removable) most = Math.max(most, keep[i]!);
  }
  if (most === Number.NEGATIVE_INFINITY) return;
  const { first: from, end: to } = sentences[sentence]!;
  for (let i = from; i < to; i++) if (bound[i]) keep[i] = holds ? Math.max(keep[i]!, most) : most;
}

/** Lets phrases of a sentence, the first to go first, go one by one right before the rest of it. Changes the last three. */
function loosen(
  loose: readonly SentenceRange[],
  { sentences }: Words,
  keep: Column,
  bound: boolean[],
  phraseOf: number[],
): void {
  for (const [k, { first, end }] of loose.entries()) {
    for (let i = first; i < end; i++) {
      if (!bound[i]) continue;
      bound[i] = false;
      keep[i]! -= (loose.length - k) * 1e-6;
      phraseOf[i] = sentences.length + first;
    }
  }
}

/** Whether an atom is never touched. */
function isFirm({ removable, closing, marker }: Atom): boolean {
  return !removable && !closing && !marker;
}

/** The sentence of what goes last. */
function lastSentence({ atoms, sentenceOf }: Words, keep: Column): number | undefined {
  let last: number | undefined;
  for (const [i, { removable }] of atoms.entries()) {
    if (removable && (last === undefined || keep[i]! > keep[last]!)) last = i;
  }
  return last === undefined ? undefined : sentenceOf[last];
}
