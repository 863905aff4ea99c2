import type { ModelInfo } from "../protocol/catalogue.ts";
import type { Compression } from "../protocol/compression.ts";
import type { Inspection } from "../protocol/inspection.ts";
import type { CompressionSummary, PromptState, TextVersion } from "../protocol/panel.ts";
import { partShares } from "../protocol/part-shares.ts";
import { keptSalience, retentionCurve } from "../protocol/retention.ts";

/** What the panel shows of a prompt once it is inspected, before anything is compressed. */
export function inspectedPrompt(
  about: TextVersion & { readonly name: string },
  inspection: Inspection,
  model: ModelInfo | undefined,
): Omit<PromptState, "keep"> {
  const { model: id, kind, tokenizer, counted, count, sent, cost, parts, tokens } = inspection;
  return {
    ...about,
    modelName: model?.name ?? id,
    ...(model?.prices?.cachedRead !== undefined &&
      model.cacheMinimumTokens !== undefined && { cacheMinimumTokens: model.cacheMinimumTokens }),
    inspection: { model: id, kind, tokenizer, counted, count, sent, ...(cost && { cost }) },
    shares: partShares(parts),
    curve: retentionCurve(tokens),
  };
}

export function compressionSummary(compression: Compression, tokens: Inspection["tokens"]): CompressionSummary {
  const { before, after, limited, advice, cost, removed } = compression;
  return {
    before,
    after,
    advice,
    ...(limited !== undefined && { limited }),
    ...(cost && { cost }),
    salience: keptSalience(tokens, removed),
  };
}
