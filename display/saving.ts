import * as l10n from "@vscode/l10n";
import type { Compression } from "../protocol/compression.ts";
import type { Cost } from "../protocol/cost.ts";

/**
 * What a call costs more with a shorter prompt, in US dollars; below 0: less. The one saving that is shown anywhere.
 * Where the provider caches the prompt, every call is taken to find it in the cache; what has become too short to be
 * cached is paid in full. With the growth of the answer that the advice expects. Undefined without a known price.
 */
export function costChange(
  before: Cost | undefined,
  { before: tokensBefore, after: tokensAfter, cost, advice }: Pick<Compression, "before" | "after" | "cost" | "advice">,
): number | undefined {
  if (!before || !cost || advice.dollars === undefined) return undefined;
  const growth = advice.net + tokensBefore - tokensAfter;
  const answer = growth > 0 ? advice.dollars - (cost.input - before.input) : 0;
  return inputCost(cost) - inputCost(before) + answer;
}

/** What the input of one call of many costs. */
function inputCost({ cachedRead, input }: Cost): number {
  return cachedRead ?? input;
}

/** Why a prompt is best left as it is, where it is. `change`: as `costChange` says. */
export function whyNot(
  change: number | undefined,
  { advice, cost }: Pick<Compression, "advice" | "cost">,
): string | undefined {
  if (!advice.compress) return advice.why;
  if (change === undefined || change <= 0 || !cost) return undefined;
  return l10n.t("it would be too short for the provider's cache, so every call would pay the full price");
}
