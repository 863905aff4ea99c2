import type { Column, SentenceRange, Words } from "../../worth/word-features.ts";
import { brackets, type Chunk, chunksOf } from "./chunks.ts";

/** What runs on for longer is no sentence: it bounds the work. */
const MOST_WORDS = 512;

/** Words of a sentence that can go while the rest of it still is a sentence. */
export interface Detail extends SentenceRange {
  /** Comparable with the rest of its sentence. */
  readonly worth: number;
}

/** What may go of a sentence before the rest of it, and the worth of that rest. */
export interface Details {
  readonly details: readonly Detail[];
  readonly rest: number;
}

/** Words of a sentence with those that hang on them, which go before them. */
interface Node {
  readonly own: SentenceRange[];
  readonly hanging: Node[];
}

/** Words that go right after each other, for the mean of their chances. */
interface Block {
  readonly parts: readonly SentenceRange[];
  readonly sum: number;
  readonly size: number;
}

/**
 * The details of a sentence: no head of a clause, and none that is held or has anything held behind it. `chances`: how
 * likely each word is what somebody needs; `verbs`: of the lexicon. What is worth more than what it hangs on goes right
 * before that, for the mean of both, which is the best order under such precedences (Sidney 1975). O(words log words).
 */
export function detailsOf(
  words: Words,
  sentence: SentenceRange,
  chances: Column,
  verbs: ReadonlySet<string>,
  isHeld: (atom: number) => boolean,
): Details {
  const holds = ({ first, end }: SentenceRange) => {
    for (let i = first; i < end; i++) if (!words.atoms[i]!.closing && isHeld(i)) return true;
    return false;
  };
  const blockOf = (parts: readonly SentenceRange[]): Block => {
    const own = parts.flatMap(({ first, end }) =>
      [...chances.subarray(first, end)].filter((_, i) => !words.atoms[first + i]!.closing),
    );
    return { parts, sum: own.reduce((a, b) => a + b, 0), size: own.length };
  };
  if (sentence.end - sentence.first > MOST_WORDS) return { details: [], rest: meanOf(blockOf([sentence])) };
  const root = treeOf(words, chunksOf(words, sentence, verbs), holds);
  const blocks = blocksOf(root, blockOf);
  const stays = new Set(root.own);
  return {
    details: blocks.flatMap((block) =>
      block.parts.filter((part) => !stays.has(part)).map((part) => ({ ...part, worth: meanOf(block) })),
    ),
    rest: meanOf(blocks.at(-1)!),
  };
}

/**
 * What hangs on what: on the heads a chunk that opens the sentence ("In May, ...") and the first chunk behind each head,
 * on each chunk the next one and what stands in brackets.
 */
function treeOf(words: Words, chunks: readonly Chunk[], holds: (range: SentenceRange) => boolean): Node {
  const root: Node = { own: [], hanging: [] };
  let last: Node = root;
  let isHeld = false;
  /** Whether something held stands in each chunk or behind it in its clause. */
  const held = chunks
    .toReversed()
    .map((chunk) => {
      const own = holds(chunk) || isHeld;
      isHeld = own && !chunk.isHead;
      return own;
    })
    .toReversed();
  for (const [p, { first, end, isHead }] of chunks.entries()) {
    const asides = brackets(words, { first, end }).filter((aside) => !holds(aside));
    const own = less({ first, end }, asides);
    const hanging = asides.map((aside): Node => ({ own: [aside], hanging: [] }));
    const isFronted = isHead && chunks[p + 1]?.isHead === true && words.functions[first] === "preposition";
    if (isHead) last = root;
    if (held[p] || (isHead && !isFronted)) {
      root.own.push(...own);
      root.hanging.push(...hanging);
    } else {
      const node: Node = { own, hanging };
      last.hanging.push(node);
      if (!isFronted) last = node;
    }
  }
  return root;
}

/** The blocks of a tree, the first to go first; the last has the root's own words. */
function blocksOf({ own, hanging }: Node, blockOf: (parts: readonly SentenceRange[]) => Block): Block[] {
  const blocks = hanging.flatMap((node) => blocksOf(node, blockOf)).sort((a, b) => meanOf(a) - meanOf(b));
  let last = blockOf(own);
  while (blocks.length > 0 && meanOf(blocks.at(-1)!) >= meanOf(last)) {
    const { parts, sum, size } = blocks.pop()!;
    last = { parts: [...last.parts, ...parts], sum: last.sum + sum, size: last.size + size };
  }
  return [...blocks, last];
}

function meanOf({ sum, size }: Block): number {
  return sum / Math.max(1, size);
}

/** A range less those in it. */
function less({ first, end }: SentenceRange, inner: readonly SentenceRange[]): SentenceRange[] {
  const starts = [first, ...inner.map((range) => range.end)];
  const ends = [...inner.map((range) => range.first), end];
  return starts.map((start, r) => ({ first: start, end: ends[r]! })).filter((range) => range.first < range.end);
}
