import type { WordKind } from "./word-kinds.ts";

/** What each kind of word adds, in units of the prompt's mean attribution; chosen by the bench, see the model card. */
export const PRIOR: Readonly<Record<WordKind, number>> = { structural: 0, content: 0.5, decisive: 1.5 };

/**
 * The default salience of words: what the encoder attributes to each (|DecompX|, on a scale where the mean is 1), and
 * what the encoder cannot know of a prompt, that a number or a negation decides and that an article hardly ever does.
 */
export function combine(
  attributions: ArrayLike<number>,
  kinds: readonly WordKind[],
  prior: Readonly<Record<WordKind, number>> = PRIOR,
): number[] {
  return kinds.map((kind, i) => attributions[i]! + prior[kind]);
}

/** How many times likelier than the head says a negation is needed, in odds; see the card of models/encoder. */
const NEGATION_ODDS = Math.E;

/** The chance that a negation is needed, given what the head says, 0 to 1, which hardly knows that it turns a rule around. */
export function liftNegation(chance: number): number {
  const odds = NEGATION_ODDS * chance;
  return odds / (odds + 1 - chance);
}
