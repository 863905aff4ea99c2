import { LOSSES, type Loss } from "../../../protocol/compression.ts";

/** What is lost, as a number to compare: its place among the losses, the least first. */
export const Tier = Object.fromEntries(LOSSES.map((loss, tier) => [loss, tier])) as Readonly<Record<Loss, number>>;
export type Tier = number;

/** What units are ordered by: first what is lost, then how much of it, at last the place, the later first. */
export interface Key {
  readonly tier: Tier;
  /** How much is lost, comparable within a tier. */
  readonly worth: number;
  readonly position: number;
}

/** Negative where `a` goes before `b`. */
export function compareKeys(a: Key, b: Key): number {
  return a.tier - b.tier || a.worth - b.worth || b.position - a.position;
}

/** What goes together, and why. */
export interface Unit {
  /** Indices of its atoms, rising. */
  readonly atoms: readonly number[];
  readonly key: Key;
  /** As the user reads it. */
  readonly reason: string;
}
