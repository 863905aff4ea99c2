import type { Inspection, Token } from "./inspection.ts";
import { overlapTester, type Span, union } from "./span.ts";

/** A point of the retention curve. */
export interface RetentionPoint {
  /** Share of the tokens kept, 0 to 1. */
  readonly keep: number;
  readonly tokens: number;
  /** Share of the prompt's salience kept, 0 to 1. */
  readonly salience: number;
}

const STEPS = 50;

/**
 * The most salience that each share of the tokens can hold: protected tokens first, which always stay, then the others
 * from the most to the least salient. A bound for every compression, which moves whole words and so lies on or below
 * it. The first point is what protected tokens alone amount to, the last is the whole prompt; no tokens, no points.
 */
export function retentionCurve(tokens: readonly Token[]): RetentionPoint[] {
  const isProtected = tokens.filter((t) => t.protected);
  const free = Float64Array.from(
    tokens.filter((t) => !t.protected),
    (t) => t.salience,
  ).sort();
  const total = sum(tokens);
  const points: RetentionPoint[] = [];
  let kept = isProtected.length;
  let salience = sum(isProtected);
  const mark = () =>
    points.push({ keep: kept / tokens.length, tokens: kept, salience: total > 0 ? Math.min(1, salience / total) : 1 });

  if (tokens.length > 0) mark();
  for (let step = 1; step <= STEPS; step++) {
    const goal = Math.floor((tokens.length * step) / STEPS);
    if (goal <= kept) continue;
    while (kept < goal) salience += free[tokens.length - ++kept]!;
    mark();
  }
  return points;
}

/** The salience that is left without `removed`, as a share of the whole, 0 to 1. A token that loses a part is lost. */
export function keptSalience(tokens: readonly Token[], removed: Iterable<Span>): number {
  const isRemoved = overlapTester(union(removed));
  const total = sum(tokens);
  return total > 0 ? sum(tokens.filter((t) => !isRemoved(t))) / total : 1;
}

function sum(tokens: readonly Token[]): number {
  return tokens.reduce((total, t) => total + t.salience, 0);
}

/** The curve between its points, in a straight line; below the first point, where nothing more can go, that point's. */
export function salienceAt(curve: readonly RetentionPoint[], keep: number): number {
  const above = curve.findIndex((p) => p.keep >= keep);
  if (above === -1) return curve.at(-1)?.salience ?? 1;
  const to = curve[above]!;
  const from = curve[above - 1];
  if (!from) return to.salience;
  return from.salience + ((keep - from.keep) / (to.keep - from.keep)) * (to.salience - from.salience);
}

/**
 * The share of a file's tokens, rounded down to a thousandth, at which what is sent of it fits `budget` tokens. Only what
 * is sent can go, so as many tokens of the file go as there are too many.
 */
export function retentionWithin(budget: number, { count, sent }: Pick<Inspection, "count" | "sent">): number {
  const keep = 1 - (sent.tokens - budget) / count.tokens;
  return Math.min(1, Math.max(0, Math.floor(keep * 1000) / 1000));
}
