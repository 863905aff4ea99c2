import { type Span, union } from "../../../protocol/span.ts";
import type { Order } from "../order/order.ts";
import type { Atom } from "../units/atoms.ts";
import { COMMAS } from "../units/commas.ts";
import type { SentenceRange } from "../worth/word-features.ts";
import { commasOf, hanging } from "./commas.ts";
import { Gap, gapsBefore } from "./gaps.ts";
import { addMarkers, listItems, Mark } from "./list-items.ts";
import { pairsOf, widowed } from "./pairs.ts";

/** Cuts atoms out of one prompt. */
export interface Cutter {
  /** How many gaps hold more white space than they need. */
  readonly wideGaps: number;
  /**
   * The spans to cut so that the chosen atoms go and the rest stays well spaced: with each run of removed atoms goes
   * the white space on one side of it (and not the comma that its clause needs), and every gap is left with one space. A full stop, a colon and the like go with
   * all that stands before them in their sentence, a comma with all that follows it there, a bracket or quote with its
   * partner, a list mark with the last of its item, a line break with a line that goes whole. O(text).
   */
  cut(chosen: (atom: number) => boolean): Span[];
}

/** What is needed of each atom at every cut; as columns, for the slider's sake. */
interface MarkColumns {
  readonly sentence: Int32Array;
  readonly isMark: Uint8Array;
}

/** Prepares a prompt for cutting, in O(text). */
export function cutter(
  text: string,
  { atoms, protections, commas, parentheses }: Pick<Order, "atoms" | "protections" | "commas" | "parentheses">,
): Cutter {
  const gaps = gapsBefore(text, protections, atoms);
  const lines = linesOf(gaps);
  const items = listItems(text, atoms);
  const held = union(protections);
  const pairs = pairsOf(text, atoms, held);
  const ends = commasOf(text, atoms, held);
  const columns = {
    sentence: Int32Array.from(atoms, (atom) => atom.sentence),
    isMark: Uint8Array.from(atoms, ({ closing, marker }) =>
      closing ? Mark.Closing : marker ? Mark.OfItem : Mark.None,
    ),
  };
  const cut = (chosen: (atom: number) => boolean): Span[] => {
    const goes = new Uint8Array(atoms.length);
    for (let i = 0; i < atoms.length; i++) goes[i] = chosen(i) ? 1 : 0;
    addClosings(columns, goes);
    addMarkers(items, columns.isMark, goes);
    const spans: Span[] = [...widowed(pairs, goes), ...hanging(ends, columns, goes)];
    for (const first of parentheses) if (goes[first] && ends.has(first - 1)) spans.push(ends.get(first - 1)!);
    for (let l = 0; l < lines.length; ) {
      const { first } = lines[l]!;
      let end = first;
      while (l < lines.length && (end === first || gaps[end] === Gap.Break) && isGone(lines[l]!, goes))
        end = lines[l++]!.end;
      const whole = end > first ? cutLines(text, atoms, gaps, { first, end }) : undefined;
      if (whole) spans.push(whole);
      else cutWords(text, atoms, gaps, { first, end: end > first ? end : lines[l++]!.end }, goes, commas, spans);
    }
    return union(spans);
  };
  return { wideGaps: gaps.filter((gap) => gap === Gap.Spaces).length, cut };
}

/** Runs of atoms without a line break, or anything else that stays, between them. */
function linesOf(gaps: Uint8Array): SentenceRange[] {
  const lines: SentenceRange[] = [];
  for (let first = 0; first < gaps.length - 1; ) {
    let end = first + 1;
    while (end < gaps.length - 1 && gaps[end]! < Gap.Break) end++;
    lines.push({ first, end });
    first = end;
  }
  return lines;
}

function isGone({ first, end }: SentenceRange, goes: Uint8Array): boolean {
  for (let i = first; i < end; i++) if (!goes[i]) return false;
  return true;
}

/**
 * The span of lines that go whole, with the line breaks on one side of them: the fewer, so that paragraphs stay apart.
 * Undefined where no line break may go.
 */
