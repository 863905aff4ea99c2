import type { Span } from "./span.ts";

/** The kind of a stretch that trim takes. */
export const REMOVABLE = 5;

/** How a stretch is shown: `1` to `4` by rising importance, or as what trim takes. Most of a prompt carries no mark. */
export type MarkKind = 1 | 2 | 3 | 4 | typeof REMOVABLE;

export interface Mark extends Span {
  readonly kind: MarkKind;
}

/**
 * Marks by column, in order and disjoint. A long prompt has thousands, which move with every key that is typed: as
 * objects they would leave the host their garbage.
 */
export interface MarkColumns {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Each a `MarkKind`. */
  readonly kinds: Uint8Array;
}

/** The marks in a document in which the marked text begins at `at`. */
export function movedMarks({ starts, ends, kinds }: MarkColumns, at: number): MarkColumns {
  const move = (offset: number) => offset + at;
  return { starts: starts.map(move), ends: ends.map(move), kinds };
}

export function markColumns(marks: readonly Mark[]): MarkColumns {
  return {
    starts: Uint32Array.from(marks, ({ start }) => start),
    ends: Uint32Array.from(marks, ({ end }) => end),
    kinds: Uint8Array.from(marks, ({ kind }) => kind),
  };
}
