import { CharacterClass, characterClass } from "../../prompt/characters.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { Line } from "../cut/lines.ts";
import { endsOfItems, type ListItems } from "../cut/list-items.ts";
import { bracketPairs, quotePairs } from "../cut/pairs.ts";
import type { Atom } from "../units/atoms.ts";
import type { SentenceRange } from "../worth/word-features.ts";
import { compareKeys, type Unit } from "./key.ts";

/*
 * What must not go without what else, so that the rest is read as it was: no bracket without its partner, no first line of
 * an item without the others, and no words without those behind them that would open a block in their place (a dash, a
 * number, deep indentation). Units are joined until each of them may go by itself.
 */

/** The atoms from `first` up to `end` go with `atom`, which is one of them. */
export interface Bond extends SentenceRange {
  readonly atom: number;
}

/** The atoms of a prompt, as they stand in its lines and list items. */
export interface Layout {
  readonly atoms: readonly Atom[];
  readonly lines: readonly Line[];
  readonly items: ListItems;
}

/** Units that obey their bonds, and these. */
export interface Bonded {
  readonly units: readonly Unit[];
  readonly bonds: readonly Bond[];
}

/** Rounds after which what still waits for others stays: it bounds the work for a text of brackets. */
const ROUNDS = 8;

/**
 * Joins units until none goes before what is to go with it: joined ones have the key of the last, and what would have to
 * go with what stays, stays. `units` are by their keys. O(text log text).
 */
