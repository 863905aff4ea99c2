import type { Sentence } from "../../sentences/sentences.ts";
import { Tier } from "../key.ts";
import type { Judged } from "./verdict.ts";

/**
 * What stays, with the last to go of each section of which all might go: without it, a heading would stand with nothing
 * under it. O(text).
 */
export function keepLastUnderHeadings(sentences: readonly Sentence[], { verdicts, worth, stays }: Judged): boolean[] {
  const held = [...stays];
  /** The last to go of a section so far, -1 before the first; absent where something in it stays, or without a heading. */
  let last: number | undefined;
  const close = () => {
    if (last !== undefined && last >= 0) held[last] = true;
  };
  for (const [s, { isHeading, mayGo }] of sentences.entries()) {
    if (isHeading) {
      close();
      last = -1;
    } else if (stays[s] || verdicts[s]!.tier >= Tier.rule || !mayGo) last = undefined;
    else if (last === -1) last = s;
    else if (last !== undefined) {
      const gap = verdicts[s]!.tier - verdicts[last]!.tier || worth[s]! - worth[last]!;
      if (gap > 0) last = s;
    }
  }
  close();
  return held;
}
