import type { MarkColumns } from "../protocol/marks.ts";
import type { Span } from "../protocol/span.ts";

/** One replacement in a text, as VS Code reports it. */
export interface Change {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** The marks after an edit: those it touches are empty, those behind it have moved. */
export function marksAfter(marks: MarkColumns, changes: readonly Change[]): MarkColumns {
  return changes.reduce(({ starts, ends, kinds }, { rangeOffset, rangeLength, text }) => {
    const end = rangeOffset + rangeLength;
    const by = text.length - rangeLength;
    const move = (offset: number, i: number) => {
      if (ends[i]! < rangeOffset) return offset;
      return starts[i]! > end ? offset + by : rangeOffset;
    };
    return { starts: starts.map(move), ends: ends.map(move), kinds };
  }, marks);
}

/**
 * A chosen part of a text after an edit. What is put at its edges joins it, and emptied it waits for new text (or an
 * undo); it is lost only with text on both sides of it.
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
