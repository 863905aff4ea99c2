/** A stretch of a text: UTF-16 offsets into the original, `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans share at least one UTF-16 unit. An empty span shares none. */
export function overlaps(a: Span, b: Span): boolean {
  return Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

/** The spans in order, with overlapping and touching ones joined and empty ones left out. */
export function union(spans: Iterable<Span>): Span[] {
  const sorted = [...spans].filter((s) => s.start < s.end).sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

/** The gaps: what the spans leave uncovered of `[0, length)`, in order. */
export function complement(spans: Iterable<Span>, length: number): Span[] {
  const gaps: Span[] = [];
  let from = 0;
  for (const { start, end } of union(spans)) {
    if (start > from) gaps.push({ start: from, end: start });
    from = end;
  }
  if (from < length) gaps.push({ start: from, end: length });
  return gaps;
}

/** The text without the given spans. */
export function without(text: string, spans: Iterable<Span>): string {
  return complement(spans, text.length)
    .map((s) => text.slice(s.start, s.end))
    .join("");
}

/**
 * A test of membership for many look-ups in rising order of `start`: whether a span overlaps any of `spans`.
 * `spans` must be disjoint and in order, as `union` returns them. Each call costs amortised constant time.
 */
export function overlapTester(spans: readonly Span[]): (span: Span) => boolean {
  let next = 0;
  return (span) => {
    while (next < spans.length && spans[next]!.end <= span.start) next++;
    return next < spans.length && overlaps(spans[next]!, span);
  };
}
