import { firstIndex } from "../../protocol/binary-search.ts";

/** A target is met when no more than so many tokens of it are left. */
const SLACK = 1;

/** What stays within a target, and the tokens before and after. */
export interface Fit {
  /** How many candidates go. */
  readonly taken: number;
  readonly before: number;
  readonly after: number;
  /** True where the text exceeds the target even with all gone that a target may take. */
  readonly limited: boolean;
  /** Where it is limited: about how many candidates would have to go to meet it. */
  readonly needed?: number;
}

/** An order of candidates to cut, the first to go first. */
export interface Candidates {
  /** About how many tokens each saves. */
  readonly savings: ArrayLike<number>;
  /** How many of them go at any target. */
  readonly required: number;
  /** How many go without a target. */
  readonly trimmed: number;
  /** How many may go for a target's sake. */
  readonly limit: number;
  /** The text without the first `k`. */
  textAt(k: number): string;
}

/**
 * Cuts as little of an order as brings the text, of `before` tokens, within `target` tokens, never a token above; without one what trim
 * takes. The whole text is counted only a few times: the sum of the savings says about how many must go, the count
 * there says how far off that was, and so on (the secant method), until neighbours are known where the one fits and the
 * other does not.
 */
export function fitTarget(
  before: number,
  { savings, required, trimmed, limit, textAt }: Candidates,
  target: number | undefined,
  count: (text: string) => number,
): Fit {
  const tokensAt = (k: number) => (k === 0 ? before : count(textAt(k)));
  if (target === undefined) return { taken: trimmed, before, after: tokensAt(trimmed), limited: false };
  const most = tokensAt(required);
  if (most <= target) return { taken: required, before, after: most, limited: false };
  const saved = new Float64Array(savings.length + 1);
  for (let k = 0; k < savings.length; k++) saved[k + 1] = saved[k]! + savings[k]!;

  let high = limit;
  let after = tokensAt(high);
  if (after > target) {
    const needed = firstIndex(high, savings.length, (k) => saved[k]! - saved[high]! >= after - target);
    return { taken: high, before, after, limited: true, needed };
  }
  let low = required;
  let lowTokens = most;
  let tries = 0;
  while (high - low > 1) {
    // Where between the two, by the savings summed up, the target lies; every third try halves, which bounds their
    // number.
    const share = (lowTokens - target) / Math.max(1, lowTokens - after);
    const goal = saved[low]! + share * (saved[high]! - saved[low]!);
    const guess = ++tries % 3 === 0 ? (low + high) >> 1 : firstIndex(low + 1, high - 1, (k) => saved[k]! >= goal);
    const tokens = tokensAt(guess);
    if (tokens > target) [low, lowTokens] = [guess, tokens];
    else [high, after] = [guess, tokens];
    if (target - after <= SLACK) break;
  }
  return { taken: high, before, after, limited: false };
}
