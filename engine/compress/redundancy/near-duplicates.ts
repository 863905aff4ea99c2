import type { Statement } from "./statements.ts";

/** A longer statement is never nearly another: reading one costs what many short ones do. */
const MOST_WORDS = 64;
/** What share of the fuller statement's words may be missing from the other. */
const SPARE = 0.2;
/** How many statements with a word in common are looked at: it bounds the work for a text of few words. */
const MOST_CANDIDATES = 16;

/** Looks up statements by their words. */
export interface NearIndex {
  add(statement: number): void;
  /** One that was added and nearly equals this one: in the same place, with all of the words of one in the other. */
  find(statement: number): number | undefined;
}

/**
 * An inverted index over words. A statement is looked up by so many of its rarest words that one that lacks a fifth of
 * its words must still have one of them (prefix filtering: Chaudhuri, Ganti and Kaushik, 2006). Amortised O(words) a
 * call.
 */
export function nearIndex(statements: readonly Statement[]): NearIndex {
  const counts = new Map<string, number>();
  for (const { words } of statements) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const shelves = new Map<string, number[]>();
  const shelf = (s: number, word: string) => `${statements[s]!.place} ${word}`;
  return {
    add(s) {
      const { words } = statements[s]!;
      if (words.length > MOST_WORDS) return;
      for (const word of new Set(words)) {
        const others = shelves.get(shelf(s, word)) ?? [];
        others.push(s);
        if (others.length > MOST_CANDIDATES) others.shift();
        shelves.set(shelf(s, word), others);
      }
    },
    find(s) {
      const statement = statements[s]!;
      const { words } = statement;
      if (words.length > MOST_WORDS) return undefined;
      const rarest = words.toSorted((a, b) => counts.get(a)! - counts.get(b)!);
      for (const word of rarest.slice(0, Math.floor(SPARE * words.length) + 1)) {
        const found = shelves
          .get(shelf(s, word))
          ?.find((other) => contains(statements[other]!, statement) || contains(statement, statements[other]!));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

/** Whether a statement has all words of another in their order, and few besides, none of which is a fact. */
function contains(fuller: Statement, other: Statement): boolean {
  const spare = fuller.words.length - other.words.length;
  if (spare < 0 || spare > SPARE * fuller.words.length) return false;
  let at = 0;
  for (const [i, word] of fuller.words.entries()) {
    if (word === other.words[at]) at++;
    else if (fuller.isFact[i] || fuller.joins[i]) return false;
  }
  return at === other.words.length;
}
