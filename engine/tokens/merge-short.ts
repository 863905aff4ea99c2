import { NONE, type Vocabulary } from "./vocabulary.ts";

/** Up to this many symbols, a search through all pairs is faster than any queue. */
export const SHORT = 64;

/** A rank that loses to every token's. */
const NEVER = 0x7fffffff;

/** What each symbol merges into with the one after it. */
const merged = new Int32Array(SHORT);

/** Byte-pair merging, in place, of at most SHORT symbols. Returns how many tokens are left. */
export function mergeShort(vocabulary: Vocabulary, tokens: Int32Array, ends: Int32Array, count: number): number {
  for (let i = 0; i + 1 < count; i++) merged[i] = rank(vocabulary, tokens[i]!, tokens[i + 1]!);
  for (;;) {
    let best = NEVER;
    let at = 0;
    for (let i = 0; i + 1 < count; i++) {
      if (merged[i]! < best) {
        best = merged[i]!;
        at = i;
      }
    }
    if (best === NEVER) return count;
    count--;
    tokens[at] = best;
    ends[at] = ends[at + 1]!;
    for (let i = at + 1; i < count; i++) {
      tokens[i] = tokens[i + 1]!;
      ends[i] = ends[i + 1]!;
      merged[i] = merged[i + 1]!;
    }
    if (at + 1 < count) merged[at] = rank(vocabulary, best, tokens[at + 1]!);
    if (at > 0) merged[at - 1] = rank(vocabulary, tokens[at - 1]!, best);
  }
}

function rank(vocabulary: Vocabulary, left: number, right: number): number {
  const token = vocabulary.findMerge(left, right);
  return token === NONE ? NEVER : token;
}
