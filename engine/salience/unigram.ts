import type { Span } from "../../protocol/span.ts";
import { readTextAsset } from "../runtime/assets.ts";
import type { Pieces } from "./wordpiece.ts";

/** Opens a text, closes it, and stands for what is in no piece. */
export const BOS = 0;
export const EOS = 2;
export const UNKNOWN = 3;
/** How much less likely what is unknown is than any piece. */
const UNKNOWN_PENALTY = 10;

/** Stands before each word. */
const SPACE_MARK = "\u2581";
const DROPPED = /\p{Cc}/u;
const SPACE = /[\s\x85\u200b-\u200f\u2581\ufffd]/;
/** May form one character with what stands before it: marks, the later letters of a Hangul syllable, also half-width. */
const JOINS = /[\p{M}\u1160-\u11ff\u3131-\u318e\uff9e\uff9f\uffa0-\uffdc]/u;

/** A vocabulary of pieces with their log probabilities, as a trie. */
export interface UnigramVocabulary {
  /** From a node and a UTF-16 unit, as `node * 65536 + unit`, to the next node; 0 is the root. */
  readonly next: ReadonlyMap<number, number>;
  /** The piece that ends at a node, or -1. */
  readonly pieceAt: readonly number[];
  readonly scores: readonly number[];
  /** Of the least likely piece. */
  readonly least: number;
  readonly unknownScore: number;
}

/** Reads a file with a piece and its score a line; a piece's id is the line's number. */
function parseVocabulary(lines: string): UnigramVocabulary {
  const next = new Map<number, number>();
  const pieceAt = [-1];
  const scores: number[] = [];
  for (const [id, line] of lines.trimEnd().split("\n").entries()) {
    const [piece, score] = line.split(" ") as [string, string];
    scores.push(Number(score));
    // The first ones are marks of the model's, which no text has.
    if (id <= UNKNOWN) continue;
    let node = 0;
    for (let at = 0; at < piece.length; at++) {
      const key = node * 65536 + piece.charCodeAt(at);
      node = next.get(key) ?? pieceAt.push(-1) - 1;
      next.set(key, node);
    }
    pieceAt[node] = id;
  }
  const least = scores.reduce((a, b) => Math.min(a, b));
  return { next, pieceAt, scores, least, unknownScore: least - UNKNOWN_PENALTY };
}

let shipped: UnigramVocabulary | undefined;

/** The vocabulary of the multilingual encoder. Throws a `Failure` ("model-files"). */
export function unigramVocabulary(): UnigramVocabulary {
  shipped ??= parseVocabulary(readTextAsset("models/encoder/vocab.txt"));
  return shipped;
}

/** The word at hand, normalised, and for each of its units where in the text it came from. */
interface Word {
  letters: string;
  from: number[];
  to: number[];
}

/**
 * The most likely cut of a text into pieces (Kudo 2018, section 3.2), normalised to NFKC, with each piece's span in the
 * text. Ids are those of HuggingFace's Unigram on the same vocabulary. Linear in the length of the text.
 */
export function unigram(text: string, vocabulary: UnigramVocabulary): Pieces {
  const pieces = { ids: [] as number[], starts: [] as number[], ends: [] as number[] };
  let word: Word = { letters: SPACE_MARK, from: [], to: [] };
  const flush = (): void => {
    if (word.from.length > 0) cutInto(pieces, word, vocabulary);
    word = { letters: SPACE_MARK, from: [], to: [] };
  };
  for (const { letter, start, end } of normalized(text)) {
    if (SPACE.test(letter)) flush();
    if (SPACE.test(letter) || DROPPED.test(letter)) continue;
    word.letters += letter;
    for (let unit = 0; unit < letter.length; unit++) {
      word.from.push(start);
      word.to.push(end);
    }
  }
  flush();
  return pieces;
}

/** The characters of a text in NFKC, each with where it came from. */
function* normalized(text: string): Generator<{ letter: string; start: number; end: number }> {
  for (const { start, end } of stretches(text)) {
    const stretch = text.slice(start, end);
    const normal = stretch.normalize("NFKC");
    let at = start;
    for (const letter of normal) {
      yield normal === stretch ? { letter, start: at, end: at + letter.length } : { letter, start, end };
      at += letter.length;
    }
  }
}

/** The stretches of a text that can be normalised each by itself. */
function* stretches(text: string): Generator<Span> {
  let start = 0;
  let at = 0;
  for (const character of text) {
    if (at > start && !JOINS.test(character)) {
      yield { start, end: at };
      start = at;
    }
    at += character.length;
  }
  if (at > start) yield { start, end: at };
}

/** Adds the pieces of a word, the space mark before it being the first of its letters (Viterbi). */
function cutInto(
  pieces: { ids: number[]; starts: number[]; ends: number[] },
  word: Word,
  vocabulary: UnigramVocabulary,
) {
  const { letters, from, to } = word;
  const { next, pieceAt, scores, unknownScore } = vocabulary;
  const size = letters.length;
  const best = new Float64Array(size + 1).fill(-Infinity);
  const cutFrom = new Int32Array(size + 1);
  const cutId = new Int32Array(size + 1);
  best[0] = 0;
  const offer = (start: number, end: number, id: number, score: number): void => {
    if (best[start]! + score <= best[end]!) return;
    best[end] = best[start]! + score;
    cutFrom[end] = start;
    cutId[end] = id;
  };
  for (let start = 0; start < size; start++) {
    if (best[start] === -Infinity) continue;
    const single = start + (letters.codePointAt(start)! > 0xffff ? 2 : 1);
    let isKnown = false;
    for (let node: number | undefined = 0, end = start; end < size; ) {
      node = next.get(node * 65536 + letters.charCodeAt(end));
      if (node === undefined) break;
      end++;
      const id = pieceAt[node]!;
      if (id < 0) continue;
      offer(start, end, id, scores[id]!);
      isKnown ||= end === single;
    }
    if (!isKnown) offer(start, single, UNKNOWN, unknownScore);
  }
  const cuts: { start: number; end: number; id: number }[] = [];
  for (let end = size; end > 0; end = cutFrom[end]!) {
    const later = cuts.at(-1);
    // What is unknown in a row is one piece.
    if (later?.id === UNKNOWN && cutId[end] === UNKNOWN) later.start = cutFrom[end]!;
    else cuts.push({ start: cutFrom[end]!, end, id: cutId[end]! });
  }
  for (const { start, end, id } of cuts.reverse()) {
    pieces.ids.push(id);
    // The space mark stands for no letter: alone, it has the span of the first.
    pieces.starts.push(from[Math.max(0, start - 1)]!);
    pieces.ends.push(to[Math.max(0, end - 2)]!);
  }
}
