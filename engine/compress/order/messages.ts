import type { Prompt } from "../../prompt/parse.ts";
import type { Words } from "../worth/word-features.ts";
import type { Unit } from "./key.ts";

/**
 * The units of a prompt without the last of each of its texts that could lose all its words: providers refuse a message
 * that says nothing. `units` are by their keys. O(text).
 */
export function keepMessages({ passages }: Prompt, { atoms }: Words, units: readonly Unit[]): Unit[] {
  const last = new Map<number, Unit>();
  const messageOf = new Int32Array(atoms.length).fill(-1);
  let i = 0;
  for (const [m, { source }] of passages.entries()) {
    while (i < atoms.length && atoms[i]!.start < source.start) i++;
    for (; i < atoms.length && atoms[i]!.start < source.end; i++) messageOf[i] = m;
  }
  const left = new Map<number, number>();
  for (const [i, m] of messageOf.entries()) {
    if (m >= 0 && !atoms[i]!.closing && !atoms[i]!.marker) left.set(m, (left.get(m) ?? 0) + 1);
  }
  for (const unit of units) {
    for (const atom of unit.atoms) {
      const m = messageOf[atom]!;
      if (m < 0 || atoms[atom]!.closing || atoms[atom]!.marker) continue;
      left.set(m, left.get(m)! - 1);
      if (left.get(m) === 0) last.set(m, unit);
    }
  }
  const kept = new Set(last.values());
  return units.filter((unit) => !kept.has(unit));
}
