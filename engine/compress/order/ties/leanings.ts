import type { Sentence } from "../../sentences/sentences.ts";
import { Tier, type Unit } from "../key.ts";
import type { Bond, Sequence } from "./bonds.ts";

/**
 * A sentence that begins with a contrast ("However, …") answers the one before it and would answer another, or nothing,
 * without it; one that begins with a pronoun ("It …") would speak of another thing. The one before goes no sooner. What
 * of it nobody misses is not what is meant. `asks`: a question decides what matters, and pronouns do not. O(text).
 */
export function leaningBonds(
  sentences: readonly Sentence[],
  { unitOf, later }: Pick<Sequence, "unitOf" | "later">,
  units: readonly Unit[],
  asks: boolean,
): Bond[] {
  return sentences.flatMap((leaning, s) => {
    const { text, gap, lexicon } = leaning;
    const before = sentences[s - 1];
    if (!before || leaning.isFirst || leaning.isHeading || before.isHeading || /\n\s*\n/.test(gap)) return [];
    if (!lexicon?.contrasts(text) && (asks || !lexicon?.refersBack(text))) return [];
    let last: number | undefined;
    for (let i = before.first; i < before.end; i++) last = later(last, i);
    if (last === undefined || units[unitOf[last]!]?.key.tier === Tier.filler) return [];
    return [{ atom: last, first: last, end: leaning.end }];
  });
}
