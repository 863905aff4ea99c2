import type { WeighedPart } from "../protocol/inspection.ts";
import type { Span } from "../protocol/span.ts";

/** A slice of the chart of parts: one part, what a part holds beside its inner parts, or the small ones together. */
export interface PartShare {
  readonly title: string;
  readonly tokens: number;
  /** Share of the prompt's tokens and of its salience, 0 to 1. */
  readonly tokenShare: number;
  readonly salience: number;
  /** Colour of the chart, from 1; absent for what is small and for what no model receives. */
  readonly colour?: number;
  /** Where the part is; absent for several parts together. */
  readonly span?: Span;
}

const MOST_SLICES = 12;
const COLOURS = 6;

/**
 * The parts as a chart shows them: in order, disjoint, together the whole prompt. A part that holds more than half of
 * the tokens says too little, so it is opened into its inner parts and its own rest; more than twelve are cut to the
 * heaviest eleven and the others together.
 */
export function partShares(parts: readonly WeighedPart[]): PartShare[] {
  const total = parts.reduce((sum, p) => sum + (p.depth === 0 ? p.tokens : 0), 0);
  if (total === 0) return [];
  const open = (part: WeighedPart): WeighedPart[] => {
    const inner = part.tokens > total / 2 ? innerParts(parts, part) : [];
    return inner.length > 0 ? [rest(part, inner), ...inner.flatMap(open)] : [part];
  };
  const weighed = parts
    .filter((p) => p.depth === 0)
    .flatMap(open)
    .filter((p) => p.tokens > 0);
  const byWeight = weighed.toSorted((a, b) => b.tokens - a.tokens);
  const shown = new Set(weighed.length > MOST_SLICES ? byWeight.slice(0, MOST_SLICES - 1) : weighed);
  const coloured = byWeight.filter((p) => shown.has(p) && p.role !== "none").slice(0, COLOURS);
  const colours = new Map(weighed.filter((p) => coloured.includes(p)).map((p, i) => [p, i + 1]));

  const shares: PartShare[] = weighed
    .filter((p) => shown.has(p))
    .map((p) => ({
      title: p.title || p.kind,
      tokens: p.tokens,
      tokenShare: p.tokens / total,
      salience: p.salience,
      ...(colours.has(p) && { colour: colours.get(p)! }),
      span: { start: p.start, end: p.end },
    }));
  const others = weighed.filter((p) => !shown.has(p));
  if (others.length > 0) {
    const tokens = others.reduce((sum, p) => sum + p.tokens, 0);
    const salience = others.reduce((sum, p) => sum + p.salience, 0);
    shares.push({ title: `${others.length} smaller parts`, tokens, tokenShare: tokens / total, salience });
  }
  return shares;
}

function innerParts(parts: readonly WeighedPart[], outer: WeighedPart): WeighedPart[] {
  return parts.filter((p) => p.depth === outer.depth + 1 && p.start >= outer.start && p.end <= outer.end);
}

/** What `outer` holds beside its inner parts; its span is the text before the first of them. */
function rest(outer: WeighedPart, inner: readonly WeighedPart[]): WeighedPart {
  const sum = (weight: (p: WeighedPart) => number) => inner.reduce((total, p) => total + weight(p), 0);
  return {
    ...outer,
    end: inner[0]!.start,
    tokens: Math.max(0, outer.tokens - sum((p) => p.tokens)),
    salience: Math.max(0, outer.salience - sum((p) => p.salience)),
  };
}
