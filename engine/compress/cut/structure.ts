import { edited } from "../../../protocol/edits.ts";
import type { PromptKind } from "../../../protocol/formats.ts";
import { overlapTester, type Span, union, without } from "../../../protocol/span.ts";
import { markdownMarks } from "../../prompt/marks/markdown.ts";
import { type Prompt, readPrompt } from "../../prompt/parse.ts";
import type { Passage } from "../../prompt/text/passage.ts";
import type { Order } from "../order/order.ts";
import type { Removals } from "./removals.ts";

/** The prompt that is cut, as it was read. */
export interface Whole {
  readonly prompt: Pick<Prompt, "kind" | "text" | "passages">;
  readonly path?: string;
  readonly order: Pick<Order, "atoms" | "units">;
}

/**
 * Cuts a prompt so that what is left, read anew, has the kind and the structure of the prompt less what was removed: the
 * same passages, headings, code blocks, tables, list marks and quotes. Where it has not, the units cut beside the first
 * difference are held and it is cut again; each time twice as many, so that it ends. `undefined` where nothing can go.
 * O(text) for each time. Of single removals that holds by the bonds between units (`ties.ts`).
 */
export function keepStructure<Cut extends Removals>(
  whole: Whole,
  cut: (isHeld: (unit: number) => boolean) => Cut,
): Cut | undefined {
  const held = new Set<number>();
  for (let reach = 1; ; reach *= 2) {
    const result = cut((unit) => held.has(unit));
    const at = firstDifference(whole, result);
    if (at === undefined) return result;
    const beside = unitsBeside(whole.order, result.removed, at, reach).filter((unit) => !held.has(unit));
    if (beside.length === 0 && reach > result.removed.length) return undefined;
    for (const unit of beside) held.add(unit);
  }
}

/** Where in the prompt its structure differs first from that of what is left; nowhere where nothing does. */
function firstDifference({ prompt, path }: Whole, { removed, recased }: Removals): number | undefined {
  if (removed.length === 0) return undefined;
  const { format, passages: left } = readPrompt(without(edited(prompt.text, recased), removed), path);
  if (format.kind !== prompt.kind && !(PLAIN.has(format.kind) && PLAIN.has(prompt.kind))) return removed[0]!.start;
  const isRemoved = overlapTester(union(removed));
  for (const [p, passage] of prompt.passages.entries()) {
    // It is none any more, or reaches into what was not read.
    if (!left[p] || left[p].source.start < leftOf(passage.source.start, removed)) return passage.source.start;
    if (left[p].text === passage.text) continue;
    const was = outlineOf(passage).filter((mark) => !isRemoved(mark));
    const is = marksOf(left[p]);
    const m = Array.from({ length: Math.max(was.length, is.length) }).findIndex(
      (_, i) => was[i]?.reads !== is[i]?.reads,
    );
    if (m < 0) continue;
    const { end } = passage.source;
    return Math.min(was[m]?.start ?? end, is[m] ? inPrompt(is[m].start, removed) : end);
  }
  return undefined;
}

/** Which of them a text without a name is, is told by how many marks it has, of which some may go. */
const PLAIN: ReadonlySet<PromptKind> = new Set(["text", "markdown"]);

/** A mark of the structure, in the file's coordinates, and what it says. */
interface Mark extends Span {
  readonly reads: string;
}

const outlines = new WeakMap<Passage, readonly Mark[]>();

/** The marks of a passage that is compared again and again. */
function outlineOf(passage: Passage): readonly Mark[] {
  const known = outlines.get(passage) ?? marksOf(passage);
  outlines.set(passage, known);
  return known;
}

const MADE_OF = new Set(["code block", "table", "list marker"]);

function marksOf(passage: Passage): Mark[] {
  const { protections, headings } = markdownMarks(passage.text);
  return [
    ...protections.filter(({ reason }) => MADE_OF.has(reason)),
    ...headings.map(({ start, end, level }) => ({ start, end, reason: `heading ${level}` })),
  ]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map(({ reason, ...span }) => {
      const said = passage.text.slice(span.start, span.end);
      const start = span.start + said.length - said.trimStart().length;
      const words = said.trim();
      return { ...passage.toSourceSpan({ start, end: start + words.length }), reads: `${reason} ${words}` };
    });
}

/** Where a place in the prompt comes to stand in what is left of it. */
function leftOf(offset: number, removed: readonly Span[]): number {
  const before = removed.filter(({ start }) => start < offset);
  return offset - before.reduce((sum, { start, end }) => sum + Math.min(end, offset) - start, 0);
}

/** Where in the prompt an offset into what is left of it stands. */
function inPrompt(offset: number, removed: readonly Span[]): number {
  let at = offset;
  for (const { start, end } of removed) if (start <= at) at += end - start;
  return at;
}

/** The units of the so many spans nearest to a place, before and after it. */
function unitsBeside({ atoms, units }: Whole["order"], removed: readonly Span[], at: number, reach: number): number[] {
  const next = removed.findIndex(({ start }) => start > at);
  const after = next < 0 ? removed.length : next;
  const isNear = overlapTester(removed.slice(Math.max(0, after - reach), after + reach));
  const near = new Set(atoms.flatMap((atom, i) => (isNear(atom) ? [i] : [])));
  return units.flatMap((unit, u) => (unit.atoms.some((i) => near.has(i)) ? [u] : []));
}
