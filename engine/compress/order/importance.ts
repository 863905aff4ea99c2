import type { Loss } from "../../../protocol/compression.ts";
import type { Words } from "../worth/word-features.ts";
import { Tier, type Unit } from "./key.ts";

/** Where the importance of each kind of loss begins, on a scale to 1; what is lost later stands higher. */
const FLOORS: Record<Exclude<Loss, "must">, number> = {
  copy: 0,
  filler: 0.01,
  aside: 0.05,
  talk: 0.1,
  material: 0.15,
  example: 0.35,
  rule: 0.4,
};
/** How much of a word's place in its kind of loss the word itself decides, against the unit that it goes with. */
const OWN_SHARE = 0.25;

/**
 * How important each atom is, 0 to 1. Of what a target may take, how late it goes: its unit's key decides, among the words
 * of a unit their salience. Rules stay, so there and in what is in no unit a word's salience alone decides: where "never"
 * and "use" are both said, the words between tell more than the kind of rule. O(atoms log atoms).
 */
export function importanceOf({ atoms }: Words, units: readonly Unit[]): Float64Array {
  const salience = rankOf(atoms.map((atom) => atom.salience));
  const importance = salience.map((rank) => FLOORS.rule + (1 - FLOORS.rule) * rank);
  const floors = Object.values(FLOORS);
  for (let tier = 0; tier < Tier.rule; tier++) {
    const [floor, ceiling] = [floors[tier]!, floors[tier + 1]!];
    const own = units.filter(({ key }) => key.tier === tier);
    for (const [u, unit] of own.entries()) {
      const late = own.length > 1 ? u / (own.length - 1) : 0.5;
      for (const i of unit.atoms)
        importance[i] = floor + (ceiling - floor) * ((1 - OWN_SHARE) * late + OWN_SHARE * salience[i]!);
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
