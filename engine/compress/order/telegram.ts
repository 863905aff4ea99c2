import type { Column, Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** How much later the terms of a sentence go than its other words. */
const TERM = 100;

/**
 * The units of a telegram: each word goes by itself, what guards the meaning of its sentence after the others. What is
 * said twice and what says nothing goes whole as ever.
 */
export function singleWords({ atoms, functions }: Words, worth: Column, units: readonly Unit[]): Unit[] {
  return units.flatMap((unit) =>
    unit.key.tier <= Tier.Filler
      ? [unit]
      : unit.atoms.map((i) => ({
          ...unit,
          atoms: [i],
          key: { ...unit.key, worth: worth[i]! + (atoms[i]!.guard ? TERM : 0), position: i },
          reason: functions[i] ? `${functions[i]}: the reader restores it` : unit.reason,
        })),
  );
}
