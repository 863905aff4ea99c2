import { partShares } from "../../display/part-shares.ts";
import { costChange } from "../../display/saving.ts";
import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { Compression } from "../../protocol/compression.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import type { CompressionSummary, PromptState, TextVersion } from "../../protocol/panel.ts";

const MOST_MEDIA = 4;

/** What the panel shows of a prompt once it is inspected, before anything is compressed. */
export function inspectedPrompt(
  about: TextVersion & { readonly name: string },
  inspection: Inspection,
  model: ModelInfo | undefined,
): PromptState {
  const {
    model: id,
    modelFromFile,
    kind,
    tokenizer,
    counted,
    count,
    sent,
    basis,
    cost,
    prose,
    stages,
    parts,
    media,
  } = inspection;
  return {
    ...about,
    modelName: model?.name ?? id,
    ...(model?.prices?.cachedRead !== undefined &&
      model.cacheMinimumTokens !== undefined && { cacheMinimumTokens: model.cacheMinimumTokens }),
    inspection: {
      model: id,
      ...(modelFromFile && { modelFromFile }),
      kind,
      tokenizer,
      counted,
      count,
      sent,
      basis,
      prose,
      stages,
      ...(cost && { cost }),
    },
    shares: partShares(parts),
    media: media
      .filter(({ cheaper }) => cheaper.length > 0)
      .toSorted((a, b) => b.tokens - a.tokens)
      .slice(0, MOST_MEDIA),
  };
}

export function compressionSummary(compression: Compression, costBefore: Inspection["cost"]): CompressionSummary {
  const { before, after, limited, atRisk, advice, cost } = compression;
  const change = costChange(costBefore, compression);
  return {
    before,
    after,
    advice,
    ...(limited !== undefined && { limited }),
    ...(atRisk && { atRisk }),
    ...(cost && { cost }),
    ...(change !== undefined && { change }),
  };
}
