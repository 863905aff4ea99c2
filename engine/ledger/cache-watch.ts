import type { UsageRecord } from "../calls/usage-record.ts";

/** What of a call's input a cache had held, and was paid for anew. */
export interface CacheLoss {
  readonly tokens: number;
  /** Whether more time had passed since the call before than a cache keeps what it holds. */
  readonly isAfterPause: boolean;
}

/** How long a cache keeps what was written for the usual time, and for an hour, in milliseconds. */
const USUAL_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/** The last call of a session with a model. */
interface Last {
  readonly time: number;
  readonly input: number;
  /** Tokens that the cache held after it: those that it read there and those that it wrote. */
  readonly held: number;
  readonly keptMs: number;
}

/**
 * Follows sessions for hits that a cache lost. A call sends again what the one before it in its session sent. What that one
 * read from the cache or wrote to it should be read now; what is not was lost: the time had run out, the beginning of the
 * prompt had changed, or the provider let go of it. A shorter input than before is another prompt, of which nothing is
 * said. A provider that does not count what it writes to the cache is held only to what it read there before, so this is
 * the least that was lost. Memory: one entry for a session and model.
 */
export class CacheWatch {
  readonly #last = new Map<string, Last>();

  /** The next call; what it lost, if anything. */
  add({ session, model, time, input, cached, cacheWrite5m, cacheWrite1h, calls }: UsageRecord): CacheLoss | undefined {
    if (session === undefined || model === undefined || time === undefined || calls !== undefined) return undefined;
    if (input === undefined || cached === undefined) return undefined;
    const key = `${session}\n${model}`;
    const before = this.#last.get(key);
    if (before && time < before.time) return undefined;
    const written = (cacheWrite5m ?? 0) + (cacheWrite1h ?? 0);
    const keptMs = cacheWrite1h ? HOUR_MS : (before?.keptMs ?? USUAL_MS);
    this.#last.set(key, { time, input, held: Math.min(input, cached + written), keptMs });
    if (!before || input < before.input || cached >= before.held) return undefined;
    return { tokens: before.held - cached, isAfterPause: time - before.time > before.keptMs };
  }
}
