import { endsOfItems } from "../../layout/list-items.ts";
import type { Bond, Sequence } from "./bonds.ts";

/** The atom of each line that goes last; none where it has no words. */
type Lasts = readonly (number | undefined)[];

/** The first words of an item, without which the mark would stand alone on its line. O(text). */
export function itemBonds({ atoms, lines, items }: Sequence, lasts: Lasts): Bond[] {
  const bonds: Bond[] = [];
  const ends = endsOfItems(items);
  let end: number | undefined;
  for (const [l, { first, breaks }] of lines.entries()) {
    if (atoms[first]!.marker) end = ends[items.itemOf[first]!]!;
    else if (breaks > 1) end = undefined;
    const last = lasts[l];
    if (end === undefined || last === undefined) continue;
    bonds.push({ atom: last, first: last, end });
    end = undefined;
  }
  return bonds;
}

/** Opens a block at a line's beginning, but not below a line of text. */
const SEPARATE = /^(?: {4}| {0,3}\t)|^\s*(?:\d{1,9}[.)](?:\s|$)|[-*+]\s*$|=+\s*$|-+\s*$|\||<\/?[a-z][^<>]*>\s*$)/i;
/** The second line of a table. */
const DELIMITERS = /^[\s>]*\|?[\s|:]*-[\s|:-]*$/;
/** Whether a line would be the head of a table if it had as many columns as the line below it. */
export function mayHeadTable(lines: Sequence["lines"], l: number): boolean {
  const below = lines[l + 1];
  return lines[l]!.text.includes("|") && below?.breaks === 1 && DELIMITERS.test(below.text);
}

/** The indentation of code. */
const DEEP = 4;
/** The characters of a list mark and the space after it. */
const SHORTEST_MARK = 2;

/** Lines below which others belong to their block, or to none, and would belong to another without them. O(text). */
export function blockBonds({ atoms, lines, items, later }: Sequence, lasts: Lasts): Bond[] {
  const bonds: Bond[] = [];
  const bind = (atom: number | undefined, end: number) => {
    if (atom !== undefined) bonds.push({ atom, first: atom, end });
  };
  /** Those that go last: of the paragraph, of the items since the text above them, of the text since the last item or code. */
  let paragraph: number | undefined;
  let between: number | undefined;
  let since: number | undefined;
  let isBelowText = false;
  let isBelowFixed = false;
  let isBelowBlock = false;
  const ends = endsOfItems(items);
  for (const [l, { first, end, text, breaks }] of lines.entries()) {
    const last = lasts[l];
    const item = items.itemOf[first]!;
    const isItem = atoms[first]!.marker;
    const indent = text.search(/\S/);
    const isSeparate = mayHeadTable(lines, l) || SEPARATE.test(text) || DELIMITERS.test(text);
    // It belongs to its item only as long as it goes on with a paragraph there.
    const isLazy = item >= 0 && !isItem && indent < items.columns[item]! + SHORTEST_MARK;
    if (breaks === Number.POSITIVE_INFINITY) [since, isBelowBlock, isBelowFixed] = [undefined, false, false];
    if (breaks > 1) [isBelowText, between] = [false, undefined];
    if (breaks > 1 || isItem) paragraph = undefined;
    if (isSeparate || isLazy) bind(paragraph, end);
    if (isSeparate && isBelowText) bind(between, end);
    if (item < 0 && breaks > 1 && indent >= SHORTEST_MARK) bind(since, end);
    // What never goes may be code or a heading, below which a paragraph begins.
    const isFixed = !atoms.slice(first, end).some(({ removable }) => removable);
    if (isFixed) paragraph = undefined;
    else if (last !== undefined) paragraph = later(paragraph, last);
    if (item < 0) [isBelowText, between] = [true, undefined];
    else if (last !== undefined) between = later(between, last);
    // Below code, a line that is not indented ends its item.
    if (isLazy && breaks === 1 && isBelowFixed) bind(last, ends[item]!);
    isBelowFixed = isFixed;
    if (isItem || (isFixed && indent >= DEEP)) [since, isBelowBlock] = [undefined, true];
    else if (item < 0 && isBelowBlock && last !== undefined) since = later(since, last);
  }
  return bonds;
}