function cutLines(
  text: string,
  atoms: readonly Atom[],
  gaps: Uint8Array,
  { first, end }: SentenceRange,
): Span | undefined {
  const above = { start: atoms[first - 1]?.end ?? 0, end: atoms[first]!.start };
  const below = { start: atoms[end - 1]!.end, end: atoms[end]?.start ?? text.length };
  const opens = first > 0 && gaps[first] === Gap.Break;
  const endsLine = /^[\r\n]?$/.test(text.slice(below.start, below.start + 1));
  const closes = end < atoms.length && gaps[end] === Gap.Break;
  const startsLine = opens || above.end === 0 || text[above.end - 1] === "\n";
  if (opens && endsLine && !(closes && breaks(text, below) < breaks(text, above))) {
    return { start: above.start, end: below.start };
  }
  // What would come to stand at the very top must not become front matter.
  const isFrontMatter = first === 0 && text.startsWith("---", below.end);
  if (!closes || !startsLine || isFrontMatter) return undefined;
  return { start: lineStart(text, above), end: lineStart(text, below) };
}

function breaks(text: string, { start, end }: Span): number {
  return text.slice(start, end).split("\n").length;
}

/** Where the line starts that the text after a gap stands in. */
function lineStart(text: string, { start, end }: Span): number {
  const at = text.slice(start, end).lastIndexOf("\n");
  return at < 0 ? end : start + at + 1;
}

/** Adds the spans of a line that stays in part. */
function cutWords(
  text: string,
  atoms: readonly Atom[],
  gaps: Uint8Array,
  line: SentenceRange,
  goes: Uint8Array,
  commas: ReadonlySet<number>,
  spans: Span[],
): void {
  const isSpace = (gap: Gap | undefined) => gap === Gap.Space || gap === Gap.Spaces;
  for (let i = line.first; i < line.end; i++) {
    if (!goes[i]) {
      const isWide = gaps[i] === Gap.Spaces && (i === line.first || !goes[i - 1]);
      if (isWide) spans.push({ start: (atoms[i - 1]?.end ?? 0) + 1, end: atoms[i]!.start });
      continue;
    }
    const first = i;
    while (i + 1 < line.end && goes[i + 1]) i++;
    const { start } = atoms[first]!;
    const { end } = atoms[i]!;
    const before = atoms[first - 1]?.end ?? 0;
    const after = atoms[i + 1]?.start ?? text.length;
    const spaceLeft = isSpace(gaps[first]);
    const spaceRight = isSpace(gaps[i + 1]);
    const closesRight = gaps[i + 1] === Gap.None && atoms[i + 1]?.closing === true;
    const endsLine = /^[\r\n]?$/.test(text.slice(end, end + 1));
    const comma = commas.has(i) && i + 1 < line.end && first > line.first ? commaOf(atoms[i]!, atoms[first - 1]!) : 0;
    if (comma > 0) spans.push({ start: before, end: end - comma });
    else if (spaceLeft && spaceRight) spans.push({ start: before, end: after - 1 });
    else if (spaceLeft && (closesRight || endsLine)) spans.push({ start: before, end });
    else if (spaceRight) spans.push({ start, end: after });
    else spans.push({ start, end });
  }
}

/** How long the comma is that an atom leaves to the one before it; 0 where that has one, or ends another sentence. */
function commaOf({ text, sentence }: Atom, before: Atom): number {
  if (before.sentence !== sentence || before.marker || /\P{L}$/u.test(before.text)) return 0;
  return COMMAS.exec(text)?.[0].length ?? 0;
}

/** A closing mark goes with all of its sentence, and already with all that stands before it there. */
function addClosings({ sentence, isMark }: MarkColumns, goes: Uint8Array): void {
  for (let first = 0; first < goes.length; ) {
    let gone = 0;
    let kept = 0;
    let end = first;
    for (; end < goes.length && sentence[end] === sentence[first]; end++) {
      if (isMark[end]) continue;
      if (goes[end]) gone++;
      else kept++;
    }
    const isEmptied = gone > 0 && kept === 0;
    let opens = true;
    let went = false;
    for (let i = first; i < end; i++) {
      if (isMark[i] === Mark.Closing) goes[i] = Number(isEmptied || (opens && went));
      else if (!isMark[i] && goes[i]) went = true;
      else if (!isMark[i]) opens = false;
    }
    first = end;
  }
}
