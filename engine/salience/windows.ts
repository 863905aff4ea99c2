import type { Span } from "../../protocol/span.ts";
import { sentences } from "../prompt/text/segment.ts";
import type { Pieces } from "./wordpiece.ts";

/** The encoder's 256 tokens less [CLS] and [SEP]. */
export const WINDOW_LIMIT = 254;
/** No window but a text's last is shorter than this. */
const WINDOW_MINIMUM = 128;
/** A cut is chosen by this many pieces on each side of it. */
const CONTEXT = 4;

/** The pieces from `from` up to `to` (exclusive). */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** How good a place for a cut is. */
enum Cut {
  Piece,
  Word,
  Sentence,
  Paragraph,
}

/**
 * Cuts a text's pieces into windows that tile them, each of at most `WINDOW_LIMIT` pieces. Cuts are at paragraph ends
 * where there is one in reach, else at sentence ends, else between words. Among equals the content around the place
 * decides, not its position (content-defined chunking): so after an edit the windows soon fall on the old cuts again,
 * and what is known of them stays valid.
 */
export function windows(text: string, pieces: Pieces, words: readonly Span[]): Window[] {
  const count = pieces.ids.length;
  const cuts = cutsBefore(text, pieces, words);
  const found: Window[] = [];
  let from = 0;
  while (count - from > WINDOW_LIMIT) {
    const to = bestCut(cuts, pieces, from + WINDOW_MINIMUM, from + WINDOW_LIMIT);
    found.push({ from, to });
    from = to;
  }
  if (count > from) found.push({ from, to: count });
  return found;
}

/** For each piece, how good a cut before it is. */
function cutsBefore(text: string, { starts }: Pieces, words: readonly Span[]): Uint8Array {
  const cuts = new Uint8Array(starts.length);
  const mark = (spans: readonly Span[], kind: (span: Span) => Cut): void => {
    let piece = 0;
    for (const span of spans) {
      while (piece < starts.length && starts[piece]! < span.start) piece++;
      if (piece < starts.length && starts[piece]! < span.end) cuts[piece] = kind(span);
    }
  };
  mark(words, () => Cut.Word);
  let afterBlank = false;
  mark(sentences(text), (span) => {
    const kind = afterBlank ? Cut.Paragraph : Cut.Sentence;
    afterBlank = /\n\s*\n\s*$/.test(text.slice(Math.max(span.start, span.end - 8), span.end));
    return kind;
  });
  return cuts;
}

function bestCut(cuts: Uint8Array, { ids }: Pieces, first: number, last: number): number {
  let best = last;
  let bestKind = -1;
  let bestHash = 0;
  for (let at = first; at <= last; at++) {
    const kind = cuts[at]!;
    if (kind < bestKind) continue;
    const hash = contextHash(ids, at);
    if (kind === bestKind && hash < bestHash) continue;
    best = at;
    bestKind = kind;
    bestHash = hash;
  }
  return best;
}

/** FNV-1a of the ids around a place. */
function contextHash(ids: readonly number[], at: number): number {
  let hash = 0x811c9dc5;
  for (let i = at - CONTEXT; i < at + CONTEXT; i++) hash = Math.imul(hash ^ (ids[i] ?? 0), 0x01000193) >>> 0;
  return hash;
}
