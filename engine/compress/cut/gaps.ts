import type { HeldProtection } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import type { Atom } from "../units/atoms.ts";

/** What lies between an atom and the one before it. */
export enum Gap {
  None,
  /** Plain space that may go, of which nothing may be left out while it stays. */
  Space,
  /** Several plain spaces inside of a line, of which one says as much. */
  Spaces,
  /** White space with line breaks, which goes with a line next to it. */
  Break,
  /** Escapes, protected white space, anything else: it stays. */
  Fixed,
}

/** The gap before each atom, and at last the one after all. O(text). */
export function gapsBefore(text: string, protections: readonly HeldProtection[], atoms: readonly Atom[]): Uint8Array {
  const isFirm = overlapTester(union(protections.filter((p) => p.hold === "firm")));
  const isGuarded = overlapTester(union(protections.filter((p) => p.hold === "guard")));
  return Uint8Array.from({ length: atoms.length + 1 }, (_, i) => {
    const gap = { start: atoms[i - 1]?.end ?? 0, end: atoms[i]?.start ?? text.length };
    if (gap.start >= gap.end) return Gap.None;
    const kind = kindOf(text.slice(gap.start, gap.end));
    if (kind === Gap.Fixed || isFirm(gap)) return Gap.Fixed;
    const isWide = kind === Gap.Space && gap.end - gap.start > 1 && isInLine(text, gap) && !isGuarded(gap);
    return isWide ? Gap.Spaces : kind;
  });
}

function kindOf(gap: string): Gap {
  if (/^[ \t]*$/.test(gap)) return Gap.Space;
  return /^[ \t\r\n]*$/.test(gap) ? Gap.Break : Gap.Fixed;
}

/** Whether words stand on both sides of a gap in its line: what begins a line may be an indentation. */
function isInLine(text: string, { start, end }: Span): boolean {
  return start > 0 && end < text.length && text[start - 1] !== "\n" && !/[\r\n]/.test(text[end]!);
}
