import { type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";
import { COMMAS } from "../atoms/commas.ts";
import { isTerm } from "../atoms/guards.ts";
import { Gap } from "../layout/gaps.ts";
import { addMarkers, Mark } from "../layout/list-items.ts";
import type { Order } from "../order/order.ts";
import type { SentenceRange } from "../worth/word-features.ts";
import { addCommas, commasOf, hanging } from "./commas.ts";

/** Cuts atoms out of one prompt. */
export interface Cutter {
  /** How many gaps hold more white space than they need. */
  readonly wideGaps: number;
  /**
   * The spans to cut so that the chosen atoms go and the rest stays well spaced: with each run of removed atoms goes
   * the white space on one side of it (and not the comma that its clause needs), and every gap is left with no more than
   * it needs. A full stop, a colon and the like go with all that stands before them in their sentence, a comma with all
   * that follows it there, a list mark with the last of its item, a line break with a line that goes whole. O(text).
   */
  cut(chosen: (atom: number) => boolean): Span[];
}

/** A prompt as it is cut; as columns, for the slider's sake. */
interface Cloth {
  readonly text: string;
  readonly atoms: readonly Atom[];
  readonly gaps: Uint8Array;
  readonly lineStarts: Int32Array;
  /** Whether a line begins with an atom. */
  readonly beginsLine: Uint8Array;
  /** How many line breaks stand before an atom that begins a line; infinitely many before and after a passage. */
  readonly breaks: Float64Array;
  readonly sentence: Int32Array;
  readonly isMark: Uint8Array;
  /** The atoms of which the comma stays. */
  readonly commas: ReadonlySet<number>;
}

/** Prepares a prompt for cutting, in O(text). */
export function cutter(
  text: string,
  order: Pick<Order, "atoms" | "layout" | "protections" | "commas" | "parentheses">,
): Cutter {
  const { atoms, layout, protections, commas, parentheses } = order;
  const { lines, items } = layout;
  const { kinds: gaps, slack, lineStarts } = layout.gaps;
  const held = protections.filter(({ hold, reason }) => hold === "firm" || isTerm(reason));
  const ends = commasOf(text, atoms, union(held));
  const beginsLine = Uint8Array.from(gaps, (gap) => Number(gap === Gap.Break));
  const breaks = new Float64Array(gaps.length);
  breaks[atoms.length] = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    beginsLine[line.first] = beginsLine[line.end] = 1;
    breaks[line.first] = line.breaks;
  }
  const cloth: Cloth = {
    text,
    atoms,
    gaps,
    lineStarts,
    beginsLine,
    breaks,
    sentence: Int32Array.from(atoms, (atom) => atom.sentence),
    isMark: Uint8Array.from(atoms, ({ closing, marker }) =>
      closing ? Mark.Closing : marker ? Mark.OfItem : Mark.None,
    ),
    commas,
  };
  const cut = (chosen: (atom: number) => boolean): Span[] => {
    const goes = new Uint8Array(atoms.length);
    for (let i = 0; i < atoms.length; i++) goes[i] = chosen(i) && cloth.isMark[i] !== Mark.Closing ? 1 : 0;
    addCommas(ends, atoms, cloth, goes);
    addClosings(cloth, ends, goes);
    addMarkers(items, cloth.isMark, goes);
    const spans = hanging(ends, cloth, goes);
    for (const first of parentheses) if (goes[first] && ends.has(first - 1)) spans.push(ends.get(first - 1)!);
    for (const [i, spare] of slack) if (!goes[i - 1] && !goes[i]) spans.push(...spare);
    for (let i = 0; i < atoms.length; i++) {
      if (!goes[i]) continue;
      const runs = runsFrom(cloth, goes, i);
      const { end } = runs.at(-1)!;
      spans.push(isLines(cloth, runs[0]!) ? cutLines(cloth, runs) : cutRun(cloth, runs[0]!));
      i = end - 1;
    }
    return union(spans);
  };
  return { wideGaps: slack.size, cut };
}

/** The run of atoms that goes from an atom on; where that is whole lines, with the runs of whole lines below it. */
function runsFrom(cloth: Cloth, goes: Uint8Array, first: number): SentenceRange[] {
  const runs = [{ first, end: endOfRun(cloth, goes, first) }];
  if (!isLines(cloth, runs[0]!)) return runs;
  for (let { end } = runs[0]!; goes[end] && cloth.gaps[end] === Gap.Break; ) {
    const run = { first: end, end: endOfRun(cloth, goes, end) };
    if (!isLines(cloth, run)) break;
    runs.push(run);
    end = run.end;
  }
  return runs;
}

