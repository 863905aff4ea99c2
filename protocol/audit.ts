/** A call in the logs: which log, from 0, and its line there, from 1. */
export interface Place {
  readonly log: number;
  readonly line: number;
}

/** Calls whose own counts contradict each other or what is known of the provider. */
export interface Finding {
  /**
   * "sum": the total is not what its parts come to. "step": the provider counts in steps, and this count is none.
   * "speed": more tokens a second than the model writes in other calls.
   */
  readonly check: "sum" | "step" | "speed";
  /** In the user's words. */
  readonly message: string;
  readonly count: number;
  /** The first of them, 20 at most. */
  readonly first: readonly Place[];
}

/** How many times as long calls think as something lets expect: the geometric mean, with its 95 % interval. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Whether chance alone brings it about less than once in twenty times. */
  readonly isUnusual: boolean;
}

/** What the calls of one model at one effort show. */
export interface AuditGroup {
  /** As forecasts name them. */
  readonly model: string;
  readonly effort: string;
  readonly calls: number;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** US dollars for these; absent where the model has no known price. */
  readonly cost?: number;
  /** Against what their prompts let expect; absent where the logs hold no prompts. */
  readonly forecast?: Ratio;
  /** The later half against the earlier one; absent where they are too few. */
  readonly drift?: Ratio;
  readonly findings: readonly Finding[];
}
