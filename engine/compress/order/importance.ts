import { LOSSES, type Loss } from "../../../protocol/compression.ts";
import type { Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** Where the importance of each kind of loss begins, on a scale to 1; what is lost later stands higher. */
const FLOORS: Record<Loss, number> = {
  copy: 0,
  filler: 0.02,
  aside: 0.1,
  talk: 0.2,
  material: 0.3,
  example: 0.65,
  rule: 0.7,
  must: 0.9,
};
/** How much of a word's place in its kind of loss the word itself decides, against the unit that it goes with. */
const OWN_SHARE = 0.25;

/**
 * How important each atom is, 0 to 1: how late it goes. Its unit's key decides; among the words of a unit their
 * attributed salience. What is in no unit is as important as a rule. O(atoms log atoms).
 */
export function importanceOf({ atoms }: Words, units: readonly Unit[]): Float64Array {
  const salience = rankOf(atoms.map((atom) => atom.salience));
  const floors = [...LOSSES.map((loss) => FLOORS[loss]), 1];
  const place = (tier: Tier, unit: number, i: number) => {
    const [floor, ceiling] = [floors[tier]!, floors[tier + 1]!];
    return floor + (ceiling - floor) * ((1 - OWN_SHARE) * unit + OWN_SHARE * salience[i]!);
  };
  const importance = Float64Array.from(atoms, (_, i) => place(Tier.rule, 0.5, i));
  for (const tier of LOSSES.keys()) {
    const own = units.filter(({ key }) => key.tier === tier);
    for (const [u, unit] of own.entries()) {
      for (const i of unit.atoms) importance[i] = place(tier, own.length > 1 ? u / (own.length - 1) : 0.5, i);
    }
  }
  return importance;
}

/** The share of values below each. */
function rankOf(values: readonly number[]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const firstAt = new Map<number, number>();
  for (const [i, value] of sorted.entries()) if (!firstAt.has(value)) firstAt.set(value, i);
  return Float64Array.from(values, (value) => firstAt.get(value)! / Math.max(1, values.length - 1));
}
