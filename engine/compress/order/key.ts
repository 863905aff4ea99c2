/** What is lost when something goes, the least first. */
export enum Tier {
  /** It says again what stays. */
  Copy,
  /** Nobody misses it. Trim ends here. */
  Filler,
  /** It only gives a reason or an aside, and its sentence stays. */
  Aside,
  /** It explains, motivates or hedges, and asks for nothing. */
  Talk,
  /** It is what the prompt works on: text to be read, not to be obeyed. */
  Material,
  /** One example of several that show the same answer. Squeeze ends here. */
  Example,
  /** It asks for something or states what the answer rests on. */
  Rule,
  /** It says what must or must never be done, or what the prompt asks. */
  Must,
}

/** By what units are ordered: first by what is lost, then by how much of it, at last by place, the later first. */
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
