import { partShares } from "../../display/part-shares.ts";
import { costChange } from "../../display/saving.ts";
import type { ListedModel } from "../../protocol/catalogue.ts";
import type { Compression } from "../../protocol/compression.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import {
  COMPRESSION_SUMMARY,
  type CompressionSummary,
  INSPECTION_SUMMARY,
  type PromptState,
  type TextVersion,
} from "../../protocol/panel.ts";

const MOST_MEDIA = 4;

/** What the panel shows of a prompt once it is inspected, before anything is compressed. */
export function inspectedPrompt(
  about: TextVersion & { readonly name: string },
  inspection: Inspection,
  model: ListedModel | undefined,
): PromptState {
  const { model: id, parts, media } = inspection;
  return {
    ...about,
    modelName: model?.name ?? id,
    ...(model?.cacheMinimumTokens !== undefined && { cacheMinimumTokens: model.cacheMinimumTokens }),
    inspection: picked(inspection, INSPECTION_SUMMARY),
    shares: partShares(parts),
    media: media
      .filter(({ cheaper }) => cheaper.length > 0)
      .toSorted((a, b) => b.tokens - a.tokens)
      .slice(0, MOST_MEDIA),
  };
}

export function compressionSummary(compression: Compression, costBefore: Inspection["cost"]): CompressionSummary {
  const change = costChange(costBefore, compression);
  return { ...picked(compression, COMPRESSION_SUMMARY), ...(change !== undefined && { change }) };
}

/** An object with only these of its fields. */
function picked<T extends object, K extends keyof T>(whole: T, fields: readonly K[]): Pick<T, K> {
  const known = fields.filter((field) => whole[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, whole[field]])) as Pick<T, K>;
}
