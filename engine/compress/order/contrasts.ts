import type { Bond, Sequence } from "./bonds.ts";
import { Tier, type Unit } from "./key.ts";
import type { Sentence } from "./sentences.ts";

/**
 * A sentence that begins with a contrast ("However, …") answers the one before it and would answer another, or nothing,
 * without it: the one before goes no sooner than its answer. What of it nobody misses is not what is answered. O(text).
 */
export function contrastBonds(
  sentences: readonly Sentence[],
  { unitOf, later }: Pick<Sequence, "unitOf" | "later">,
  units: readonly Unit[],
): Bond[] {
  return sentences.flatMap((answer, s) => {
    const before = sentences[s - 1];
    if (!before || answer.isFirst || answer.isHeading || before.isHeading || /\n\s*\n/.test(answer.gap)) return [];
    if (!answer.lexicon?.contrasts(answer.text)) return [];
    let last: number | undefined;
    for (let i = before.first; i < before.end; i++) last = later(last, i);
    if (last === undefined || units[unitOf[last]!]?.key.tier === Tier.filler) return [];
    return [{ atom: last, first: last, end: answer.end }];
  });
}
