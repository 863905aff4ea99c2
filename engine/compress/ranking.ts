import type { Atom } from "./atoms.ts";

/** Indices of the removable atoms, the first to go first: by rising salience, later ones first among equals. */
export function rankAtoms(atoms: readonly Atom[]): number[] {
  return atoms
    .map((_, i) => i)
    .filter((i) => atoms[i]!.removable)
    .sort((a, b) => atoms[a]!.salience - atoms[b]!.salience || b - a);
}
