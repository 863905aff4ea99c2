import type { Span } from "../../protocol/span.ts";
import type { Atom } from "./atoms.ts";

/**
 * The spans to cut from the text so that the chosen atoms go and the rest stays well spaced: with each run of removed
 * atoms goes the white space on one side of it. Line breaks, escapes and anything else between two atoms that is not
 * plain space stay. Sentence-final punctuation goes with the last atom of its sentence. O(atoms).
 */
export function removalSpans(text: string, atoms: readonly Atom[], chosen: (atom: number) => boolean): Span[] {
  const emptied = emptiedSentences(atoms, chosen);
  const goes = (i: number) => chosen(i) || (atoms[i]!.closing && emptied.has(atoms[i]!.sentence));
  const spans: Span[] = [];
  for (let i = 0; i < atoms.length; i++) {
    if (!goes(i)) continue;
    const first = i;
    while (i + 1 < atoms.length && goes(i + 1) && isSpace(text, atoms[i]!.end, atoms[i + 1]!.start)) i++;
    const { start } = atoms[first]!;
    const { end } = atoms[i]!;
    const left = first > 0 ? atoms[first - 1]!.end : 0;
    const right = i + 1 < atoms.length ? atoms[i + 1]!.start : text.length;
    const spaceLeft = left < start && isSpace(text, left, start);
    const spaceRight = end < right && isSpace(text, end, right);
    const closesRight = end === right && atoms[i + 1]?.closing === true;
    const endsLine = /^[\r\n]?$/.test(text.slice(end, end + 1));
    if (spaceLeft && (spaceRight || closesRight || endsLine)) spans.push({ start: left, end });
    else if (spaceRight) spans.push({ start, end: right });
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

function isSpace(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text[i] !== " " && text[i] !== "\t") return false;
  return true;
}
