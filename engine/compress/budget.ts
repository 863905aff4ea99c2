import type { Span } from "../../protocol/span.ts";
import { without } from "../../protocol/span.ts";

/** What stays within a budget: the spans to cut, and the tokens before and after. */
export interface Fit {
  readonly removed: readonly Span[];
  readonly before: number;
  readonly after: number;
  /** True where even with everything removable gone the text exceeds the budget. */
  readonly limited: boolean;
}

/**
 * Cuts as little of a ranking as brings the text within `budget` tokens, never a token above.
 * `spansOf(k)` gives the spans to cut when the first `k` of `ranked` candidates go. The count falls almost, but not
 * strictly, with `k` (a cut can split a token in two), so the bisection is followed by single steps.
 * O(text x log ranked).
 */
export function fitBudget(
  text: string,
  ranked: number,
  spansOf: (k: number) => readonly Span[],
  budget: number,
  count: (text: string) => number,
): Fit {
  const tokensAt = (k: number) => count(without(text, spansOf(k)));
  const before = count(text);
  if (before <= budget) return { removed: [], before, after: before, limited: false };
  let low = 0;
  let high = ranked;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokensAt(middle) <= budget) high = middle;
    else low = middle + 1;
  }
  let after = tokensAt(low);
  while (after > budget && low < ranked) after = tokensAt(++low);
  return { removed: spansOf(low), before, after, limited: after > budget };
}
