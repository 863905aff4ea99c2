import { type Mark, type MarkKind, REMOVABLE } from "../protocol/marks.ts";
import { overlapTester, type Span, union } from "../protocol/span.ts";
import type { PaintedWord } from "./weigh.ts";

/** The share of a prompt's words at or above each level; a rank, so that the picture is as calm in every prompt. */
const SHARES: readonly (readonly [1 | 2 | 3 | 4, number])[] = [
  [4, 0.05],
  [3, 0.15],
  [2, 0.3],
  [1, 0.5],
];

const WORD = /[\p{L}\p{N}]/u;

/**
 * The marks of a weighed text, in order and disjoint: its removable stretches, and its words, which are in order too, by
 * heat. Neighbours of one level on one line are one mark.
 */
export function marksOf(text: string, words: readonly PaintedWord[], mayGo: readonly Span[]): Mark[] {
  const removable = union(mayGo);
  const isRemovable = overlapTester(removable);
  const shown = words.filter((word) => WORD.test(text.slice(word.start, word.end)) && !isRemovable(word));
  const levels = levelsOf(shown);
  const marks: { start: number; end: number; kind: MarkKind }[] = [];
  for (const word of shown) {
    const kind = levels(word.heat);
    const last = marks.at(-1);
    if (!kind) continue;
    if (last?.kind === kind && /^[^\S\r\n]*$/.test(text.slice(last.end, word.start))) last.end = word.end;
    else marks.push({ start: word.start, end: word.end, kind });
  }
  for (const span of removable) {
    const words = text.slice(span.start, span.end);
    const start = span.end - words.trimStart().length;
    const end = span.start + words.trimEnd().length;
    if (start < end) marks.push({ start, end, kind: REMOVABLE });
  }
  return marks.sort((a, b) => a.start - b.start);
}

function levelsOf(words: readonly PaintedWord[]): (heat: number) => MarkKind | undefined {
  const ranked = Float64Array.from(
    words.filter((w) => w.heat > 0),
    (w) => w.heat,
  )
    .sort()
    .reverse();
  const floors = SHARES.map(
    ([level, share]) => [level, ranked[Math.ceil(ranked.length * share) - 1] ?? Infinity] as const,
  );
  return (heat) => (heat > 0 ? floors.find(([, floor]) => heat >= floor)?.[0] : undefined);
}
