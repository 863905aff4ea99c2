/** Lengths of the runs of tokens that are looked for elsewhere: a pair, a turn of phrase, and what only a copy repeats. */
const LENGTHS = [2, 3, 8];
/** Numbers of a block: three of each length, two of the question and two of the answer. */
export const SHARES = 3 * LENGTHS.length + 4;
/** What a share of 1 is as a byte. */
export const WHOLE = 255;
/** Stands between the tokens of a run. */
const MARK = "\u0001";

/** What was asked, thought and answered, as texts of tokens. */
export interface Thought {
  readonly question: readonly string[];
  readonly thinking: readonly string[];
  readonly answer: readonly string[];
}

/**
 * How each block of thinking shares its words, a byte a number (255: all). Of its runs of two, three and eight tokens: how
 * many stand in another block, too, in one that is not beside it, and how many are different. Of its pairs and its tokens:
 * how many stand in the question, and in the answer. Words in any order share no runs, what is told twice shares long ones,
 * and what is thought for another answer shares few with this one's.
 */
export function sharesOf({ question, thinking, answer }: Thought, block: number): Uint8Array[] {
  const blocks = Array.from({ length: Math.ceil(thinking.length / block) }, (_, i) => i);
  const rows: number[][] = blocks.map(() => []);
  for (const length of LENGTHS) {
    const runs = runsOf(thinking, length);
    const places = new Map<string, Set<number>>();
    for (const [i, run] of runs.entries()) {
      const known = places.get(run);
      if (known) known.add(Math.floor(i / block));
      else places.set(run, new Set([Math.floor(i / block)]));
    }
    for (const at of blocks) {
      const own = runs.slice(at * block, (at + 1) * block);
      const apart = (run: string) => [...places.get(run)!].some((other) => Math.abs(other - at) > 1);
      rows[at]!.push(
        share(own, (run) => places.get(run)!.size > 1),
        share(own, apart),
        own.length > 0 ? new Set(own).size / own.length : 1,
      );
    }
  }
  for (const text of [question, answer]) {
    const [pairs, tokens] = [new Set(runsOf(text, 2)), new Set(text)];
    for (const at of blocks) {
      const own = thinking.slice(at * block, (at + 1) * block);
      rows[at]!.push(
        share(runsOf(own, 2), (pair) => pairs.has(pair)),
        share(own, (token) => tokens.has(token)),
      );
    }
  }
  return rows.map((row) => Uint8Array.from(row, (value) => Math.round(WHOLE * value)));
}

function runsOf(tokens: readonly string[], length: number): string[] {
  const count = Math.max(0, tokens.length - length + 1);
  return Array.from({ length: count }, (_, i) => tokens.slice(i, i + length).join(MARK));
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return items.length > 0 ? items.filter(is).length / items.length : 0;
}
