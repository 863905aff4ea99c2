import type { Controls } from "../../../protocol/compression.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";

/** Every occurrence of strings that are to stay; plain spaces would be all that there is between words. */
export function forcedSpans(text: string, force: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const word of force) {
    if (/^[ \t]*$/.test(word)) continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      spans.push({ start: at, end: at + word.length });
    }
  }
  return union(spans);
}

/**
 * Which atoms stay at any budget because the user asked for it: forced strings, words with a digit, outer sentences.
 */
export function askedFor(
  text: string,
  { atoms, sentences }: Words,
  { force = [], keepDigits = false, keepFirst = 0, keepLast = 0 }: Controls,
): boolean[] {
  const stays = atoms.map((atom) => keepDigits && /\p{Nd}/u.test(atom.text));
  const isForced = overlapTester(forcedSpans(text, force));
  for (const [i, atom] of atoms.entries()) if (isForced(atom)) stays[i] = true;
  const isProse = ({ first, end }: SentenceRange) =>
    atoms.slice(first, end).some((atom) => atom.removable || atom.guard);
  // A heading or a fence is no sentence to be counted.
  const prose = keepFirst || keepLast ? sentences.filter(isProse) : [];
  const outer = [...prose.slice(0, keepFirst), ...prose.slice(Math.max(0, prose.length - keepLast))];
  for (const { first, end } of outer) stays.fill(true, first, end);
  return stays;
}
