import type { Span } from "../../protocol/span.ts";
import type { Pieces } from "./wordpiece.ts";

/**
 * Carries scores from one segmentation of a text to another: each span gets the mean of the scores it overlaps,
 * weighted by the overlap in UTF-16 units; 0 where it overlaps none. For the step from words to the target model's
 * tokens: a token inside a word takes the word's score, a token over two words a share of each. Both lists are in order
 * and each is disjoint in itself. Linear.
 */
export function project(scored: readonly Span[], scores: ArrayLike<number>, onto: readonly Span[]): Float64Array {
  const projected = new Float64Array(onto.length);
  let first = 0;
  onto.forEach((span, i) => {
    while (first < scored.length && scored[first]!.end <= span.start) first++;
    let sum = 0;
    let covered = 0;
    for (let j = first; j < scored.length && scored[j]!.start < span.end; j++) {
      const overlap = Math.min(scored[j]!.end, span.end) - Math.max(scored[j]!.start, span.start);
      sum += overlap * scores[j]!;
      covered += overlap;
    }
    if (covered > 0) projected[i] = sum / covered;
  });
  return projected;
}

/**
 * Word scores from sub-word scores: the plain mean over the pieces that a word overlaps. Not the sum, which makes long
 * and rare words important for being cut into many pieces; not weighted by length, since attribution is per piece.
 */
export function wordMeans(pieces: Pieces, scores: ArrayLike<number>, words: readonly Span[]): Float64Array {
  const means = new Float64Array(words.length);
  let first = 0;
  words.forEach((word, i) => {
    while (first < pieces.ids.length && pieces.ends[first]! <= word.start) first++;
    let sum = 0;
    let piece = first;
    for (; piece < pieces.ids.length && pieces.starts[piece]! < word.end; piece++) sum += scores[piece]!;
    if (piece > first) means[i] = sum / (piece - first);
  });
  return means;
}
