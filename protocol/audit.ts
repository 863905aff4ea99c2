/** A call in the logs: which log, from 0, and its line there, from 1. */
export interface Place {
  readonly log: number;
  readonly line: number;
}

/** Calls whose counts contradict each other, or what is known of the provider. */
export interface Finding {
  /**
   * "sum": the total is not what its parts come to. "step": the provider counts in steps, and this count is none.
   * "speed": more tokens a second than the model writes in other calls. "budget": more than the call was allowed to
   * think. "limit": more than the model can write in one call. "repeat": the same count several times in a row.
   * "answer": the answer has other tokens than were billed for it.
   */
  readonly check: "sum" | "step" | "speed" | "budget" | "limit" | "repeat" | "answer";
  /** In the user's words. */
  readonly message: string;
  /** Bounds the chance that true counts look like this anywhere in these calls; 0 where they cannot. */
  readonly odds: number;
  readonly count: number;
  /** The first of them, 20 at most. */
  readonly first: readonly Place[];
}

/** The ratio of billed thinking tokens to the expected ones: the geometric mean, with its 95 % interval. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Whether chance alone would bring it about less than once in twenty times. */
  readonly isUnusual: boolean;
}

/** Later calls against earlier ones. Unusual is what comes about by chance in one of a hundred logs at most. */
export interface Change extends Ratio {
  /** Bounds the chance that calls which nobody inflates ever show as much growth, however often one looks. */
  readonly chance: number;
  /**
   * The least growth that would have been called unusual in 19 of 20 such logs; absent where it is more than 20 times.
   */
  readonly smallest?: number;
  /** Calls on either side that were compared. */
  readonly before: number;
  readonly after: number;
  /** Later calls that were not compared, since no earlier calls have prompts of their kind. */
  readonly unlike: number;
}

/** What the calls of one model at one effort show. */
export interface AuditGroup {
  /** As the catalogue writes it. */
  readonly model: string;
  readonly effort: string;
  readonly calls: number;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** US dollars for these; absent where the model has no known price. */
  readonly cost?: number;
  /** Compared with the forecasts of their prompts; absent where the logs hold no prompts. */
  readonly forecast?: Ratio;
  /** Later calls compared with what earlier ones and the forecast would predict; absent where they are too few. */
  readonly later?: Change;
  /** The same in the time that the calls took; absent where the logs do not tell it. */
  readonly pace?: Change;
  readonly findings: readonly Finding[];
}
