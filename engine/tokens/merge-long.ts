import TinyQueue from "tinyqueue";
import { NONE, type Vocabulary } from "./vocabulary.ts";

/**
 * Byte-pair merging of a piece of any length, in place, in close to linear time: a bucket of places for each rank, and
 * a heap of the ranks. A place is the index of a merge's left symbol; an entry that another merge has made void is
 * skipped when it comes up. Returns how many tokens are left.
 */
export function mergeLong(vocabulary: Vocabulary, tokens: Int32Array, ends: Int32Array, count: number): number {
  const following = new Int32Array(count);
  const preceding = new Int32Array(count);
  const merged = new Int32Array(count).fill(NONE);
  const queue = new MergeQueue();

  const consider = (place: number) => {
    const token = vocabulary.findMerge(tokens[place]!, tokens[following[place]!]!);
    merged[place] = token;
    if (token !== NONE) queue.add(token, place);
  };

  for (let i = 0; i < count; i++) {
    following[i] = i + 1;
    preceding[i] = i - 1;
  }
  for (let i = 0; i + 1 < count; i++) consider(i);

  for (let rank = queue.lowest; rank !== NONE; rank = queue.lowest) {
    const place = queue.take();
    if (merged[place] !== rank) continue;
    const absorbed = following[place]!;
    const next = following[absorbed]!;
    tokens[place] = rank;
    ends[place] = ends[absorbed]!;
    merged[absorbed] = NONE;
    following[place] = next;
    if (next < count) {
      preceding[next] = place;
      consider(place);
    } else {
      merged[place] = NONE;
    }
    if (preceding[place]! >= 0) consider(preceding[place]!);
  }

  let left = 0;
  for (let i = 0; i < count; i = following[i]!, left++) {
    tokens[left] = tokens[i]!;
    ends[left] = ends[i]!;
  }
  return left;
}

/** Merges by rank: the lowest rank first, and within it the leftmost place. */
class MergeQueue {
  readonly #buckets = new Map<number, Bucket>();
  readonly #ranks = new TinyQueue<number>();

  add(rank: number, place: number): void {
    let bucket = this.#buckets.get(rank);
    if (bucket === undefined) {
      bucket = new Bucket();
      this.#buckets.set(rank, bucket);
      this.#ranks.push(rank);
    }
    bucket.add(place);
  }

  /** The lowest rank that has a place, or NONE. */
  get lowest(): number {
    return this.#ranks.peek() ?? NONE;
  }

  /** Takes out the leftmost place of the lowest rank. */
  take(): number {
    const bucket = this.#buckets.get(this.lowest)!;
    const place = bucket.take();
    if (bucket.isEmpty) {
      this.#buckets.delete(this.lowest);
      this.#ranks.pop();
    }
    return place;
  }
}

/** The places of one rank. Most come in rising order and only queue up; the few that do not go through a heap. */
class Bucket {
  readonly #rising: number[] = [];
  #next = 0;
  readonly #late = new TinyQueue<number>();

  get isEmpty(): boolean {
    return this.#next === this.#rising.length && this.#late.peek() === undefined;
  }

  add(place: number): void {
    if (this.#rising.length > 0 && place < this.#rising.at(-1)!) this.#late.push(place);
    else this.#rising.push(place);
  }

  take(): number {
    const late = this.#late.peek();
    if (late === undefined || late > this.#rising[this.#next]!) return this.#rising[this.#next++]!;
    this.#late.pop();
    return late;
  }
}
