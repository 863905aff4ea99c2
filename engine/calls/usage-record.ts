/** How a call was sold: each way has its own price. */
const TIERS = ["standard", "batch", "flex", "priority"] as const;
export type Tier = (typeof TIERS)[number];

/** One billed call as a log tells of it. What the log does not tell is undefined, never zero. */
export interface UsageRecord {
  /** The format of the log, as `readers.ts` names it. */
  readonly tool: string;
  /** Milliseconds since 1970: when it began or was answered, whichever the log notes. */
  readonly time?: number | undefined;
  readonly project?: string | undefined;
  readonly session?: string | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly effort?: string | undefined;
  /** The most tokens that it was allowed to think. */
  readonly budget?: number | undefined;
  readonly tier?: Tier | undefined;
  /** All tokens of input, with those read from a cache and written to it. */
  readonly input?: number | undefined;
  readonly cached?: number | undefined;
  /** Written to a cache for five minutes, or for a time that is not told. */
  readonly cacheWrite5m?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
  /** Hidden tokens billed. */
  readonly hidden?: number | undefined;
  /** All tokens of output, with the hidden ones. */
  readonly output?: number | undefined;
  /** Tokens of the answer that was shown. */
  readonly visible?: number | undefined;
  readonly toolCalls?: number | undefined;
  readonly seconds?: number | undefined;
  /** US dollars, where the log states them. */
  readonly cost?: number | undefined;
  /** Where the log has sums alone: of so many calls. */
  readonly calls?: number | undefined;
  /** The text that was sent, where the log holds it. */
  readonly prompt?: string | undefined;
  /** The text that was answered, where the log holds it and it is all that was. */
  readonly answer?: string | undefined;
  /**
   * What contradicts itself: "total", the log's own total is not what its counts come to; "hidden", more hidden tokens than
   * output, and the total leaves them no room beside it.
   */
  readonly doubt?: "total" | "hidden" | undefined;
  /** The provider's name of the message or the response. */
  readonly id?: string | undefined;
  readonly requestId?: string | undefined;
}

/** What a reader has found for a call, and what it has not. */
export interface Draft extends Partial<Omit<UsageRecord, "tool" | "visible">> {
  readonly tool?: string | undefined;
  /** Whether its id names a message that is logged again as it grows; else it is as good as the server that gave it. */
  readonly grows?: boolean;
}
