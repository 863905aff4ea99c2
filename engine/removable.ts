import { formatShare } from "../protocol/format.ts";
import type { Removable } from "../protocol/inspection.ts";
import { explained } from "./compress/compress.ts";
import { cutter } from "./compress/cut/removal.ts";
import type { Ranking } from "./compress/ranking.ts";

/** What may go is marked until the kept part would carry less than this share of the prompt's salience. */
const KEPT_SALIENCE = 0.9;

/**
 * What goes first, until the kept part would carry less than `KEPT_SALIENCE`; each stretch with its reason. What goes
 * for nothing is not counted.
 */
export function removableSpans(text: string, ranking: Ranking): Removable[] {
  const { atoms, order, steps, free } = ranking;
  const total = atoms.reduce((sum, atom) => sum + atom.salience, 0);
  const chosen = new Set(order.subarray(0, free));
  let spent = 0;
  let from = free;
  for (const to of steps) {
    for (let rank = from; rank < to; rank++) spent += atoms[order[rank]!]!.salience;
    if (spent > (1 - KEPT_SALIENCE) * total) break;
    for (; from < to; from++) chosen.add(order[from]!);
  }
  let next = 0;
  return explained(
    cutter(text, ranking).cut((atom) => chosen.has(atom)),
    ranking,
  ).map((removal) => {
    while (next < atoms.length && atoms[next]!.start < removal.start) next++;
    let salience = 0;
    let inside = 0;
    while (next < atoms.length && atoms[next]!.end <= removal.end) {
      salience += atoms[next]!.salience;
      inside++;
      next++;
    }
    const share = formatShare(salience / (total || 1));
    return {
      ...removal,
      salience: salience / Math.max(1, inside),
      reason: `${removal.reason}; ${share} of the salience`,
    };
  });
}
