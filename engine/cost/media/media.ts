import * as l10n from "@vscode/l10n";
import type { TokenCount } from "../../../protocol/inspection.ts";
import type { MediaKind } from "../../../protocol/prompt.ts";
import { amazon } from "./amazon.ts";
import { anthropic } from "./anthropic.ts";
import { gemini, gemini2, gemma } from "./google.ts";
import { mistral } from "./mistral.ts";
import { internVl, llama4, llava } from "./open-weights.ts";
import { openai } from "./openai.ts";
import { qwen } from "./qwen.ts";
import type { MediaRules, Size } from "./rules.ts";
import { xai } from "./xai.ts";

/** Every maker's rules; the first that match a model hold. */
const RULES: readonly MediaRules[] = [
  anthropic,
  gemma,
  gemini2,
  gemini,
  llava,
  internVl,
  qwen,
  llama4,
  xai,
  mistral,
  amazon,
  openai,
];

/** The rules that hold for a model; nothing where no maker publishes any. */
export function rulesFor(model: string): MediaRules | undefined {
  return RULES.find(({ models }) => models.test(model.toLowerCase()));
}

/** How large a medium is, as far as its header or what stands beside it tells. */
export interface Extent {
  readonly size?: Size;
  readonly pages?: number;
  readonly seconds?: number;
  readonly fps?: number;
  /** Seconds, where only the size of a recording tells them. */
  readonly about?: { readonly least: number; readonly likely: number; readonly most: number };
}

/** The tokens of a medium, and whose rule gives them: "OpenAI's rule". */
export interface MediaCount extends TokenCount {
  readonly rule: string;
}

/** What pictures measure where nothing tells: an icon, common screens and photographs, upright ones too. */
const USUAL_SIZES: readonly Size[] = [
  [64, 64],
  [256, 256],
  [512, 512],
  [1024, 1024],
  [1280, 720],
  [1920, 1080],
  [2048, 1024],
  [768, 2048],
  [1240, 1754],
  [3840, 2160],
  [4032, 3024],
].map(([width, height]) => ({ width: width!, height: height! }));

/** The one of these that is assumed to be likely. */
const LIKELY_SIZE: Size = { width: 1024, height: 1024 };
const LIKELY = { pages: 3, seconds: 60 };
/** The range that is assumed for a document or a recording of unknown length. */
const PAGES = [1, 30] as const;
const SECONDS = [1, 600] as const;

/**
 * The tokens that a medium is for a model. Where its extent is not known, a range over usual ones; where no rule of the
 * model is published, a range over all makers' rules.
 */
export function mediaTokens(
  kind: MediaKind,
  extent: Extent,
  model: string,
  detail = "auto",
  isAnswer = false,
): MediaCount {
  const id = model.toLowerCase();
  const rules = rulesFor(model);
  const counted = rules && countBy(rules, kind, extent, id, detail, isAnswer);
  if (counted) return { ...counted, rule: l10n.t("{0}'s rule", rules.maker) };
  const others = RULES.flatMap((other) => countBy(other, kind, extent, id, detail, isAnswer) ?? []);
  const middle = others.map((count) => count.tokens).sort((a, b) => a - b)[others.length >> 1] ?? 0;
  return {
    tokens: middle,
    low: Math.min(...others.map((count) => count.low)),
    high: Math.max(...others.map((count) => count.high)),
    rule: l10n.t("no published rule"),
  };
}

function countBy(
  rules: MediaRules,
  kind: MediaKind,
  { size, pages, seconds, fps, about }: Extent,
  model: string,
  detail: string,
  isAnswer: boolean,
): TokenCount | undefined {
  switch (kind) {
    case "image":
      return over(size, USUAL_SIZES, LIKELY_SIZE, (one) => rules.image?.(one, detail, model));
    case "document":
      return over(pages, PAGES, LIKELY.pages, (one) => rules.document?.(one, detail, model));
    case "audio":
      return over(seconds, about ? [about.least, about.most] : SECONDS, about?.likely ?? LIKELY.seconds, (one) =>
        rules.audio?.(one, isAnswer, model),
      );
    case "video": {
      const clip = (one: number) => ({ seconds: one, ...(size && { size }), ...(fps !== undefined && { fps }) });
      return over(seconds, SECONDS, LIKELY.seconds, (one) => rules.video?.(clip(one), detail, model));
    }
  }
}

/** The count of what is known; else that of what is likely, from the least to the most of what is usual. */
function over<T>(
  known: T | undefined,
  usual: readonly T[],
  likely: T,
  count: (value: T) => TokenCount | undefined,
): TokenCount | undefined {
  if (known !== undefined) return count(known);
  const counts = usual.flatMap((value) => count(value) ?? []);
  const expected = count(likely);
  if (!expected) return undefined;
  return {
    tokens: expected.tokens,
    low: Math.min(expected.low, ...counts.map((one) => one.low)),
    high: Math.max(expected.high, ...counts.map((one) => one.high)),
  };
}
