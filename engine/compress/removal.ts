import type { HeldProtection } from "../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../protocol/span.ts";
import type { Atom } from "./atoms.ts";
import type { Ranking } from "./ranking.ts";

/** What lies between an atom and the one before it. */
enum Gap {
  None,
  /** Plain space that may go, of which nothing may be left out while it stays. */
  Space,
  /** Several plain spaces inside of a line, of which one says as much. */
  Spaces,
  /** Line breaks, escapes, protected spaces, anything else: it stays. */
  Fixed,
}

/** Cuts atoms out of one prompt. */
export interface Cutter {
  /** How many gaps hold more white space than they need. */
  readonly wideGaps: number;
  /**
   * The spans to cut so that the chosen atoms go and the rest stays well spaced: with each run of removed atoms goes the
   * white space on one side of it, and every gap is left with one space. Sentence-final punctuation goes with the last
   * atom of its sentence. O(atoms).
   */
  cut(chosen: (atom: number) => boolean): Span[];
}

/** Prepares a prompt for cutting, in O(text). */
export function cutter(text: string, { atoms, protections }: Pick<Ranking, "atoms" | "protections">): Cutter {
  const gaps = gapsBefore(text, protections, atoms);
  const isSpace = (gap: Gap | undefined) => gap === Gap.Space || gap === Gap.Spaces;
  const cut = (chosen: (atom: number) => boolean): Span[] => {
    const emptied = emptiedSentences(atoms, chosen);
    const goes = (i: number) => chosen(i) || (atoms[i]!.closing && emptied.has(atoms[i]!.sentence));
    const spans: Span[] = [];
    for (let i = 0; i < atoms.length; i++) {
      if (!goes(i)) {
        const isWide = gaps[i] === Gap.Spaces && (i === 0 || !goes(i - 1));
        if (isWide) spans.push({ start: (atoms[i - 1]?.end ?? 0) + 1, end: atoms[i]!.start });
        continue;
      }
      const first = i;
      while (i + 1 < atoms.length && gaps[i + 1] !== Gap.Fixed && goes(i + 1)) i++;
      const { start } = atoms[first]!;
      const { end } = atoms[i]!;
      const before = atoms[first - 1]?.end ?? 0;
      const after = atoms[i + 1]?.start ?? text.length;
      const spaceLeft = isSpace(gaps[first]);
      const spaceRight = isSpace(gaps[i + 1]);
      const closesRight = gaps[i + 1] === Gap.None && atoms[i + 1]?.closing === true;
      const endsLine = /^[\r\n]?$/.test(text.slice(end, end + 1));
      if (spaceLeft && spaceRight) spans.push({ start: before, end: after - 1 });
      else if (spaceLeft && (closesRight || endsLine)) spans.push({ start: before, end });
      else if (spaceRight) spans.push({ start, end: after });
      else spans.push({ start, end });
    }
    return spans;
  };
  return { wideGaps: gaps.filter((gap) => gap === Gap.Spaces).length, cut };
}

/** The gap before each atom, and at last the one after all. */
function gapsBefore(text: string, protections: readonly HeldProtection[], atoms: readonly Atom[]): Uint8Array {
  const isFirm = overlapTester(union(protections.filter((p) => p.hold === "firm")));
  const isGuarded = overlapTester(union(protections.filter((p) => p.hold === "guard")));
  return Uint8Array.from({ length: atoms.length + 1 }, (_, i) => {
    const gap = { start: atoms[i - 1]?.end ?? 0, end: atoms[i]?.start ?? text.length };
    if (gap.start >= gap.end) return Gap.None;
    if (!isBlank(text, gap) || isFirm(gap)) return Gap.Fixed;
    return gap.end - gap.start > 1 && isInLine(text, gap) && !isGuarded(gap) ? Gap.Spaces : Gap.Space;
  });
}

function emptiedSentences(atoms: readonly Atom[], chosen: (atom: number) => boolean): Set<number> {
  const emptied = new Set<number>();
  const kept = new Set<number>();
  atoms.forEach((atom, i) => {
    if (!atom.closing && !atom.marker) (chosen(i) ? emptied : kept).add(atom.sentence);
  });
  for (const sentence of kept) emptied.delete(sentence);
  return emptied;
}

function isBlank(text: string, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (text[i] !== " " && text[i] !== "\t") return false;
  return true;
}

/** Whether words stand on both sides of a gap in its line: what begins a line may be an indentation. */
function isInLine(text: string, { start, end }: Span): boolean {
  return start > 0 && end < text.length && text[start - 1] !== "\n" && !/[\r\n]/.test(text[end]!);
}
