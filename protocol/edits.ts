import { type Compression, LOSSES, type Loss, type Recasing, type Removal } from "./compression.ts";
import { complement, overlapTester, type Span, without } from "./span.ts";

/** What stands in the place of a stretch of a text afterwards. */
export type Replacement = Span & { readonly text: string };

/** A replacement that a user may accept or reject: any subset of the edits of one compression leaves correct text. */
export interface Edit extends Replacement {
  /** What is removed, without the white space around it. */
  readonly stretch: Span;
  /** The gravest loss among its removals. */
  readonly loss: Loss;
  /** Why, each reason once. */
  readonly reasons: readonly string[];
  /** Whether a whole sentence goes, or a part of one. */
  readonly isSentence: boolean;
}

/**
 * A compression of a text as edits to be taken one by one: in order, disjoint. Removals that lean on each other are one
 * edit: parts of one sentence, sentences of a line that goes whole, an item and the items in it, a mark and its
 * partner; and a letter that becomes a capital is one with what stood before it. O(text).
 */
export function editsOf(text: string, { removed, recased }: Pick<Compression, "removed" | "recased">): Edit[] {
  const isLineGone = lineTest(text, removed);
  const groups: Removal[][] = [];
  for (const removal of removed) {
    const last = groups.at(-1);
    if (last && leans(text, removal, last, isLineGone)) last.push(removal);
    else groups.push([removal]);
  }
  const joined = withPartners(text, groups);
  let letter = 0;
  return joined.map((group, g) => {
    const next = joined[g + 1]?.[0]?.start ?? text.length;
    const first = letter;
    while (letter < recased.length && recased[letter]!.start < next) letter++;
    return editOf(text, group, recased.slice(first, letter));
  });
}

/** A text after some of its edits, which are in order. */
export function edited(text: string, edits: readonly Replacement[]): string {
  let at = 0;
  const pieces: string[] = [];
  for (const { start, end, text: instead } of edits) {
    pieces.push(text.slice(at, start), instead);
    at = end;
  }
  return pieces.join("") + text.slice(at);
}

function editOf(text: string, group: readonly Removal[], letters: readonly Recasing[]): Edit {
  const start = group[0]!.start;
  const gone = group.at(-1)!.end;
  const end = Math.max(gone, letters.at(-1)?.end ?? 0);
  const went = text.slice(start, gone);
  const stretch = { start: gone - went.trimStart().length, end: start + went.trimEnd().length };
  const within = <S extends Span>(span: S): S => ({ ...span, start: span.start - start, end: span.end - start });
  return {
    start,
    end,
    text: without(edited(text.slice(start, end), letters.map(within)), group.map(within)),
    stretch,
    loss: LOSSES[Math.max(...group.map(({ loss }) => LOSSES.indexOf(loss)))]!,
    reasons: [...new Set(group.map(({ reason }) => reason))],
    isSentence: beginsSentence(text, start) && (endsSentence(went) || endsLine(text, gone)),
  };
}

/** Whether a removal makes sense only with the ones before it, or they only with it. */
function leans(
  text: string,
  { start, end }: Removal,
  before: readonly Removal[],
  isLineGone: (at: number) => boolean,
): boolean {
  const first = before[0]!.start;
  const last = before.at(-1)!.end;
  const [said, says] = [text.slice(first, last), text.slice(start, end)];
  const between = text.slice(last, start);
  if (!isBlank(between) || isBlank(said) || isBlank(says)) return false;
  const gap = broken(/\s*$/.exec(said)![0] + between + /^\s*/.exec(says)![0]);
  if (!gap.includes("\n")) return isLineGone(start) || !endsSentence(said);
  if (ITEM.test(said) && indentation(text, start) > indentation(text, first)) return true;
  return !ITEM.test(says) && !/\n[^\S\n]*\n/.test(gap) && !endsSentence(said);
}

/** The groups; a group that is only a mark is joined with the group that holds its partner. */
function withPartners(text: string, groups: readonly (readonly Removal[])[]): Removal[][] {
  const joined: Removal[][] = [];
  let isOpen = false;
  for (const group of groups) {
    const last = joined.at(-1);
    const mark = group
      .map(({ start, end }) => text.slice(start, end))
      .join("")
      .trim();
    const isMark = /^\p{P}+$/u.test(mark);
    const closes = isMark && !/^[\p{Ps}\p{Pi}]/u.test(mark) && last !== undefined && lacks(text, last, mark);
    if (last && (isOpen || closes)) last.push(...group);
    else joined.push([...group]);
    isOpen = isMark && !closes;
  }
  return joined;
}

/** Whether removals take the other one of a pair of marks. */
function lacks(text: string, removals: readonly Removal[], mark: string): boolean {
  if (/^[\p{Pe}\p{Pf}]/u.test(mark)) return true;
  const taken = removals.map(({ start, end }) => text.slice(start, end)).join("");
  return taken.split(mark).length % 2 === 0;
}

/** A test, for rising offsets, of whether nothing is left of the line in which an offset lies. */
function lineTest(text: string, removed: readonly Span[]): (at: number) => boolean {
  const kept = complement(removed, text.length).map(({ start, end }) => {
    const words = text.slice(start, end);
    return { start: end - words.trimStart().length, end: start + words.trimEnd().length };
  });
  const isKept = overlapTester(kept.filter(({ start, end }) => start < end));
  return (at) => {
    const end = text.indexOf("\n", at);
    return !isKept({ start: text.lastIndexOf("\n", at - 1) + 1, end: end < 0 ? text.length : end });
  };
}

const ITEM = /^\s*(?:[-*+•]|\d{1,9}[.)])\s/;

/** How far the first word from an offset on is from the start of its line; 0 where it does not begin it. */
function indentation(text: string, at: number): number {
  const word = at + /^\s*/.exec(text.slice(at, at + 200))![0].length;
  return /(?:^|\n)([^\S\n]*)$/.exec(broken(text.slice(Math.max(0, word - 200), word)))?.[1]?.length ?? 0;
}

function beginsSentence(text: string, at: number): boolean {
  const before = broken(text.slice(Math.max(0, at - 20), at));
  return /(?:^|\n)\W*$/.test(before) || endsSentence(before) || /^\s*\n/.test(text.slice(at));
}

function endsSentence(text: string): boolean {
  return /[\p{Sentence_Terminal}…][\p{Pe}\p{Pf}\p{Pi}"'*_]*\s*$/u.test(text);
}

function endsLine(text: string, at: number): boolean {
  return /^[^\S\n]*(?:\n|$)/.test(broken(text.slice(at, at + 20)));
}

function isBlank(text: string): boolean {
  return broken(text).trim() === "";
}

/** A text with the line breaks that JSON and code write as `\n`. */
function broken(text: string): string {
  return text.replaceAll("\\n", "\n");
}
