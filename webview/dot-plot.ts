import { PROBABILITIES, type Quantiles } from "../protocol/forecast.ts";

/** A dot of a quantile dot plot: one of twenty equally likely outcomes. */
export interface Dot {
  readonly tokens: number;
  /** Place along a logarithmic axis, 0 to 1. */
  readonly x: number;
  /** How many dots lie below it. */
  readonly row: number;
}

/** Dots with the ticks of their axis. */
export interface DotPlot {
  readonly dots: readonly Dot[];
  readonly rows: number;
  readonly ticks: readonly { readonly tokens: number; readonly x: number }[];
}

const DOTS = 20;

/**
 * Twenty outcomes that are equally likely, stacked where they would overlap (Kay et al., CHI 2016). Their tokens are
 * the quantiles at 1/40, 3/40 ... 39/40. `columns`: how many dots fit side by side.
 */
export function dotPlot(quantiles: Quantiles, columns: number): DotPlot {
  const outcomes = Array.from({ length: DOTS }, (_, i) => quantileAt(quantiles, (i + 0.5) / DOTS));
  const [low, high] = axis(outcomes[0]!, outcomes.at(-1)!);
  const place = (tokens: number) => (Math.log1p(tokens) - Math.log1p(low)) / (Math.log1p(high) - Math.log1p(low));
  const heights = new Map<number, number>();
  const dots = outcomes.map((tokens) => {
    const column = Math.min(columns - 1, Math.floor(place(tokens) * columns));
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    return { tokens, x: (column + 0.5) / columns, row };
  });
  return {
    dots,
    rows: Math.max(...heights.values()),
    ticks: ticksWithin(low, high).map((tokens) => ({ tokens, x: place(tokens) })),
  };
}

/**
 * Between the given quantiles, and a little beyond the outermost, the log of the tokens is straight in the log odds.
 */
function quantileAt(quantiles: Quantiles, p: number): number {
  const above = PROBABILITIES.findIndex((q) => Number(q) >= p);
  const next = above === -1 ? PROBABILITIES.length - 1 : Math.max(1, above);
  const [from, to] = [PROBABILITIES[next - 1]!, PROBABILITIES[next]!];
  const part = (logit(p) - logit(Number(from))) / (logit(Number(to)) - logit(Number(from)));
  const [low, high] = [Math.log1p(quantiles[from]), Math.log1p(quantiles[to])];
  return Math.max(0, Math.expm1(low + part * (high - low)));
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/** A range of at least a factor of four around the outcomes, so that a narrow forecast looks narrow. */
function axis(low: number, high: number): [number, number] {
  const widen = Math.max(1.1, Math.sqrt((4 * (low + 1)) / (high + 1)));
  return [Math.max(0, (low + 1) / widen - 1), (high + 1) * widen - 1];
}

/** Round numbers (1, 2 and 5 by powers of ten) within the range, at most four. */
function ticksWithin(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = 1; power <= high; power *= 10) {
    ticks.push(...[1, 2, 5].map((digit) => digit * power).filter((tick) => tick >= low && tick <= high));
  }
  const step = Math.ceil(ticks.length / 4);
  return ticks.filter((_, i) => i % step === 0);
}
