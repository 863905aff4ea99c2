import type { Span } from "./span.ts";

/** How a stretch is shown: `1` to `4` by rising salience, or as removable. Most of a prompt carries no mark. */
export type MarkKind = 1 | 2 | 3 | 4 | "removable";

export interface Mark extends Span {
  readonly kind: MarkKind;
}
