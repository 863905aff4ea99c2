import type { FunctionClass } from "../units/terms.ts";
import type { Column, Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** How much later the terms of a sentence go than its other words, and how much earlier what the reader restores. */
const APART = 100;
const RESTORED: readonly (FunctionClass | undefined)[] = ["article", "auxiliary", "pronoun"];

/**
 * The units of a telegram: each word goes by itself, articles and the like before the others, what guards the meaning of
 * its sentence after them. What is said twice and what says nothing goes whole as ever.
 */
export function singleWords({ atoms, functions }: Words, worth: Column, units: readonly Unit[]): Unit[] {
  const apart = (i: number) => (atoms[i]!.guard ? APART : RESTORED.includes(functions[i]) ? -APART : 0);
  return units.flatMap((unit) =>
    unit.key.tier <= Tier.Filler
      ? [unit]
      : unit.atoms.map((i) => ({
          ...unit,
          atoms: [i],
          key: { ...unit.key, worth: worth[i]! + apart(i), position: i },
          reason: functions[i] ? `${functions[i]}: rarely needed` : unit.reason,
        })),
  );
}
