import { overlapTester, type Span } from "../../../protocol/span.ts";
import type { Atom } from "../units/atoms.ts";

/** A bracket, quote or mark of emphasis at the edge of a word. */
interface Mark extends Span {
  readonly atom: number;
  readonly isProtected: boolean;
}

/** Two marks that frame words, each on a word of its own. */
interface Pair {
  readonly open: Mark;
  readonly close: Mark;
}

const PARTNERS = new Map(["()", "[]", "{}", "“”", "„“", "‘’", "«»"].map(([open, close]) => [open!, close!]));
const OPENING = /^["'“„‘«([{*_]+/u;
const CLOSING = /(?<!["'”“’»)\]}*_.,;:!?…])["'”“’»)\]}*_.,;:!?…]+$/u;
/** So many marks may wait for their partners at once: it bounds the work for a text of marks. */
const DEEPEST = 16;
const MARK = /\*\*|__|\S/gu;

/** The pairs of marks of which either may go. One opened waits for its partner until its paragraph or list item ends. O(text). */
export function pairsOf(text: string, atoms: readonly Atom[], held: readonly Span[]): Pair[] {
  const isProtected = overlapTester(held);
  const pairs: Pair[] = [];
  let open: Mark[] = [];
  for (const [atom, { start, end, marker }] of atoms.entries()) {
    if (marker || /\n\s*\n/.test(text.slice(atoms[atom - 1]?.end ?? 0, start))) open = [];
    if (marker) continue;
    const marks = (edge: string, from: number): Mark[] =>
      Array.from(edge.matchAll(MARK), ({ 0: mark, index }) => {
        const span = { start: from + index, end: from + index + mark.length };
        return { ...span, atom, isProtected: isProtected(span) };
      });
    const word = text.slice(start, end);
    const opening = OPENING.exec(word)?.[0] ?? "";
    const closing = CLOSING.exec(word.slice(opening.length))?.[0] ?? "";
    if (opening) open = [...open, ...marks(opening, start)].slice(-DEEPEST);
    for (const close of marks(closing, end - closing.length)) {
      const partner = open.findLastIndex((mark) => partnerOf(text, mark) === text.slice(close.start, close.end));
      if (partner < 0) continue;
      const pair = { open: open[partner]!, close };
      open.length = partner;
      if (pair.open.atom !== atom && !pair.open.isProtected && !close.isProtected) pairs.push(pair);
    }
  }
  return pairs;
}

function partnerOf(text: string, { start, end }: Span): string {
  const mark = text.slice(start, end);
  return PARTNERS.get(mark) ?? mark;
}

/** The marks that lose their partner when some atoms go. */
export function widowed(pairs: readonly Pair[], goes: Uint8Array): Span[] {
  return pairs
    .filter(({ open, close }) => goes[open.atom] !== goes[close.atom])
    .map(({ open, close }) => (goes[open.atom] ? close : open));
}
