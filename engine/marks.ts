import type { Inspection, Token } from "../protocol/inspection.ts";
import { type Mark, type MarkKind, REMOVABLE } from "../protocol/marks.ts";
import { overlapTester, type Span, union } from "../protocol/span.ts";

/** The share of a prompt's words at or above each level; a rank, so that the picture is as calm in every prompt. */
const SHARES: readonly (readonly [1 | 2 | 3 | 4, number])[] = [
  [4, 0.05],
  [3, 0.15],
  [2, 0.3],
  [1, 0.5],
];

const WORD = /[\p{L}\p{N}]/u;
const LETTER_END = /[\p{L}\p{N}\p{M}_'’]$/u;
const LETTER_START = /^[\p{L}\p{N}\p{M}_'’]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The marks of an inspected text, in order and disjoint: its removable stretches, and its words by salience. A word
 * weighs as much as its heaviest token. Neighbours of one level on one line are one mark.
 */
export function marksOf(text: string, inspection: Inspection): Mark[] {
  const removable = union(inspection.removable);
  const words = wordsOf(text, inspection.tokens, overlapTester(removable));
  const levels = levelsOf(words);
  const marks: { start: number; end: number; kind: MarkKind }[] = [];
  for (const word of words) {
    const kind = levels(word.salience);
    const last = marks.at(-1);
    if (!kind) continue;
    if (last?.kind === kind && /^[^\S\r\n]*$/.test(text.slice(last.end, word.start))) last.end = word.end;
    else marks.push({ start: word.start, end: word.end, kind });
  }
  for (const span of removable) {
    const shown = text.slice(span.start, span.end);
    const start = span.end - shown.trimStart().length;
    const end = span.start + shown.trimEnd().length;
    if (start < end) marks.push({ start, end, kind: REMOVABLE });
  }
  return marks.sort((a, b) => a.start - b.start);
}

interface Word {
  start: number;
  end: number;
  salience: number;
}

function wordsOf(text: string, tokens: readonly Token[], isRemovable: (span: Span) => boolean): Word[] {
  const words: Word[] = [];
  let joins = false;
  for (const token of tokens) {
    const raw = text.slice(token.start, token.end);
    const body = raw.trim();
    if (!body) {
      joins = false;
      continue;
    }
    const start = token.start + raw.indexOf(body);
    const word = { start, end: start + body.length, salience: token.salience };
    const last = words.at(-1);
    const continues = joins && last?.end === start && LETTER_START.test(body) && !UNSPACED.test(body);
    if (continues && last) {
      last.end = word.end;
      last.salience = Math.max(last.salience, word.salience);
    } else words.push(word);
    joins = LETTER_END.test(raw) && !UNSPACED.test(body);
  }
  return words.filter((word) => WORD.test(text.slice(word.start, word.end)) && !isRemovable(word));
}

function levelsOf(words: readonly Word[]): (salience: number) => MarkKind | undefined {
  const ranked = Float64Array.from(
    words.filter((w) => w.salience > 0),
    (w) => w.salience,
  )
    .sort()
    .reverse();
  const floors = SHARES.map(
    ([level, share]) => [level, ranked[Math.ceil(ranked.length * share) - 1] ?? Infinity] as const,
  );
  return (salience) => (salience > 0 ? floors.find(([, floor]) => salience >= floor)?.[0] : undefined);
}