/** A sentence goes on over the ends of lines. */
function endOfRun({ gaps, sentence }: Cloth, goes: Uint8Array, first: number): number {
  let end = first + 1;
  while (goes[end] && (gaps[end]! < Gap.Break || (gaps[end] === Gap.Break && sentence[end] === sentence[end - 1])))
    end++;
  return end;
}

function isLines({ beginsLine }: Cloth, { first, end }: SentenceRange): boolean {
  return beginsLine[first] === 1 && beginsLine[end] === 1;
}

/**
 * The span of lines that go whole, with the line breaks on one side of them: the fewer, so that paragraphs stay apart.
 * Where these stay, or would not keep apart what the lines did, an empty line is left.
 */
function cutLines({ text, atoms, gaps, lineStarts, breaks }: Cloth, runs: readonly SentenceRange[]): Span {
  const { first } = runs[0]!;
  const { end } = runs.at(-1)!;
  const most = runs.reduce((sum, run) => Math.max(sum, breaks[run.first]!), breaks[end]!);
  const above = { start: atoms[first - 1]?.end ?? 0, end: atoms[first]!.start };
  const below = { start: atoms[end - 1]!.end, end: atoms[end]?.start ?? text.length };
  if (gaps[first] === Gap.Break && breaks[end] === most) return { start: above.start, end: below.start };
  const start = lineStarts[first]!;
  // What would come to stand at the very top must not become front matter.
  const isFrontMatter = first === 0 && /^(?:---|\+\+\+)/.test(text.slice(below.end, below.end + 3));
  return gaps[end] === Gap.Break && breaks[first] === most && !isFrontMatter
    ? { start, end: lineStarts[end]! }
    : { start, end: below.start };
}

/** The span of atoms that go out of lines that stay. */
function cutRun(
  { text, atoms, gaps, beginsLine, sentence, isMark, commas }: Cloth,
  { first, end }: SentenceRange,
): Span {
  const { start } = atoms[first]!;
  const last = atoms[end - 1]!;
  const before = atoms[first - 1]?.end ?? 0;
  const after = atoms[end]?.start ?? text.length;
  const spaceLeft = gaps[first] === Gap.Space;
  const spaceRight = gaps[end] === Gap.Space;
  const closesRight = gaps[end] === Gap.None && atoms[end]?.closing === true;
  const comma = commas.has(end - 1) && !beginsLine[first] && !beginsLine[end] ? commaOf(last, atoms[first - 1]!) : 0;
  if (comma > 0) return { start: before, end: last.end - comma };
  // A closing mark follows its words, in the line above if need be.
  const isCarriedOver = gaps[first] === Gap.Break && sentence[first - 1] === sentence[first] && !isMark[first - 1];
  if (closesRight && isCarriedOver) return { start: before, end: last.end };
  if (spaceLeft && spaceRight) return { start: before, end: after - 1 };
  const isBeforeBlank = gaps[end] === Gap.Fixed && /^[ \t]/.test(text.slice(last.end, after));
  if (spaceLeft && (closesRight || isBeforeBlank || beginsLine[end])) return { start: before, end: last.end };
  // Of strings that code joins to one text each may end with a blank: one of them is enough.
  const isAfterBlank = first > 0 && gaps[first] === Gap.Fixed && /^[ \t]/.test(text.slice(before, start));
  if (isAfterBlank && isBeforeBlank) return { start, end: last.end + 1 };
  // A word without a space before it leaves the one behind it.
  const isAttached = gaps[first] === Gap.None && !beginsLine[first];
  return { start, end: spaceRight && !isAttached ? after : last.end };
}

/** How long the comma is that an atom leaves to the one before it; 0 where that has one, or ends another sentence. */
function commaOf({ text, sentence }: Atom, before: Atom): number {
  if (before.sentence !== sentence || before.marker || /\P{L}$/u.test(before.text)) return 0;
  return COMMAS.exec(text)?.[0].length ?? 0;
}

/** A closing mark goes with all that stands between it and the one before it, or the beginning of its sentence. */
function addClosings(
  { sentence, isMark }: Pick<Cloth, "sentence" | "isMark">,
  commas: ReadonlyMap<number, Span>,
  goes: Uint8Array,
): void {
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
    let stays = false;
    let went = false;
    for (let i = first; i < end; i++) {
      if (isMark[i] === Mark.Closing) {
        goes[i] = Number(isEmptied || (went && !stays));
        // Several in a row go or stay together; what stands behind a colon ends with the stop.
        if (isMark[i + 1] !== Mark.Closing && !commas.has(i)) stays = went = false;
      } else if (!isMark[i] && goes[i]) went = true;
      else if (!isMark[i]) stays = true;
    }
    first = end;
  }
}
