import type { Atom } from "../atoms/atoms.ts";
import type { Line } from "./lines.ts";

/** What an atom is that goes with others: the end of its sentence, the mark of its item. */
export enum Mark {
  None,
  Closing,
  OfItem,
}

/** The list items and quotes of a prompt, nested ones inside of their parents. */
export interface ListItems {
  /** The innermost item that each atom stands in; -1 for none. */
  readonly itemOf: Int32Array;
  /** The item around each; -1 for none. Parents come before their children. */
  readonly parents: readonly number[];
  /** The column that the mark of each stands in. */
  readonly columns: readonly number[];
}

/**
 * Finds the items by their marks: an item runs to the next line that is indented no deeper than its mark and is an item
 * itself or stands after a blank line (CommonMark 5.2, with lazy continuation lines). O(text).
 */
export function listItems(lines: readonly Line[], atoms: readonly Atom[]): ListItems {
  const open: { readonly item: number; readonly column: number }[] = [];
  const parents: number[] = [];
  const columns: number[] = [];
  const itemOf = new Int32Array(atoms.length).fill(-1);
  for (const { first, end, text, breaks } of lines) {
    const { marker } = atoms[first]!;
    const column = text.search(/\S/);
    if (breaks === Number.POSITIVE_INFINITY) open.length = 0;
    while ((marker || breaks > 1) && open.length > 0 && column <= open.at(-1)!.column) open.pop();
    if (marker) {
      open.push({ item: parents.length, column });
      parents.push(open.at(-2)?.item ?? -1);
      columns.push(column);
    }
    itemOf.fill(open.at(-1)?.item ?? -1, first, end);
  }
  return { itemOf, parents, columns };
}

/** Where each item ends, with all that is nested in it, as the index after its last atom. O(atoms). */
export function endsOfItems({ itemOf, parents }: ListItems): Int32Array {
  const ends = new Int32Array(parents.length);
  for (const [i, item] of itemOf.entries()) if (item >= 0) ends[item] = i + 1;
  for (let item = parents.length - 1; item >= 0; item--) {
    const parent = parents[item]!;
    if (parent >= 0) ends[parent] = Math.max(ends[parent]!, ends[item]!);
  }
  return ends;
}

/** The mark of an item goes when all in it goes, items in it included. O(atoms). */
export function addMarkers({ itemOf, parents }: ListItems, isMark: Uint8Array, goes: Uint8Array): void {
  const loses = new Uint8Array(parents.length);
  const keeps = new Uint8Array(parents.length);
  for (let i = 0; i < goes.length; i++) {
    if (itemOf[i]! < 0 || isMark[i] === Mark.OfItem) continue;
    (goes[i] ? loses : keeps)[itemOf[i]!] = 1;
  }
  for (let item = parents.length - 1; item >= 0; item--) {
    const parent = parents[item]!;
    if (parent < 0) continue;
    if (keeps[item]) keeps[parent] = 1;
    if (loses[item]) loses[parent] = 1;
  }
  for (let i = 0; i < goes.length; i++) {
    const item = itemOf[i]!;
    if (isMark[i] === Mark.OfItem) goes[i] = item >= 0 && loses[item] && !keeps[item] ? 1 : 0;
  }
}
