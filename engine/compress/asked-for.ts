import type { Controls } from "../../protocol/compression.ts";
import type { Words } from "./word-features.ts";

/** Which atoms stay at any budget because the user asked for it: forced strings, words with a digit. */
export function askedFor(text: string, { atoms }: Words, { force = [], keepDigits = false }: Controls): boolean[] {
  const stays = atoms.map((atom) => keepDigits && /\p{Nd}/u.test(atom.text));
  for (const word of force) {
    if (word.trim() === "") continue;
    let next = 0;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      while (next < atoms.length && atoms[next]!.end <= at) next++;
      for (let i = next; i < atoms.length && atoms[i]!.start < at + word.length; i++) stays[i] = true;
    }
  }
  return stays;
}
