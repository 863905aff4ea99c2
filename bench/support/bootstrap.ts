import { seededRandom } from "./random.ts";

/** One measured value and the document that it comes from; values of one document are drawn together. */
export interface Score {
  readonly document: number;
  readonly value: number;
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** The mean with its 95 % interval from a bootstrap over documents, seeded. */
export function bootstrap(scores: readonly Score[], rounds = 2000): Interval {
  const sums = new Map<number, [sum: number, count: number]>();
  for (const { document, value } of scores) {
    const entry = sums.get(document) ?? [0, 0];
    sums.set(document, [entry[0] + value, entry[1] + 1]);
  }
  const documents = [...sums.values()];
  const random = seededRandom(7);
  const means = Array.from({ length: rounds }, () => {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < documents.length; i++) {
      const [s, n] = documents[Math.floor(random() * documents.length)]!;
      sum += s;
      count += n;
    }
    return sum / count;
  }).sort((a, b) => a - b);
  return {
    mean: mean(scores.map((s) => s.value)),
    low: means[Math.floor(0.025 * rounds)]!,
    high: means[Math.ceil(0.975 * rounds) - 1]!,
  };
}

/** The mean difference of two lists of scores of the same items in the same order, with its interval. */
export function pairedDifference(ours: readonly Score[], theirs: readonly Score[], rounds?: number): Interval {
  return bootstrap(
    ours.map(({ document, value }, i) => ({ document, value: value - theirs[i]!.value })),
    rounds,
  );
}
