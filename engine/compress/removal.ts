import { overlapTester, type Span, union } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import type { Atom } from "./atoms.ts";

/**
 * The spans to cut from the prompt so that the chosen atoms go and the rest stays well spaced: with each run of removed
 * atoms goes the white space on one side of it. Line breaks, escapes, protected spaces and anything else between two
 * atoms that is not plain space stay. Sentence-final punctuation goes with the last atom of its sentence. O(atoms).
 */
export function removalSpans(
  { text, protections }: Pick<Prompt, "text" | "protections">,
  atoms: readonly Atom[],
  chosen: (atom: number) => boolean,
): Span[] {
  const emptied = emptiedSentences(atoms, chosen);
  const goes = (i: number) => chosen(i) || (atoms[i]!.closing && emptied.has(atoms[i]!.sentence));
  const isProtected = overlapTester(union(protections));
  /** Whether the gap after an atom (-1: before the first) is plain space that may go. Asked in rising order. */
  const isSpace = (i: number) => {
    const gap = { start: atoms[i]?.end ?? 0, end: atoms[i + 1]?.start ?? text.length };
    return gap.start < gap.end && isBlank(text, gap) && !isProtected(gap);
  };
  const spans: Span[] = [];
  for (let i = 0; i < atoms.length; i++) {
    if (!goes(i)) continue;
    const first = i;
    const spaceLeft = isSpace(i - 1);
    while (i + 1 < atoms.length && goes(i + 1) && (atoms[i]!.end === atoms[i + 1]!.start || isSpace(i))) i++;
    const { start } = atoms[first]!;
    const { end } = atoms[i]!;
    const spaceRight = isSpace(i);
    const closesRight = end === atoms[i + 1]?.start && atoms[i + 1]!.closing;
    const endsLine = /^[\r\n]?$/.test(text.slice(end, end + 1));
    if (spaceLeft && (spaceRight || closesRight || endsLine)) spans.push({ start: atoms[first - 1]?.end ?? 0, end });
    else if (spaceRight) spans.push({ start, end: atoms[i + 1]?.start ?? text.length });
    else spans.push({ start, end });
  }
  return spans;
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
