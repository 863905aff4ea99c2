import { overlapTester, type Span, union } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import type { Atom } from "./atoms.ts";

/** What lies between an atom and the one before it. */
enum Gap {
  None,
  /** Plain spaces that may go. */
  Space,
  /** Line breaks, escapes, protected spaces, anything else: it stays. */
  Fixed,
}

/**
 * Gives the spans to cut from the prompt so that chosen atoms go and the rest stays well spaced: with each run of
 * removed atoms goes the white space on one side of it. Sentence-final punctuation goes with the last atom of its
 * sentence. Prepared in O(text), each cut is O(atoms).
 */
export function cutter(
  { text, protections }: Pick<Prompt, "text" | "protections">,
  atoms: readonly Atom[],
): (chosen: (atom: number) => boolean) => Span[] {
  const gaps = gapsBefore(text, protections, atoms);
  return (chosen) => {
    const emptied = emptiedSentences(atoms, chosen);
    const goes = (i: number) => chosen(i) || (atoms[i]!.closing && emptied.has(atoms[i]!.sentence));
    const spans: Span[] = [];
    for (let i = 0; i < atoms.length; i++) {
      if (!goes(i)) continue;
      const first = i;
      while (i + 1 < atoms.length && gaps[i + 1] !== Gap.Fixed && goes(i + 1)) i++;
      const { start } = atoms[first]!;
      const { end } = atoms[i]!;
      const spaceRight = gaps[i + 1] === Gap.Space;
      const closesRight = gaps[i + 1] === Gap.None && atoms[i + 1]?.closing === true;
      const endsLine = /^[\r\n]?$/.test(text.slice(end, end + 1));
      if (gaps[first] === Gap.Space && (spaceRight || closesRight || endsLine)) {
        spans.push({ start: atoms[first - 1]?.end ?? 0, end });
      } else if (spaceRight) spans.push({ start, end: atoms[i + 1]?.start ?? text.length });
      else spans.push({ start, end });
    }
    return spans;
  };
}

/** The gap before each atom, and at last the one after all. */
function gapsBefore(text: string, protections: readonly Span[], atoms: readonly Atom[]): Uint8Array {
  const isProtected = overlapTester(union(protections));
  return Uint8Array.from({ length: atoms.length + 1 }, (_, i) => {
    const gap = { start: atoms[i - 1]?.end ?? 0, end: atoms[i]?.start ?? text.length };
    if (gap.start >= gap.end) return Gap.None;
    return isBlank(text, gap) && !isProtected(gap) ? Gap.Space : Gap.Fixed;
  });
}

function emptiedSentences(atoms: readonly Atom[], chosen: (atom: number) => boolean): Set<number> {
  const emptied = new Set<number>();
  const kept = new Set<number>();
  atoms.forEach((atom, i) => {
    if (!atom.closing) (chosen(i) ? emptied : kept).add(atom.sentence);
  });
  for (const sentence of kept) emptied.delete(sentence);
  return emptied;
}

function isBlank(text: string, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (text[i] !== " " && text[i] !== "\t") return false;
  return true;
}
