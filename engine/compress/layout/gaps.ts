import type { HeldProtection, ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../atoms/atoms.ts";

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
  /** Where the last line of each gap begins, as far as that is blank and may go with what follows it. */
  readonly lineStarts: Int32Array;
  /** What of a gap says nothing while all around it stays: all but one of several spaces or blank lines, blanks at the ends of lines. */
  readonly slack: ReadonlyMap<number, readonly Span[]>;
}

/** White space as a file writes it, in JSON as escapes; not what some read as a line break and others do not. */
const WHITE = /^(?:[^\S\v\f\r\u2028\u2029]|\r\n|\\[nt]|\\r\\n)*$/;
const BREAK = /\n|\\n/g;
/** What holds line breaks in any text. */
const FRAMES: readonly ProtectionReason[] = ["line break", "list marker"];

/** The gaps between atoms. O(text). */
export function gapsOf(text: string, protections: readonly HeldProtection[], atoms: readonly Atom[]): Gaps {
  const isFirm = overlapTester(union(protections.filter((p) => p.hold === "firm")));
  const isGuarded = overlapTester(union(protections.filter((p) => p.hold === "guard" && !FRAMES.includes(p.reason))));
  const isSet = settingOf(text);
  const slack = new Map<number, Span[]>();
  const lineStarts = new Int32Array(atoms.length + 1);
  const kinds = Uint8Array.from({ length: atoms.length + 1 }, (_, i) => {
    const gap = { start: atoms[i - 1]?.end ?? 0, end: atoms[i]?.start ?? text.length };
    lineStarts[i] = gap.end;
    if (gap.start >= gap.end) return Gap.None;
    const space = text.slice(gap.start, gap.end);
    const lastBreak = [...space.matchAll(BREAK)].at(-1);
    const start =
      gap.start + (lastBreak ? lastBreak.index + lastBreak[0].length : space.replace(/(?<![ \t])[ \t]+$/, "").length);
    if (isFirm(gap) || !WHITE.test(space)) {
      const isBlank = lastBreak && text.slice(start, gap.end).trim() === "" && !isFirm({ start, end: gap.end });
      if (isBlank) lineStarts[i] = start;
      return Gap.Fixed;
    }
    lineStarts[i] = start;
    const isInner = i > 0 && i < atoms.length && !atoms[i - 1]!.marker;
    const spare = isInner ? slackOf(space, gap) : [];
    if (spare.length > 0 && !isGuarded(gap) && (lastBreak || !isSet(gap))) slack.set(i, spare);
    return lastBreak ? Gap.Break : Gap.Space;
  });
  return { kinds, slack, lineStarts };
}

/** The mark of a comment in code, at the beginning of a line or far from what stands before it. */
const COMMENT = /(?:^\s*|\s{2})(?:\/{2,3}|#|--|;{1,3}|\/?\*{1,2}|%|<!--)$/;
const LONGEST_COMMENT = 8;

/**
 * Tells whether several blanks in a line set what follows them to a column: those after the mark of a comment, and those
 * that end where several blanks of the line above or below end, too, or where the same sign stands there ("="). Gaps must
 * come in order. O(text) for all of them.
 */
function settingOf(text: string): (gap: Span) => boolean {
  const starts = [0, ...Array.from(text.matchAll(BREAK), ({ 0: mark, index }) => index + mark.length)];
  let line = 0;
  const isBlank = (at: number) => text[at] === " " || text[at] === "\t";
  return ({ start, end }) => {
    while (line + 1 < starts.length && starts[line + 1]! <= start) line++;
    const column = end - starts[line]!;
    const isAligned = (other: number) => {
      const at = (starts[other] ?? text.length) + column;
      if (at >= (starts[other + 1] ?? text.length) || !isBlank(at - 1) || /\s/.test(text[at]!)) return false;
      return isBlank(at - 2) || (text[at] === text[end] && /[^\p{L}\p{N}]/u.test(text[at]!));
    };
    const before = text.slice(Math.max(starts[line]!, start - LONGEST_COMMENT), start);
    return isAligned(line - 1) || isAligned(line + 1) || COMMENT.test(before);
  };
}

function slackOf(space: string, { start }: Span): Span[] {
  if (!/^[ \t\r\n]*$/.test(space)) return [];
  const breaks = [...space.matchAll(/\r?\n/g)];
  const spans: readonly [number, number][] =
    breaks.length === 0
      ? [[1, space.length]]
      : [
          [0, breaks[0]!.index],
          [breaks[0]!.index + breaks[0]![0].length, breaks.at(-1)!.index],
        ];
  return spans.filter(([from, to]) => from < to).map(([from, to]) => ({ start: start + from, end: start + to }));
}
