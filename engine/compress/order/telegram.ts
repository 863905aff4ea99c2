import type { ProtectionReason } from "../../../protocol/prompt.ts";
import type { FunctionClass } from "../../lexicon/words.ts";
import type { Column, Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** How much later the terms of a sentence go than its other words, and how much earlier what the reader restores. */
const APART = 100;
const RESTORED: readonly (FunctionClass | undefined)[] = ["article", "auxiliary", "pronoun"];
/** A rule without a part of what these stand in says something else, such as the opposite. */
const BINDING: readonly (ProtectionReason | undefined)[] = ["negation", "modal", "condition"];

/** What is known of the sentence of an atom. */
interface Standing {
  /** Whether nothing inside of it may go. */
  readonly isWhole: (atom: number) => boolean;
  /** Whether the engine knows the grammar of its language. */
  readonly hasGrammar: (atom: number) => boolean;
}

/**
 * The units of a telegram: each word goes by itself, articles and the like before the others, what guards the meaning of
 * its sentence after them. What is said twice, what says nothing, what `isWhole` and sentences of languages but English go
 * whole as ever; so does a rule that denies, bounds or sets a condition, less its articles.
 */
export function singleWords(
  { atoms, functions, sentenceOf }: Words,
  worth: Column,
  units: readonly Unit[],
  { isWhole, hasGrammar }: Standing,
): Unit[] {
  const apart = (i: number) => (atoms[i]!.guard ? APART : RESTORED.includes(functions[i]) ? -APART : 0);
  const bound = new Set(sentenceOf.filter((_, i) => BINDING.includes(atoms[i]!.guard)));
  const single = (unit: Unit, i: number): Unit => ({
    ...unit,
    atoms: [i],
    key: { ...unit.key, worth: worth[i]! + apart(i), position: i },
    reason: functions[i] ? `${functions[i]}: rarely needed` : unit.reason,
  });
  return units.flatMap((unit) => {
    if (unit.key.tier <= Tier.filler || unit.atoms.some(isWhole)) return [unit];
    const isBound = unit.key.tier >= Tier.rule && unit.atoms.some((i) => bound.has(sentenceOf[i]!));
    const goesAlone = (i: number) => hasGrammar(i) && (!isBound || functions[i] === "article");
    const rest = unit.atoms.filter((i) => !goesAlone(i));
    const key = { ...unit.key, worth: unit.key.worth + (isBound ? APART : 0) };
    return [
      ...unit.atoms.filter(goesAlone).map((i) => single(unit, i)),
      ...(rest.length > 0 ? [{ ...unit, atoms: rest, key }] : []),
    ];
  });
}
