import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import type { SentenceRange } from "../worth/word-features.ts";
import type { Line } from "./lines.ts";

/** Two atoms with a pair of marks between them: `open` has the first, `close` the second. */
export interface Pair {
  readonly open: number;
  readonly close: number;
}

const BRACKETS = new Map(["()", "[]", "{}", "“”"].map(([open, close]) => [open!, close!]));
const CLOSES = new Set(BRACKETS.values());
const BRACKET = /[()[\]{}“”]/gu;

/** The brackets of each passage that belong together, of each kind by itself, and the atoms with one that has no partner. O(text). */
export function bracketsOf(
  { passages }: Pick<Prompt, "passages">,
  atoms: readonly Atom[],
): { readonly pairs: readonly Pair[]; readonly single: readonly number[] } {
  const pairs: Pair[] = [];
  const single: number[] = [];
  let i = 0;
  for (const { source } of passages) {
    const open = new Map(Array.from(CLOSES, (close) => [close, [] as number[]]));
    for (; i < atoms.length && atoms[i]!.start < source.end; i++) {
      if (atoms[i]!.marker) continue;
      for (const [sign] of atoms[i]!.text.matchAll(BRACKET)) {
        const close = BRACKETS.get(sign);
        if (close) open.get(close)!.push(i);
        else {
          const partner = open.get(sign)!.pop();
          if (partner === undefined) single.push(i);
          else if (partner < i) pairs.push({ open: partner, close: i });
        }
      }
    }
    single.push(...[...open.values()].flat());
  }
  return { pairs, single };
}

const PARTNERS = new Map(["„“", "‘’", "«»"].map(([open, close]) => [open!, close!]));
const OPENING = /^["'“„‘«([{*_]+/u;
const CLOSING = /(?<!["'”“’»)\]}*_.,;:!?…])["'”“’»)\]}*_.,;:!?…]+$/u;
const MARK = /\*\*|__|["'“„‘’«»*_]/gu;
/** So many marks may wait for their partners at once: it bounds the work for a text of marks. */
const DEEPEST = 16;

/** The quotes and marks of emphasis at the edges of words. One opened waits for its partner until its block or list item ends. O(text). */
export function quotePairs(lines: readonly Line[], atoms: readonly Atom[]): Pair[] {
  const pairs: Pair[] = [];
  let open: { readonly atom: number; readonly partner: string }[] = [];
  for (const line of lines) {
    if (line.breaks > 1 || atoms[line.first]!.marker) open = [];
    for (const { atom, opening, closing } of edges(line, atoms)) {
      for (const [mark] of opening.matchAll(MARK)) open.push({ atom, partner: PARTNERS.get(mark) ?? mark });
      open = open.slice(-DEEPEST);
      for (const [mark] of closing.matchAll(MARK)) {
        const at = open.findLastIndex(({ partner }) => partner === mark);
        if (at < 0) continue;
        if (open[at]!.atom < atom) pairs.push({ open: open[at]!.atom, close: atom });
        open.length = at;
      }
    }
  }
  return pairs;
}

/** The marks before and after each word of a line, where it has any. */
function* edges({ first, end }: SentenceRange, atoms: readonly Atom[]) {
  for (let atom = first; atom < end; atom++) {
    const { text, marker } = atoms[atom]!;
    if (marker) continue;
    const opening = OPENING.exec(text)?.[0] ?? "";
    const closing = CLOSING.exec(text.slice(opening.length))?.[0] ?? "";
    if (opening || closing) yield { atom, opening, closing };
  }
}
