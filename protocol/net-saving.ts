import type { Distribution, NetSaving } from "./forecast.ts";

/**
 * What compression saves on the whole bill. `added`: the change in US dollars a call, from the compression's advice.
 * Thinking is assumed to stay as it is.
 */
export function netSaving(total: Distribution, added: number): NetSaving {
  const share = (bill: number) => (bill > 0 ? -added / bill : 0);
  const [cheap, dear] = [share(total.quantiles["0.1"]), share(total.quantiles["0.9"])];
  return { saved: -added, share: share(total.mean), low: Math.min(cheap, dear), high: Math.max(cheap, dear) };
}
