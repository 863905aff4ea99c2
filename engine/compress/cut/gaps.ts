import type { HeldProtection, ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../units/atoms.ts";

/** What lies between an atom and the one before it. */
export enum Gap {
  None,
  /** Plain space, which goes with a word next to it. */
  Space,
  /** White space with line breaks, as they are written in the file, which goes with a line next to it. */
  Break,
  /** Anything else: it stays. */
  Fixed,
}

/** The gaps of a prompt: before each atom, and at last the one after all. */
export interface Gaps {
  readonly kinds: Uint8Array;
  /** By gap, what of it says nothing while all around it stays: all but one of several spaces or blank lines, blanks at the ends of lines. */
  readonly slack: ReadonlyMap<number, readonly Span[]>;
}

/** White space as a file writes it, in JSON as escapes; not what some read as a line break and others do not. */
const WHITE = /^(?:[^\S\v\f\u2028\u2029]|\\[nrt])*$/;
const BREAK = /\n|\\n|\r|\\r/;
/** What holds line breaks in any text. */
const FRAMES: readonly ProtectionReason[] = ["line break", "list marker"];

/** The gaps between atoms. O(text). */
export function gapsOf(text: string, protections: readonly HeldProtection[], atoms: readonly Atom[]): Gaps {
  const isFirm = overlapTester(union(protections.filter((p) => p.hold === "firm")));
  const isGuarded = overlapTester(union(protections.filter((p) => p.hold === "guard" && !FRAMES.includes(p.reason))));
  const slack = new Map<number, Span[]>();
  const kinds = Uint8Array.from({ length: atoms.length + 1 }, (_, i) => {
    const gap = { start: atoms[i - 1]?.end ?? 0, end: atoms[i]?.start ?? text.length };
    if (gap.start >= gap.end) return Gap.None;
    const space = text.slice(gap.start, gap.end);
    if (isFirm(gap) || !WHITE.test(space)) return Gap.Fixed;
    const isInner = i > 0 && i < atoms.length && !atoms[i - 1]!.marker;
    const spare = isInner ? slackOf(space, gap) : [];
    if (spare.length > 0 && !isGuarded(gap)) slack.set(i, spare);
    return BREAK.test(space) ? Gap.Break : Gap.Space;
  });
  return { kinds, slack };
}

function slackOf(space: string, { start }: Span): Span[] {
  if (!/^[ \t\r\n]*$/.test(space)) return [];
  const breaks = [...space.matchAll(/\r?\n/g)];
  // A carriage return of its own is a line break to some.
  if (/\r(?!\n)/.test(space)) return [];
  const spans: readonly [number, number][] =
    breaks.length === 0
      ? [[1, space.length]]
      : [
          [0, breaks[0]!.index],
          [breaks[0]!.index + breaks[0]![0].length, breaks.at(-1)!.index],
        ];
  return spans.filter(([from, to]) => from < to).map(([from, to]) => ({ start: start + from, end: start + to }));
}
