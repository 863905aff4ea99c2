/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in random order (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Area under the receiver operating characteristic: the chance that a positive scores above a negative, ties counting
 * half (Mann and Whitney). NaN unless there are both.
 */
export function auc(scores: ArrayLike<number>, positive: ArrayLike<boolean>): number {
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const rank = (from + to + 1) / 2;
    for (const i of order.slice(from, to)) {
      if (!positive[i]) continue;
      positives++;
      rankSum += rank;
    }
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}

/** Spearman's rank correlation; equal values share the mean of their ranks. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = mean(x);
  const product = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, i) => sum + (value - middle) * (q[i]! - middle), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const same = values.filter((other) => other === value).length;
    return below + (same + 1) / 2;
  });
}

/** A figure with its 95 % confidence interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap of a statistic over `count` items: 2,000 resamples with replacement. The same seed draws the
 * same resamples, which pairs two statistics of the same items.
 */
export function bootstrap(count: number, statistic: (items: readonly number[]) => number): Estimate {
  const random = seededRandom(2_000);
  const items = Array.from({ length: count }, (_, i) => i);
  const values = Array.from({ length: 2_000 }, () => statistic(items.map(() => Math.floor(random() * count))));
  values.sort((a, b) => a - b);
  return {
    value: statistic(items),
    low: values[Math.floor(0.025 * 2_000)]!,
    high: values[Math.ceil(0.975 * 2_000) - 1]!,
  };
}

/** For a table: `84.1 %`. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** For a table: `0.343 [0.312, 0.371]`. */
export function written({ value, low, high }: Estimate): string {
  return `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

/** A share in per cent, for a table: `34.3 [31.2, 37.1]`. */
export function writtenShare({ value, low, high }: Estimate): string {
  const [mean, from, to] = [value, low, high].map((share) => (100 * share).toFixed(1));
  return `${mean} [${from}, ${to}]`;
}
