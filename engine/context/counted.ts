import { LRUCache } from "lru-cache";
import type { Tokenizer } from "../tokens/encoding.ts";

/** UTF-16 units of the texts that are remembered for a tokenizer. */
const MOST_REMEMBERED = 2 ** 23;

/** Several agents load the same files, and from one look to the next few of them change. */
const known = new WeakMap<Tokenizer, LRUCache<string, number>>();

/** The tokens of a text, counted at the first time only. */
export function countOnce(tokenizer: Tokenizer, text: string): number {
  if (text === "") return 0;
  const counts =
    known.get(tokenizer) ?? new LRUCache({ maxSize: MOST_REMEMBERED, sizeCalculation: (_, key) => key.length });
  known.set(tokenizer, counts);
  const found = counts.get(text) ?? tokenizer.count(text);
  counts.set(text, found);
  return found;
}
