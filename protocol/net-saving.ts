import type { Distribution } from "./forecast.ts";

/** What compression takes off the whole bill, thinking and all; below 0 where it adds to it. */
export interface NetSaving {
  /** US dollars a call. */
  readonly saved: number;
  /** Share of the bill, 0 to 1: of the expected one, and of one that nine in ten, or one in ten, stay below. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * `added`: the change in US dollars a call that the compression's advice tells. The thinking is taken to stay as it is.
 */
export function netSaving(total: Distribution, added: number): NetSaving {
  const share = (bill: number) => (bill > 0 ? -added / bill : 0);
  const [cheap, dear] = [share(total.quantiles["0.1"]), share(total.quantiles["0.9"])];
  return { saved: -added, share: share(total.mean), low: Math.min(cheap, dear), high: Math.max(cheap, dear) };
}
