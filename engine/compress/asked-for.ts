import type { Controls } from "../../protocol/compression.ts";
import type { SentenceRange, Words } from "./word-features.ts";

/** Which atoms stay at any budget because the user asked for it: forced strings, words with a digit, outer sentences. */
export function askedFor(
  text: string,
  { atoms, sentences }: Words,
  { force = [], keepDigits = false, keepFirst = 0, keepLast = 0 }: Controls,
): boolean[] {
  const stays = atoms.map((atom) => keepDigits && /\p{Nd}/u.test(atom.text));
  for (const word of force) {
    if (word.trim() === "") continue;
    let next = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      while (next < atoms.length && atoms[next]!.end <= at) next++;
      for (let i = next; i < atoms.length && atoms[i]!.start < at + word.length; i++) stays[i] = true;
    }
  }
  const isProse = ({ first, end }: SentenceRange) =>
    atoms.slice(first, end).some((atom) => atom.removable || atom.guard);
  // A heading or a fence is no sentence to be counted.
  const prose = keepFirst || keepLast ? sentences.filter(isProse) : [];
  const outer = [...prose.slice(0, keepFirst), ...prose.slice(Math.max(0, prose.length - keepLast))];
  for (const { first, end } of outer) stays.fill(true, first, end);
  return stays;
}
