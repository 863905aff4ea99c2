import type { MarkColumns } from "../../protocol/marks.ts";
import type { Span } from "../../protocol/span.ts";

/** One replacement in a text, as VS Code reports it. */
export interface Change {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * The marks after an edit: those that it touches become empty, those behind it move. Its changes, which may be
 * thousands, are disjoint, and their offsets are those of the text before the edit. O(marks + changes log changes).
 */
export function marksAfter({ starts, ends, kinds }: MarkColumns, changes: readonly Change[]): MarkColumns {
  const inOrder = changes.toSorted((a, b) => a.rangeOffset - b.rangeOffset);
  const moved = { starts: starts.slice(), ends: ends.slice(), kinds };
  let next = 0;
  let by = 0;
  for (let i = 0; i < starts.length; i++) {
    let change = inOrder[next];
    for (; change && change.rangeOffset + change.rangeLength < starts[i]!; change = inOrder[++next])
      by += change.text.length - change.rangeLength;
    const touchedAt = change && change.rangeOffset <= ends[i]! ? change.rangeOffset : undefined;
    moved.starts[i] = by + (touchedAt ?? starts[i]!);
    moved.ends[i] = by + (touchedAt ?? ends[i]!);
  }
  return moved;
}

/**
 * A chosen part of a text after an edit. Text inserted at its edges joins it. An emptied part stays, for new text or an
 * undo; it is lost only when text on both sides of it goes with it.
 */
export function partAfter(part: Span, changes: readonly Change[]): Span | undefined {
  return changes.reduce<Span | undefined>((span, { rangeOffset, rangeLength, text }) => {
    const end = rangeOffset + rangeLength;
    if (!span || (rangeOffset < span.start && end > span.end)) return undefined;
    const move = (offset: number) =>
      offset >= end ? offset + text.length - rangeLength : Math.min(offset, rangeOffset + text.length);
    return { start: rangeOffset >= span.start ? span.start : move(span.start), end: move(span.end) };
  }, part);
}
