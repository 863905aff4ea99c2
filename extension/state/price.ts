import type { Inspection } from "../../protocol/inspection.ts";

/** What each token of `inspection.tokens` is of all that is sent, 0 to 1. */
export function shareOfToken({ sent, count, tokens }: Inspection): number {
  const modelTokensPerToken = tokens.length === 0 ? 1 : count.tokens / tokens.length;
  return modelTokensPerToken / Math.max(1, sent.tokens);
}

/** US dollars for each token of `inspection.tokens` in one call; absent where the model has no known price. */
export function pricePerToken(inspection: Inspection): number | undefined {
  const { cost, sent } = inspection;
  return cost && sent.tokens > 0 ? cost.input * shareOfToken(inspection) : undefined;
}
