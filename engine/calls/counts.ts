import type { UsageRecord } from "./usage-record.ts";

/** The counts of a call, as its record holds them. */
export type Counts = Pick<
  UsageRecord,
  "input" | "cached" | "cacheWrite5m" | "cacheWrite1h" | "hidden" | "output" | "doubt"
>;

/** The counts as a provider states them, and whether parts stand inside of their sums or beside them. */
export interface Stated {
  readonly input: number | undefined;
  readonly cached: number | undefined;
  readonly write5m?: number | undefined;
  readonly write1h?: number | undefined;
  readonly output: number | undefined;
  readonly hidden: number | undefined;
  readonly total?: number | undefined;
  /** Whether what is read from a cache and written to it is counted in `input`. */
  readonly isCacheInside: boolean;
  /** Whether `output` counts the hidden tokens, where the total does not tell. */
  readonly isHiddenInside: boolean;
}

/**
 * One way to count for all providers: the input with what a cache holds of it, the output with its hidden tokens. Whether
 * these stand inside or beside is settled by the total, then by what is possible, then by the provider's custom.
 */
export function settle(stated: Stated): { readonly [K in keyof Counts]: Counts[K] | undefined } {
  const { input, cached, write5m, write1h, output, hidden, total } = stated;
  const cache = (cached ?? 0) + (write5m ?? 0) + (write1h ?? 0);
  const isCacheInside = stated.isCacheInside && cache <= (input ?? cache);
  const allInput = input === undefined ? undefined : isCacheInside ? input : input + cache;
  // Field by field, as in `draftOf`: what is spread and then added to is ten times as slow to make and to read.
  const settled = (hiddenTokens: number | undefined, outputTokens: number | undefined, doubt?: Counts["doubt"]) => ({
    input: allInput,
    cached,
    cacheWrite5m: write5m,
    cacheWrite1h: write1h,
    hidden: hiddenTokens,
    output: outputTokens,
    doubt,
  });
  const isPossible = (isInside: boolean) => !isInside || (hidden ?? 0) <= (output ?? Number.POSITIVE_INFINITY);
  const ways = [stated.isHiddenInside, !stated.isHiddenInside];
  const outputOf = (isInside: boolean) => (output === undefined || isInside ? output : output + (hidden ?? 0));
  const likely = ways.find(isPossible)!;
  if (total === undefined || allInput === undefined || output === undefined) return settled(hidden, outputOf(likely));
  // Some leave out of the total what the cache holds.
  const fits = (isInside: boolean) => [allInput, input].some((one) => one! + outputOf(isInside)! === total);
  const told = ways.find(fits);
  if (told === undefined) return settled(hidden, outputOf(likely), "total");
  if (!isPossible(told)) return settled(undefined, output, "hidden");
  return settled(hidden, outputOf(told));
}

/** The counts of a call of which only the sums are told; undefined where neither input nor output is. */
export function settleSums(
  input: number | undefined,
  output: number | undefined,
  total: number | undefined,
): ReturnType<typeof settle> | undefined {
  if (input === undefined && output === undefined) return undefined;
  const unknown = { cached: undefined, hidden: undefined };
  return settle({ input, output, total, ...unknown, isCacheInside: true, isHiddenInside: true });
}

/** What was written to a cache, by how long it stays there; a time that is not told is the usual five minutes. */
export function cacheWrites(
  all: number | undefined,
  fiveMinutes?: number,
  oneHour?: number,
): Pick<Stated, "write5m" | "write1h"> {
  if (fiveMinutes !== undefined || oneHour !== undefined) return { write5m: fiveMinutes, write1h: oneHour };
  return { write5m: all, write1h: all === 0 ? 0 : undefined };
}
