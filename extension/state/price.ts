import type { Inspection } from "../../protocol/inspection.ts";

/** US dollars for each token of `inspection.tokens` in one call; absent where the model has no known price. */
export function pricePerToken({ cost, sent, count, tokens }: Inspection): number | undefined {
  if (!cost || sent.tokens === 0) return undefined;
  const modelTokensPerToken = tokens.length === 0 ? 1 : count.tokens / tokens.length;
  return (cost.input / sent.tokens) * modelTokensPerToken;
}
