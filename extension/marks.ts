import type { Mark } from "../protocol/marks.ts";

/** One replacement in a text, as VS Code reports it. */
export interface Change {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/** The marks after an edit: those it touches are gone, those behind it have moved. */
export function marksAfter(marks: readonly Mark[], changes: readonly Change[]): readonly Mark[] {
  return changes.reduce<readonly Mark[]>((rest, { rangeOffset, rangeLength, text }) => {
    const end = rangeOffset + rangeLength;
    const by = text.length - rangeLength;
    return rest.flatMap((mark) => {
      if (mark.end < rangeOffset) return mark;
      return mark.start > end ? { ...mark, start: mark.start + by, end: mark.end + by } : [];
    });
  }, marks);
}
