/** How a call was sold: each way has its own price. */
export const TIERS = ["standard", "batch", "flex", "priority"] as const;
export type Tier = (typeof TIERS)[number];

/** One billed call as a log tells of it. What the log does not tell is absent, never zero. */
export interface UsageRecord {
  /** The format of the log, as `readers.ts` names it. */
  readonly tool: string;
  /** Milliseconds since 1970: when it began or was answered, whichever the log notes. */
  readonly time?: number;
  readonly project?: string;
  readonly session?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly effort?: string;
  readonly tier?: Tier;
  /** All tokens of input, with those read from a cache and written to it. */
  readonly input?: number;
  readonly cached?: number;
  /** Written to a cache for five minutes, or for a time that is not told. */
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
  /** Hidden tokens billed. */
  readonly hidden?: number;
  /** All tokens of output, with the hidden ones. */
  readonly output?: number;
  /** Tokens of the answer that was shown. */
  readonly visible?: number;
  readonly toolCalls?: number;
  readonly seconds?: number;
  /** US dollars, where the log states them. */
  readonly cost?: number;
  /** Where the log has sums alone: of so many calls. */
  readonly calls?: number;
  /** The text that was sent, where the log holds it. */
  readonly prompt?: string;
  /**
   * What contradicts itself: "total", the log's own total is not what its counts come to; "hidden", more hidden tokens than
   * output, and the total leaves them no room beside it.
   */
  readonly doubt?: "total" | "hidden";
  /** The provider's name of the message or the response. */
  readonly id?: string;
  readonly requestId?: string;
}

type Optional<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What a reader has found for a call, and what it has not. */
export interface Draft extends Optional<Omit<UsageRecord, "visible">> {
  /** Whether its id names a message that is logged again as it grows; else it is as good as the server that gave it. */
  readonly grows?: true;
}
