import { once } from "../../../protocol/once.ts";
import type { Protection } from "../../../protocol/prompt.ts";
import { cuesOf } from "../../lexicon/words.ts";

const NEXT_WORD = "(?:[ \\t]{1,4}[\\p{L}\\p{M}\\p{N}'’_-]{1,60})?";

const REASONS = ["negation", "modal", "condition", "number"] as const;

const guards = once(() =>
  REASONS.flatMap((reason) => {
    const spaced = cuesOf(({ guards, numbers }) => [
      ...(reason === "number" ? numbers : []),
      ...(guards.inWords ? [] : guards[reason]),
    ]);
    const inWords = cuesOf(({ guards }) => (guards.inWords ? [guards[reason].join("|")] : [])).filter(Boolean);
    const attached = reason === "negation" ? NEXT_WORD : "";
    return [`(?<![\\p{L}\\p{M}\\p{N}_])(?:${spaced.join("|")})(?![\\p{L}\\p{M}\\p{N}_])${attached}`, ...inWords].map(
      (pattern) => ({ reason, pattern: new RegExp(pattern, "giu") }),
    );
  }),
);

/**
 * Words without which an instruction says something else: negations, with the word that they are attached to, modals,
 * bounds, conditions and numbers, in every language of the lexicon. Linear in the length of the text.
 */
export function languageMarks(text: string): Protection[] {
  const found: Protection[] = [];
  for (const { reason, pattern } of guards()) {
    for (const { 0: words, index } of text.matchAll(pattern)) {
      found.push({ start: index, end: index + words.length, reason });
    }
  }
  return found;
}
