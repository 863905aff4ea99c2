import { LRUCache } from "lru-cache";
import type { Span } from "../../protocol/span.ts";
import { readTextAsset } from "../runtime/assets.ts";
import { Trie } from "./trie.ts";
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
const NO_SPACE = /[^\s\x85\u200b-\u200f\u2581\ufffd]+/g;
/** May form one character with what stands before it: marks, the later letters of a Hangul syllable, also half-width. */
const JOINS = /[\p{M}\u1160-\u11ff\u3131-\u318e\uff9e\uff9f\uffa0-\uffdc]/u;

/** A vocabulary of pieces with their log probabilities, as a trie. */
export interface UnigramVocabulary {
  readonly trie: Trie;
  /** The piece that ends at a node, or -1. */
  readonly pieceAt: Int32Array;
  readonly scores: readonly number[];
  /** Of the least likely piece. */
  readonly least: number;
  readonly unknownScore: number;
  /** The pieces of short words that it has cut lately. */
  readonly known: LRUCache<string, Pieces>;
}

/** Words that are remembered: about those of a long prompt; and how long they may be, in UTF-16 units. */
const MOST_KNOWN = 10_000;
const LONGEST_KNOWN = 32;

/** Reads a file with a piece and its score a line; a piece's id is the line's number. */
function parseVocabulary(lines: string): UnigramVocabulary {
  const entries = lines.trimEnd().split("\n");
  const letters = entries.reduce((sum, line) => sum + line.indexOf(" "), 0);
  const trie = new Trie(letters);
  const pieceAt = new Int32Array(letters + 1).fill(-1);
  const scores: number[] = [];
  for (const [id, line] of entries.entries()) {
    const gap = line.indexOf(" ");
    scores.push(Number(line.slice(gap + 1)));
    // The first ones are marks of the model's, which no text has.
    if (id <= UNKNOWN) continue;
    let node = 0;
    for (let at = 0; at < gap; at++) node = trie.grow(node, line.charCodeAt(at));
    pieceAt[node] = id;
  }
  const least = scores.reduce((a, b) => Math.min(a, b));
  return {
    trie,
    pieceAt,
    scores,
    least,
    unknownScore: least - UNKNOWN_PENALTY,
    known: new LRUCache({ max: MOST_KNOWN }),
  };
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
  for (const { 0: run, index } of text.matchAll(NO_SPACE)) {
    const { ids, starts, ends } = piecesOf(run, vocabulary);
    for (let i = 0; i < ids.length; i++) {
      pieces.ids.push(ids[i]!);
      pieces.starts.push(index + starts[i]!);
      pieces.ends.push(index + ends[i]!);
    }
  }
  return pieces;
}

/** The pieces of what stands between two spaces. Prompts repeat their words, and most are there after a keystroke still. */
function piecesOf(run: string, vocabulary: UnigramVocabulary): Pieces {
  const known = vocabulary.known.get(run);
  if (known) return known;
  const pieces = { ids: [] as number[], starts: [] as number[], ends: [] as number[] };
  let word: Word = { letters: SPACE_MARK, from: [], to: [] };
  const flush = (): void => {
    if (word.from.length > 0) cutInto(pieces, word, vocabulary);
    word = { letters: SPACE_MARK, from: [], to: [] };
  };
  for (const { letter, start, end } of normalized(run)) {
    // Normalised, some characters are a space and a mark.
    if (SPACE.test(letter)) flush();
    if (SPACE.test(letter) || DROPPED.test(letter)) continue;
    word.letters += letter;
    for (let unit = 0; unit < letter.length; unit++) {
      word.from.push(start);
      word.to.push(end);
    }
  }
  flush();
  if (run.length <= LONGEST_KNOWN) vocabulary.known.set(run, pieces);
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
  const { trie, pieceAt, scores, unknownScore } = vocabulary;
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
    for (let node = 0, end = start; end < size; ) {
      node = trie.next(node, letters.charCodeAt(end));
      if (node === 0) break;
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
