import type { Prompt } from "../../prompt/parse.ts";
import type { Column, Words } from "../worth/word-features.ts";

/**
 * For each atom whether it goes last of a message that could lose all its words: providers refuse a message that says
 * nothing. O(text).
 */
export function lastWords({ messages = [] }: Prompt, { atoms }: Words, keep: Column): boolean[] {
  const last = atoms.map(() => false);
  let i = 0;
  for (const { source } of messages.flatMap(({ passages }) => passages)) {
    while (i < atoms.length && atoms[i]!.start < source.start) i++;
    let best = i;
    let stays = false;
    for (; i < atoms.length && atoms[i]!.start < source.end; i++) {
      const { removable, closing, marker } = atoms[i]!;
      stays ||= !(removable || closing || marker);
      if (removable && (!atoms[best]!.removable || keep[i]! > keep[best]!)) best = i;
    }
    if (!stays && atoms[best]?.removable && best < i) last[best] = true;
  }
  return last;
}
