import * as l10n from "@vscode/l10n";
import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { functionInWords } from "../../lexicon/in-words.ts";
import type { FunctionClass } from "../../lexicon/words.ts";
import type { Column, SentenceRange, Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** How much later the terms of a sentence go than its other words, and how much earlier what the reader restores. */
const APART = 100;
const RESTORED: readonly (FunctionClass | undefined)[] = ["article", "auxiliary", "pronoun"];
const BINDING: readonly (ProtectionReason | undefined)[] = ["negation", "modal", "condition"];

/** What is known of the sentence that an atom is inside of. */
interface Inside {
  /** Whether nothing inside of it may go. */
  readonly isWhole: (atom: number) => boolean;
  /** Whether the engine knows the grammar of its language. */
  readonly hasGrammar: (atom: number) => boolean;
}

/**
 * The units of a telegram: each word goes by itself, articles and the like before the others, what guards the meaning of
 * its sentence after them. What is said twice, what says nothing, what `isWhole` and sentences of languages but English go
 * whole as ever. Of a rule only what its reader restores goes by itself, and of one that denies, bounds or sets a
 * condition only its articles.
 */
export function singleWords(
  words: Words,
  worth: Column,
  units: readonly Unit[],
  { isWhole, hasGrammar }: Inside,
): Unit[] {
  const { atoms, functions, sentences, sentenceOf } = words;
  const apart = (i: number) => (atoms[i]!.guard ? APART : RESTORED.includes(functions[i]) ? -APART : 0);
  const bound = sentences.map((sentence) => isBound(words, sentence));
  const single = (unit: Unit, i: number): Unit => ({
    ...unit,
    atoms: [i],
    key: { ...unit.key, worth: worth[i]! + apart(i), position: i },
    reason: functions[i] ? l10n.t("{0}: rarely needed", functionInWords(functions[i])) : unit.reason,
  });
  return units.flatMap((unit) => {
    if (unit.key.tier <= Tier.filler || unit.atoms.some(isWhole)) return [unit];
    const isRule = unit.key.tier >= Tier.rule;
    const binds = isRule && unit.atoms.some((i) => bound[sentenceOf[i]!]);
    const mayGo = (i: number) => !isRule || (binds ? functions[i] === "article" : RESTORED.includes(functions[i]));
    const goesAlone = (i: number) => hasGrammar(i) && mayGo(i);
    const rest = unit.atoms.filter((i) => !goesAlone(i));
    const key = { ...unit.key, worth: unit.key.worth + (binds ? APART : 0) };
    return [
      ...unit.atoms.filter(goesAlone).map((i) => single(unit, i)),
      ...(rest.length > 0 ? [{ ...unit, atoms: rest, key }] : []),
    ];
  });
}

/** Whether a sentence denies, bounds or sets a condition, so that a part of it says something else, such as the opposite. */
export function isBound({ atoms }: Words, { first, end }: SentenceRange): boolean {
  return atoms.slice(first, end).some(({ guard }) => BINDING.includes(guard));
}
