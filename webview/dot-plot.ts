import type { EffortForecast, Quantile } from "../protocol/panel.ts";

/** A dot of a quantile dot plot: one of ten equally likely outcomes. */
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
  readonly ticks: readonly { readonly tokens: number; readonly x: number }[];
}

const DOTS = 10;
const PROBABILITIES = ["0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95"] as const satisfies readonly Quantile[];

/**
 * Ten outcomes that are equally likely, stacked where they would overlap (Kay et al., CHI 2016). Their tokens are the
 * quantiles at 0.05, 0.15 ... 0.95: between the given ones straight in the logarithm, never beyond them.
 * `columns`: how many dots fit side by side.
 */
export function dotPlot(quantiles: EffortForecast["quantiles"], columns: number): DotPlot {
  const outcomes = Array.from({ length: DOTS }, (_, i) => quantileAt(quantiles, (i + 0.5) / DOTS));
  const [low, high] = axis(outcomes[0]!, outcomes.at(-1)!);
  const place = (tokens: number) => (log(tokens) - log(low)) / (log(high) - log(low));
  const heights = new Map<number, number>();
  const dots = outcomes.map((tokens) => {
    const column = Math.min(columns - 1, Math.floor(place(tokens) * columns));
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    return { tokens, x: (column + 0.5) / columns, row };
  });
  return { dots, ticks: ticksWithin(low, high).map((tokens) => ({ tokens, x: place(tokens) })) };
}

function quantileAt(quantiles: EffortForecast["quantiles"], p: number): number {
  const above = PROBABILITIES.findIndex((q) => Number(q) >= p - 1e-9);
  const to = PROBABILITIES[above]!;
  const from = PROBABILITIES[Math.max(0, above - 1)]!;
  const part = from === to ? 0 : (p - Number(from)) / (Number(to) - Number(from));
  return Math.expm1(log(quantiles[from]) + part * (log(quantiles[to]) - log(quantiles[from])));
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

function log(tokens: number): number {
  return Math.log1p(tokens);
}
