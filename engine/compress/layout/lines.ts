import type { Prompt } from "../../prompt/parse.ts";
import type { Atom } from "../atoms/atoms.ts";
import type { SentenceRange } from "../worth/word-features.ts";

/** A line as the model reads it, with the atoms in it. */
export interface Line extends SentenceRange {
  readonly text: string;
  /** Line breaks before it, from the last line with words; infinitely many at the beginning of its passage. */
  readonly breaks: number;
}

/** The lines of each passage that are not blank, decoded: in JSON a line break is written `\n`. O(text). */
export function linesOf({ passages }: Pick<Prompt, "passages">, atoms: readonly Atom[]): Line[] {
  const lines: Line[] = [];
  let next = 0;
  for (const passage of passages) {
    let breaks = Number.POSITIVE_INFINITY;
    for (let start = 0; start < passage.text.length; ) {
      const at = passage.text.indexOf("\n", start);
      const stop = at < 0 ? passage.text.length : at;
      const first = next;
      const end = passage.toSource(stop);
      while (next < atoms.length && atoms[next]!.start < end) next++;
      if (next > first) lines.push({ first, end: next, text: passage.text.slice(start, stop), breaks });
      breaks = next > first ? 1 : breaks + 1;
      start = stop + 1;
    }
  }
  return lines;
}
