/** Shares of the words that are erased or kept: 1, 5, 10, 20 and 50 % (ERASER, DeYoung et al. 2020, section 4.2). */
export const SHARES = [0.01, 0.05, 0.1, 0.2, 0.5] as const;

/** The word pieces of each word of a text. */
export type WordPieces = readonly (readonly number[])[];

/** Cosine of the embedding of these pieces with the whole text's. */
export type Similarity = (pieces: readonly number[]) => Promise<number>;

/** How well an order of words says what the encoder's embedding rests on. */
export interface Faithfulness {
  /** Mean over the shares of how far the embedding moves without the first words; higher is better. */
  readonly comprehensiveness: number;
  /** Mean over the shares of how far it is from the embedding of the first words alone; lower is better. */
  readonly sufficiency: number;
  /**
   * Area over the perturbation curve (Samek et al. 2017): mean move while the first half of the words goes in order.
   */
  readonly aopc: number;
}

/** The pieces of the text without the words at `gone`; with `mask`, each of their pieces is replaced by it instead. */
export function erase(words: WordPieces, gone: ReadonlySet<number>, mask?: number): number[] {
  return words.flatMap((pieces, i) => {
    if (!gone.has(i)) return pieces;
    return mask === undefined ? [] : pieces.map(() => mask);
  });
}

/** Words by falling score; equal ones in reading order. */
export function ranking(scores: ArrayLike<number>): number[] {
  return Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** Erases the words in `order`, best first. `mask`: the piece that stands for an erased one; without, it is removed. */
export async function faithfulness(
  words: WordPieces,
  order: readonly number[],
  similarity: Similarity,
  mask?: number,
): Promise<Faithfulness> {
  let comprehensiveness = 0;
  let sufficiency = 0;
  let area = 0;
  let before = { share: 0, move: 0 };
  for (const share of SHARES) {
    const count = Math.max(1, Math.round(share * order.length));
    const move = 1 - (await similarity(erase(words, new Set(order.slice(0, count)), mask)));
    comprehensiveness += move / SHARES.length;
    sufficiency += (1 - (await similarity(erase(words, new Set(order.slice(count)), mask)))) / SHARES.length;
    area += ((share - before.share) * (move + before.move)) / 2;
    before = { share, move };
  }
  return { comprehensiveness, sufficiency, aopc: area / before.share };
}

/** Exact leave-one-out: how far the embedding moves without each word. One forward pass a word. */
export async function leaveOneOut(words: WordPieces, similarity: Similarity): Promise<number[]> {
  const moves: number[] = [];
  for (const word of words.keys()) moves.push(1 - (await similarity(erase(words, new Set([word])))));
  return moves;
}
