import { CharacterClass, characterClass } from "../../prompt/characters.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { Gap } from "../cut/gaps.ts";
import type { Line } from "../cut/lines.ts";
import { endsOfItems } from "../cut/list-items.ts";
import { bracketsOf, quotePairs } from "../cut/pairs.ts";
import type { Bond, Sequence, Ties } from "./bonds.ts";
import { isAlmostData } from "./messages.ts";

/**
 * What of a prompt must not go without what else: no bracket without its partner, no first line of an item without the
 * others, and no words without those behind them that would open a block in their place (a dash, a number, deep
 * indentation). O(text).
 */
export function tiesOf(prompt: Prompt, sequence: Sequence): Ties {
  const { atoms, lines } = sequence;
  const { pairs, single } = bracketsOf(prompt, atoms);
  const isData = isAlmostData(prompt);
  const lasts = lines.map((line) => lastOf(line, sequence));
  return {
    bonds: [
      ...[...pairs, ...quotePairs(lines, atoms)].flatMap(({ open, close }) =>
        [open, close].map((atom) => ({ atom, first: open, end: close + 1 })),
      ),
      ...wordBonds(prompt, sequence),
      ...itemBonds(sequence, lasts),
      ...blockBonds(sequence, lasts),
    ],
    staying: [
      // Without them, what is no data and no template might be some.
      ...single.filter((i) => /[{}[\]]/.test(atoms[i]!.text)),
      ...lines.flatMap((_, l) => (isData || parts(sequence, l) ? (lasts[l] ?? []) : [])),
    ],
  };
}

/** The atom of a line that goes last; undefined where it has no words. */
function lastOf({ first, end }: Line, { later }: Sequence): number | undefined {
  let last: number | undefined;
  for (let i = first; i < end; i++) last = later(last, i);
  return last;
}

/** Whether a line cannot go with its line breaks, so that without words it would part what stands around it. */
function parts({ lines, gaps }: Sequence, l: number): boolean {
  const { first, end, breaks } = lines[l]!;
  const isFixed = gaps.kinds[first] !== Gap.Break && gaps.kinds[end] !== Gap.Break;
  return isFixed && breaks === 1 && lines[l + 1]?.breaks === 1;
}

/** Opens a block wherever it begins a line. */
const OPENING = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)|^(?:[>|<]|#{1,6}(?:\s|$)|[-=]+\s*$|`{3}|~{3})/;
/** Tells who speaks, alone on a line. */
const SPEAKER = /^#?\s*(?:system|user|assistant|developer|tool|function)\s*(?:\[[^\]\n]*\])?:\s*$/i;
/** So much of a line is looked at. */
const LOOK = 80;

/** Words before what would open a block in their place, and words that keep two others apart. */
function wordBonds({ text }: Prompt, { atoms, lines, later }: Sequence): Bond[] {
  const bonds: Bond[] = [];
  const bind = (atom: number | undefined, i: number) => {
    if (atom !== undefined) bonds.push({ atom, first: atom, end: i + 1 });
  };
  for (const { first, end } of lines) {
    /** Those that go last: of the line so far, and since the last word without white space between. */
    let before: number | undefined;
    let between: number | undefined;
    let isGlued = false;
    let number: number | undefined;
    let afterNumber: number | undefined;
    for (let i = first; i < end; i++) {
      const { start, text: word } = atoms[i]!;
      const rest = text.slice(start, Math.min(atoms[end - 1]!.end, start + LOOK));
      if (OPENING.test(rest) || SPEAKER.test(rest)) bind(before, i);
      // With nothing between them, a number and a full stop would number an item.
      if (number !== undefined && atoms[i]!.closing && afterNumber !== undefined)
        bonds.push({ atom: afterNumber, first: number, end: i });
      if (number !== undefined) afterNumber = later(afterNumber, i);
      else if (before === undefined && /^\d+$/.test(word)) number = i;
      before = later(before, i);
      if (i > first && atoms[i - 1]!.end < start) isGlued = false;
      if (isGlued && isWord(word.codePointAt(0)!)) bind(between, i);
      if (isWord(word.codePointAt(word.length - 1)!)) {
        isGlued = true;
        between = undefined;
      } else between = isGlued ? later(between, i) : undefined;
    }
  }
  return bonds;
}

function isWord(point: number): boolean {
  return characterClass(point) === CharacterClass.Word;
}

/** The first words of an item, without which the mark would stand alone on its line. */
function itemBonds({ atoms, lines, items }: Sequence, lasts: readonly (number | undefined)[]): Bond[] {
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
const SEPARATE = /^(?: {4}| {0,3}\t)|^\s*(?:\d{1,9}[.)](?:\s|$)|[-*+]\s*$|=+\s*$|-+\s*$|<\/?[a-z][^<>]*>\s*$)/i;
/** The second line of a table. */
const DELIMITERS = /^[\s>]*\|?[\s|:]*-[\s|:-]*$/;
/** The characters of a list mark and the space after it. */
const SHORTEST_MARK = 2;

/** Lines below which others are a part of their block, and would be another block without them. */
function blockBonds({ atoms, lines, items, later }: Sequence, lasts: readonly (number | undefined)[]): Bond[] {
  const bonds: Bond[] = [];
  /** Those that go last: of the paragraph so far, and of the items since the last line of text above them. */
  let paragraph: number | undefined;
  let between: number | undefined;
  let isBelowText = false;
  for (const [l, { first, end, text, breaks }] of lines.entries()) {
    const item = items.itemOf[first]!;
    const isItem = atoms[first]!.marker;
    const below = lines[l + 1];
    const isTable = text.includes("|") && below?.breaks === 1 && DELIMITERS.test(below.text);
    const isSeparate = isTable || SEPARATE.test(text);
    // It belongs to its item only as long as it goes on with a paragraph there.
    const isLazy = item >= 0 && text.search(/\S/) < items.columns[item]! + SHORTEST_MARK;
    if (breaks > 1) {
      isBelowText = false;
      between = undefined;
    }
    if (breaks > 1 || isItem) paragraph = undefined;
    if (paragraph !== undefined && (isSeparate || isLazy)) bonds.push({ atom: paragraph, first: paragraph, end });
    if (isBelowText && between !== undefined && isSeparate) bonds.push({ atom: between, first: between, end });
    const last = lasts[l];
    // What never goes may be code or a heading, below which a paragraph begins.
    if (!atoms.slice(first, end).some(({ removable }) => removable)) paragraph = undefined;
    else if (last !== undefined) paragraph = later(paragraph, last);
    if (item < 0) {
      between = undefined;
      isBelowText = true;
    } else if (last !== undefined) between = later(between, last);
  }
  return bonds;
}
