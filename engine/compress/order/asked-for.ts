import type { Controls } from "../../../protocol/compression.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";

/**
 * What is to stay to the letter: every occurrence of some strings (plain spaces would be all that there is between words),
 * and the sections that the prompt itself keeps whole.
 */
export function keptSpans({ text, rates }: Pick<Prompt, "text" | "rates">, force: readonly string[]): Span[] {
  const spans: Span[] = rates.filter(({ keep }) => keep === 1);
  for (const word of force) {
    if (/^[ \t]*$/.test(word)) continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      spans.push({ start: at, end: at + word.length });
    }
  }
  return union(spans);
}

/**
 * Which atoms stay at any target because the user asked for it: strings and sections, words with a digit, outer sentences.
 */
export function askedFor(
  prompt: Pick<Prompt, "text" | "rates">,
  { atoms, sentences }: Words,
  { force = [], keepDigits = false, keepFirst = 0, keepLast = 0 }: Controls,
): boolean[] {
  const stays = atoms.map((atom) => keepDigits && /\p{Nd}/u.test(atom.text));
  const isKept = overlapTester(keptSpans(prompt, force));
  for (const [i, atom] of atoms.entries()) if (isKept(atom)) stays[i] = true;
  const isProse = ({ first, end }: SentenceRange) =>
    atoms.slice(first, end).some((atom) => atom.removable || atom.guard);
  // A heading or a fence is no sentence to be counted.
  const prose = keepFirst || keepLast ? sentences.filter(isProse) : [];
  const outer = [...prose.slice(0, keepFirst), ...prose.slice(Math.max(0, prose.length - keepLast))];
  for (const { first, end } of outer) stays.fill(true, first, end);
  return stays;
}
