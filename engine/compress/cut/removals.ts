import * as l10n from "@vscode/l10n";
import { LOSSES, type Recasing, type Removal } from "../../../protocol/compression.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";
import { COMMAS } from "../atoms/commas.ts";
import type { Order } from "../order/order.ts";
import { capitals } from "./capitals.ts";
import type { Cutter } from "./cutter.ts";

/** What goes with some units, and the letters that begin sentences then. */
export interface Removals {
  readonly removed: readonly Removal[];
  readonly recased: readonly Recasing[];
}

/**
 * What goes with some units of an order, as removals of which any subset may go: one for each unit that takes alone just
 * what it takes beside its neighbours, else one for all that go side by side. O(text).
 */
export function removalsOf(
  { atoms, units, bonds }: Pick<Order, "atoms" | "units" | "bonds">,
  { cut }: Cutter,
  isChosen: (unit: number) => boolean,
): Removals {
  const unitOf = new Int32Array(atoms.length).fill(-1);
  for (const [u, unit] of units.entries()) if (isChosen(u)) for (const i of unit.atoms) unitOf[i] = u;
  const spans = cut((atom) => unitOf[atom]! >= 0);
  const recased = capitals(atoms, spans);
  const isRecased = overlapTester(recased);
  const isBound = overlapTester(
    union(
      bonds
        .filter(({ atom }) => unitOf[atom]! >= 0)
        .map(({ first, end }) => ({ start: atoms[first]!.end - 1, end: atoms[end - 1]!.start + 1 })),
    ),
  );
  const halves = [0, 1].map((half) => {
    const isOfHalf = alternate(unitOf, half);
    return piecesOf(cut(isOfHalf), atoms, (i) => (isOfHalf(i) ? unitOf[i]! : -1));
  });
  const alone = halves
    .flat()
    .filter((piece) => piece.units.size > 0)
    .sort((a, b) => a.start - b.start);
  let next = 0;
  const removed = piecesOf(spans, atoms, (i) => unitOf[i]!).flatMap(({ start, end, units: own, after }): Removal[] => {
    while (next < alone.length && alone[next]!.start < start) next++;
    const from = next;
    while (next < alone.length && alone[next]!.end <= end) next++;
    const why = (unit: number) => ({ loss: LOSSES[units[unit]!.key.tier]!, reason: units[unit]!.reason });
    if (own.size === 0) return [{ start, end, loss: "filler", reason: l10n.t("white space that says nothing") }];
    const pieces = alone.slice(from, next);
    const opensSentence = atoms[after] !== undefined && isRecased(atoms[after]);
    const isOne = pieces.slice(1).some((piece) => isBound({ start: piece.start - 1, end: piece.start + 1 }));
    // Without what follows it a comma would hang.
    const endsSentence = atoms[after]?.sentence !== atoms[after - 1]!.sentence || atoms[after]!.closing;
    const hangs = endsSentence && pieces.slice(0, -1).some((piece) => COMMAS.test(atoms[piece.after - 1]!.text));
    if (own.size === 1 || opensSentence || isOne || hangs || !areParts(pieces, { start, end }, own.size))
      return [{ start, end, ...why(Math.max(...own)) }];
    return pieces.map((piece) => ({ start: piece.start, end: piece.end, ...why([...piece.units][0]!) }));
  });
  return { removed, recased };
}

/** Whether an atom is of every other unit, in the order in which they begin. */
function alternate(unitOf: Int32Array, half: number): (atom: number) => boolean {
  const parity = new Map<number, number>();
  for (const unit of unitOf) if (unit >= 0 && !parity.has(unit)) parity.set(unit, parity.size % 2);
  return (atom) => parity.get(unitOf[atom]!) === half;
}

/** A span with the units of the atoms in it. */
interface Piece extends Span {
  readonly units: ReadonlySet<number>;
  /** Index of the atom after it. */
  readonly after: number;
}

function piecesOf(spans: readonly Span[], atoms: readonly Atom[], unitOf: (atom: number) => number): Piece[] {
  let next = 0;
  return spans.map(({ start, end }) => {
    const units = new Set<number>();
    while (next < atoms.length && atoms[next]!.start < start) next++;
    // The last of them may leave its comma.
    for (; next < atoms.length && atoms[next]!.start < end; next++) {
      const unit = unitOf(next);
      if (unit >= 0) units.add(unit);
    }
    return { start, end, units, after: next };
  });
}

/** Whether pieces with a unit each make up a span of so many units. */
function areParts(pieces: readonly Piece[], { start, end }: Span, units: number): boolean {
  return (
    pieces.length === units &&
    pieces.every((piece, p) => piece.units.size === 1 && piece.start === (pieces[p - 1]?.end ?? start)) &&
    new Set(pieces.flatMap((piece) => [...piece.units])).size === units &&
    pieces.at(-1)!.end === end
  );
}
