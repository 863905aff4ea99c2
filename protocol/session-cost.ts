import type { Cost } from "./cost.ts";

/** What a session of so many turns pays for what every turn sends, in US dollars. */
export interface SessionCost {
  readonly turns: number;
  readonly uncached: number;
  /** Absent where the provider's cache does not hold it. */
  readonly cached?: number;
}

/** The length of the example session for which costs are given, in turns. */
export const SESSION_TURNS = 50;

/**
 * What a session pays for what every turn sends: anew each time, or once to write it to a cache and then to read it.
 */
export function sessionCost({ input, cachedRead, cachedWrite = input }: Cost): SessionCost {
  return {
    turns: SESSION_TURNS,
    uncached: SESSION_TURNS * input,
    ...(cachedRead !== undefined && { cached: cachedWrite + (SESSION_TURNS - 1) * cachedRead }),
  };
}
