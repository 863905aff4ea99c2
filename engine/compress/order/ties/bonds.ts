import type { Atom } from "../../atoms/atoms.ts";
import { isComma } from "../../atoms/commas.ts";
import type { Layout } from "../../layout/layout.ts";
import { endsOfItems } from "../../layout/list-items.ts";
import type { SentenceRange } from "../../worth/word-features.ts";
import { compareKeys, type Unit } from "../key.ts";

/** The atoms from `first` up to `end` go with `atom`, which is one of them. */
export interface Bond extends SentenceRange {
  readonly atom: number;
}

/** What must not go without what else, so that the rest is read as it was. */
export interface Ties {
  readonly bonds: readonly Bond[];
  /** Atoms that stay. */
  readonly staying: readonly number[];
}

/** When each atom of a prompt goes. */
export interface Sequence extends Layout {
  readonly atoms: readonly Atom[];
  /** The number of its unit, the more the later; one more than any for what stays, -1 for marks that go with their words. */
  readonly unitOf: Int32Array;
  /** The one of two atoms that goes later; none where it goes with others. */
  later(one: number | undefined, other: number): number | undefined;
}

/** The sequence in which units go that are by their keys. */
export function sequenceOf(atoms: readonly Atom[], layout: Layout, units: readonly Unit[]): Sequence {
  const unitOf = new Int32Array(atoms.length).fill(units.length);
  for (const [u, unit] of units.entries()) for (const i of unit.atoms) unitOf[i] = u;
  for (const i of marksOf(atoms, layout)) unitOf[i] = -1;
  const later = (one: number | undefined, other: number) => {
    if (unitOf[other]! < 0) return one;
    return one === undefined || unitOf[other]! > unitOf[one]! ? other : one;
  };
  return { ...layout, atoms, unitOf, later };
}

/** What goes with the words of its sentence or item: closing marks, commas by themselves, the marks of items. */
function marksOf(atoms: readonly Atom[], { lines, items }: Layout): number[] {
  const ends = endsOfItems(items);
  const isMark = ({ closing, text }: Atom) => closing || isComma(text);
  const spoken = new Set(atoms.filter((atom) => !atom.marker && !isMark(atom)).map(({ sentence }) => sentence));
  const found = [...atoms.keys()].filter((i) => isMark(atoms[i]!) && spoken.has(atoms[i]!.sentence));
  for (const { first, end } of lines) {
    let words = first;
    while (words < end && atoms[words]!.marker) words++;
    const isBare = words === end && ends[items.itemOf[first]!] === end;
    for (let i = first; i < end && !isBare; i++) if (atoms[i]!.marker) found.push(i);
  }
  return found;
}

/** Rounds after which what still waits for others stays: it bounds the work for a text of brackets. */
const ROUNDS = 8;

/**
 * Joins units, which are by their keys, until none goes before what is to go with it: joined ones have the key of the
 * last, and what would have to go with what stays, stays. O(text log text).
 */
export function bondUnits({ unitOf }: Sequence, { bonds, staying }: Ties, units: readonly Unit[]): Unit[] {
  const stays = units.length;
  // Each unit by the last of those it is joined with.
  const last = Int32Array.from({ length: stays + 1 }, (_, unit) => unit);
  const lastOf = (unit: number) => {
    let at = unit;
    while (last[at] !== at) at = last[at] = last[last[at]!]!;
    return at;
  };
  for (const i of staying) if (unitOf[i]! >= 0) last[unitOf[i]!] = stays;
  for (let round = 0, isOpen = true; isOpen && round <= ROUNDS; round++) {
    isOpen = false;
    const latest = maxima(Int32Array.from(unitOf, (unit) => (unit < 0 ? unit : lastOf(unit))));
    for (const { atom, first, end } of bonds) {
      if (unitOf[atom]! < 0) continue;
      const own = lastOf(unitOf[atom]!);
      const other = lastOf(round < ROUNDS ? latest(first, end) : stays);
      if (other <= own) continue;
      last[own] = other;
      isOpen = true;
    }
  }
  const groups = new Map<number, Unit[]>();
  for (const [u, unit] of units.entries()) {
    const group = groups.get(lastOf(u));
    if (group) group.push(unit);
    else groups.set(lastOf(u), [unit]);
  }
  groups.delete(lastOf(stays));
  const joined = Array.from(groups.values(), (group) =>
    group.length === 1
      ? group[0]!
      : { ...group.at(-1)!, atoms: group.flatMap((unit) => unit.atoms).sort((a, b) => a - b) },
  );
  return joined.sort((a, b) => compareKeys(a.key, b.key));
}

/** The largest of some values from one index up to a later one, by the largest of all stretches as long as a power of two. */
function maxima(values: Int32Array): (first: number, end: number) => number {
  const levels = [values];
  for (let step = 1; 2 * step <= values.length; step *= 2) {
    const finer = levels.at(-1)!;
    const level = new Int32Array(values.length - 2 * step + 1);
    for (let i = 0; i < level.length; i++) level[i] = Math.max(finer[i]!, finer[i + step]!);
    levels.push(level);
  }
  return (first, end) => {
    const level = 31 - Math.clz32(end - first);
    return Math.max(levels[level]![first]!, levels[level]![end - 2 ** level]!);
  };
}