export function bondUnits(prompt: Prompt, layout: Layout, units: readonly Unit[]): Bonded {
  const standing = standingOf(layout, units);
  const { unitOf, stays } = standing;
  const bonds = [
    ...pairBonds(prompt, layout),
    ...lineBonds(prompt, layout, standing),
    ...glueBonds(layout, standing),
  ].filter(({ atom }) => unitOf[atom]! >= 0 && unitOf[atom]! < stays);
  // Each unit by the last of those it is joined with.
  const last = Int32Array.from({ length: stays + 1 }, (_, unit) => unit);
  const lastOf = (unit: number) => {
    let at = unit;
    while (last[at] !== at) at = last[at] = last[last[at]!]!;
    return at;
  };
  for (let round = 0, isOpen = true; isOpen && round <= ROUNDS; round++) {
    isOpen = false;
    const latest = maxima(Int32Array.from(unitOf, (unit) => (unit < 0 ? unit : lastOf(unit))));
    for (const { atom, first, end } of bonds) {
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
  const bonded = Array.from(groups.values(), (group) =>
    group.length === 1
      ? group[0]!
      : { ...group.at(-1)!, atoms: group.flatMap((unit) => unit.atoms).sort((a, b) => a - b) },
  );
  return { units: bonded.sort((a, b) => compareKeys(a.key, b.key)), bonds };
}

/** The largest of some values from one index up to another, at least one: by those of all stretches as long as a power of two. */
function maxima(values: Int32Array): (first: number, end: number) => number {
  const levels = [values];
  for (let step = 1; 2 * step <= values.length; step *= 2) {
    const finer = levels.at(-1)!;
    levels.push(
      Int32Array.from({ length: values.length - 2 * step + 1 }, (_, i) => Math.max(finer[i]!, finer[i + step]!)),
    );
  }
  return (first, end) => {
    const level = 31 - Math.clz32(end - first);
    return Math.max(levels[level]![first]!, levels[level]![end - 2 ** level]!);
  };
}

/** When an atom goes. */
interface Standing {
  /** The number of its unit, the more the later; one more for what stays, -1 for marks that go with their words. */
  readonly unitOf: Int32Array;
  readonly stays: number;
  /** Of two atoms the one that goes later; of what goes with others none. */
  later(one: number | undefined, other: number): number | undefined;
}

function standingOf(layout: Layout, units: readonly Unit[]): Standing {
  const stays = units.length;
  const unitOf = new Int32Array(layout.atoms.length).fill(stays);
  for (const [u, unit] of units.entries()) for (const i of unit.atoms) unitOf[i] = u;
  for (const i of marksOf(layout)) unitOf[i] = -1;
  const later = (one: number | undefined, other: number) => {
    if (unitOf[other]! < 0) return one;
    return one === undefined || unitOf[other]! > unitOf[one]! ? other : one;
  };
  return { unitOf, stays, later };
}

/** What goes with the words that it stands by: closing marks, and the marks of items that have words. */
function marksOf({ atoms, lines, items }: Layout): number[] {
  const ends = endsOfItems(items);
  const found = [...atoms.keys()].filter((i) => atoms[i]!.closing);
  for (const { first, end } of lines) {
    let words = first;
    while (words < end && atoms[words]!.marker) words++;
    const isBare = words === end && ends[items.itemOf[first]!] === end;
    for (let i = first; i < end && !isBare; i++) if (atoms[i]!.marker) found.push(i);
  }
  return found;
}

/** Brackets, quotes and marks of emphasis go with their partners, and with all between them. */
function pairBonds(prompt: Prompt, { atoms, lines }: Layout): Bond[] {
  return [...bracketPairs(prompt, atoms), ...quotePairs(lines, atoms)].flatMap(({ open, close }) =>
    [open, close].map((atom) => ({ atom, first: open, end: close + 1 })),
  );
}

/** Opens a block wherever it begins a line. */
const OPENING = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)|^(?:[>|<]|#{1,6}(?:\s|$)|[-=]+\s*$|`{3}|~{3})/;
/** Tells who speaks, alone on a line. */
const SPEAKER = /^#?\s*(?:system|user|assistant|developer|tool|function)\s*(?:\[[^\]\n]*\])?:\s*$/i;
/** So much of a line is looked at. */
const LOOK = 80;
/** Opens a block at a line's beginning, but not below a line of text. */
const DEEP = /^(?: {4}| {0,3}\t)/;
const SEPARATE = /^\s*(?:\d{1,9}[.)](?:\s|$)|[-*+]\s*$|=+\s*$|-+\s*$|<\/?[a-z][^<>]*>\s*$)/i;
const DELIMITERS = /^[\s>]*\|?[\s|:]*-[\s|:-]*$/;

function lineBonds(prompt: Prompt, { atoms, lines, items }: Layout, { later }: Standing): Bond[] {
  const bonds: Bond[] = [];
  const ends = endsOfItems(items);
  /** Those that go last: of the paragraph, and of the items since the last line of text above them. */
  let above: number | undefined;
  let between: number | undefined;
  let isBelowText = false;
  for (const [l, { first, end, text, opensBlock }] of lines.entries()) {
    const isItem = atoms[first]!.marker;
    const isText = items.itemOf[first]! < 0;
    const below = lines[l + 1];
    const opensTable = text.includes("|") && below && !below.opensBlock && DELIMITERS.test(below.text);
    const isSeparate = SEPARATE.test(text) || opensTable === true;
    if (opensBlock) {
      isBelowText = false;
      between = undefined;
    }
    if (opensBlock || isItem) above = undefined;
    if (above !== undefined && (isSeparate || DEEP.test(text))) bonds.push({ atom: above, first: above, end });
    if (isBelowText && between !== undefined && isSeparate) bonds.push({ atom: between, first: between, end });
    let before: number | undefined;
    for (let i = first; i < end; i++) {
      if (before !== undefined) {
        const { start } = atoms[i]!;
        const rest = prompt.text.slice(start, Math.min(atoms[end - 1]!.end, start + LOOK));
        if (OPENING.test(rest) || SPEAKER.test(rest)) bonds.push({ atom: before, first: before, end: i + 1 });
      }
      before = later(before, i);
    }
    if (isItem && before !== undefined) bonds.push({ atom: before, first: before, end: ends[items.itemOf[first]!]! });
    // What stands as it is may be code or a heading, below which a paragraph begins.
    if (!atoms.slice(first, end).some(({ removable }) => removable)) above = undefined;
    else if (before !== undefined) above = later(above, before);
    if (before !== undefined) {
      between = isText ? undefined : later(between, before);
    }
    if (isText) {
      between = undefined;
      isBelowText = true;
    }
  }
  return bonds;
}

/** Words between which others stand without white space go with these: else they would be one word. */
function glueBonds({ atoms }: Layout, { later }: Standing): Bond[] {
  const bonds: Bond[] = [];
  let isAfterWord = false;
  let between: number | undefined;
  for (const [i, { start, text }] of atoms.entries()) {
    if (atoms[i - 1]?.end !== start) isAfterWord = false;
    if (!isAfterWord) between = undefined;
    if (between !== undefined && isWord(text.codePointAt(0)!))
      bonds.push({ atom: between, first: between, end: i + 1 });
    if (isWord(text.codePointAt(text.length - 1)!)) {
      isAfterWord = true;
      between = undefined;
    } else if (isAfterWord) between = later(between, i);
  }
  return bonds;
}

function isWord(point: number): boolean {
  return characterClass(point) === CharacterClass.Word;
}
