import { overlapTester, type Span } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";
import { COMMAS, isComma } from "../atoms/commas.ts";
import { Mark } from "../layout/list-items.ts";

/** The comma, semicolon or colon at the end of each atom, where it has one that is not held. `held` is disjoint and in order. O(text). */
export function commasOf(text: string, atoms: readonly Atom[], held: readonly Span[]): ReadonlyMap<number, Span> {
  const isProtected = overlapTester(held);
  const commas = new Map<number, Span>();
  for (const [i, { start, end }] of atoms.entries()) {
    const [mark = ""] = COMMAS.exec(text.slice(start, end)) ?? [];
    const span = { start: end - mark.length, end };
    if (mark && !isProtected(span)) commas.set(i, span);
  }
  return commas;
}

/**
 * A comma that is a word of its own goes with all that stands before it in its sentence, and with all between it and the
 * next such comma, the closing mark or the end. O(atoms).
 */
export function addCommas(
  commas: ReadonlyMap<number, Span>,
  atoms: readonly Atom[],
  { sentence, isMark }: { readonly sentence: Int32Array; readonly isMark: Uint8Array },
  goes: Uint8Array,
): void {
  for (const step of [1, -1]) {
    let went = false;
    let stays = false;
    for (let i = step > 0 ? 0 : goes.length - 1; i >= 0 && i < goes.length; i += step) {
      if (sentence[i] !== sentence[i - step]) went = stays = false;
      const isAlone = commas.has(i) && isComma(atoms[i]!.text);
      if (isAlone && went && !stays) goes[i] = 1;
      if (step < 0 && (isAlone || isMark[i] === Mark.Closing)) went = stays = false;
      else if (goes[i]) went = true;
      else if (isMark[i] !== Mark.OfItem) stays = true;
    }
  }
}

/** The commas behind which something of their sentence stood and nothing is left but its closing mark. */
export function hanging(
  commas: ReadonlyMap<number, Span>,
  { sentence, isMark }: { readonly sentence: Int32Array; readonly isMark: Uint8Array },
  goes: Uint8Array,
): Span[] {
  const found: Span[] = [];
  for (const [i, comma] of commas) {
    if (goes[i] || !goes[i + 1] || sentence[i + 1] !== sentence[i]) continue;
    let next = i + 2;
    while (sentence[next] === sentence[i] && goes[next]) next++;
    if (sentence[next] !== sentence[i] || isMark[next] === Mark.Closing) found.push(comma);
  }
  return found;
}
