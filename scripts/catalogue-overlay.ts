import type { Counting, ModelInfo } from "../protocol/catalogue.ts";

/*
 * What the price source does not say: how a model's tokens are counted, how much it may write and think, when its
 * cache starts to hold, what a batch costs. Read at generation time only. A fact that could not be found is absent.
 *
 * Sources, by the names used below:
 *   mapping    gpt-tokenizer 4.0.0 and tiktoken, model-to-encoding tables (MIT)
 *   genai-sdk  googleapis/python-genai, _local_tokenizer_loader.py, 2026-08-21: Gemini 2.0 to 3 use Gemma 3's vocabulary,
 *              3.1 and 3.5 Gemma 4's, which differs from Gemma 3's only where the text holds HTML-like tags
 *   cards      the model cards: the vocabulary file beside the open weights; mistral-common for Mistral's
 *   fit        ai-tokenizer 1.0.6 (MIT): Claude 3 to 4.5 count 1.1 times the published Claude 2 vocabulary, 97.6 to 99.9 % right
 *   anthropic  platform.claude.com: "approximately 30 percent more tokens" from Claude 4.7 on; prompt caching; batches
 *   models.dev models.dev at 2026-07-02 (MIT): output limits, efforts, thinking budgets
 *   openai     developers.openai.com: GPT-5.6 (limits, efforts), prompt caching, batches
 *   gemini     ai.google.dev: context caching, batches
 *   mistral, groq  docs.mistral.ai and console.groq.com: batches at half price
 */

const exact = (family: Counting["family"]): Counting => ({ family, ratio: 1, tolerance: 0 });
const near = (family: Counting["family"], tolerance: number, ratio = 1): Counting => ({ family, ratio, tolerance });

/** No public vocabulary: another family's count is within about 15 % on mixed text. */
const unpublished = 0.15;

/** How each family of models is counted, wherever it is hosted; the first match holds. */
const COUNTINGS: readonly (readonly [model: RegExp, counting: Counting])[] = [
  // anthropic, fit
  [/claude-?(v?2|v1|instant)/, exact("claude")],
  [/opus-4[-.][789]|(opus|sonnet|haiku|fable|mythos)-[5-9]|claude-[5-9]/, near("claude", 0.12, 1.43)],
  [/claude/, near("claude", 0.05, 1.1)],
  // mapping
  [/gpt-6/, near("o200k", unpublished)],
  [/gpt-(4o|4\.1|4\.5|5|oss|chat)|chatgpt-4o|codex-mini|(^|[/.])o[134]($|-)/, exact("o200k")],
  [/gpt-(4|3\.?5)/, exact("cl100k")],
  // genai-sdk
  [/gemini-(2|live-2)|gemini-3-|gemma-?3/, exact("gemma3")],
  [/gemini-3\.[15]-|gemma-?4/, near("gemma3", 0.02)],
  [/gemini|gemma/, near("gemma3", unpublished)],
  // cards
  [/qwen.*-(max|plus|flash|turbo)/, near("qwen3", 0.1)],
  [/r1-distill-qwen|qwq|qwen-?(2[.p]5|3)(?![.p]?\d)/, exact("qwen3")],
  [/qwen/, near("qwen3", 0.1)],
  [/llama-?v?-?3(?!\d)|distill-llama/, exact("llama3")],
  [/deepseek.*v4|^deepseek-(chat|reasoner)/, near("deepseek_v3", unpublished)],
  [/deepseek[-./].*(v3|r1|chat|prover-v2)/, exact("deepseek_v3")],
  [
    /mistral-nemo|mistral-large-(2512|3)|mistral-small-(2[4-9]b|2[56]|3|latest)|ministral|devstral|magistral/,
    exact("tekken"),
  ],
  [/mistral|mixtral|codestral|pixtral/, near("tekken", unpublished)],
];

/** How tokens of the model are counted; o200k within a wide interval where nothing is published. */
export function countingOf(id: string): Counting {
  const model = id.toLowerCase();
  return COUNTINGS.find(([pattern]) => pattern.test(model))?.[1] ?? near("o200k", unpublished);
}

/**
 * Names that a model's rule takes in at the source and that mean others, by the model's id: R1's distills are Qwens and
 * Llamas (ollama names them by size alone), R1T is another lab's (cards).
 */
const MEAN_OTHERS: Readonly<Record<string, RegExp>> = {
  "deepseek-reasoner": /deepseek-r1/,
  "deepseek-chat": /deepseek-chat-v3\.[1-9]/,
  "groq/openai/gpt-oss-120b": /safeguard/,
  // "-latest" means the newest release, which the source leaves at an older one.
  "mistral-large": /latest/,
  "grok-4.5": /^grok-latest|\/grok-latest/,
};

/** Names that end in "-latest" and stand for an older release at the source: the newest of that name is meant. */
export function isStaleAlias(id: string): boolean {
  return id === "mistral-small-latest";
}

/** Further names of models, by id: regular expressions. */
const ALSO: Readonly<Record<string, RegExp>> = {
  "grok-4.20": /grok-4\.20(-beta|-experimental-beta)?(-\d{4})?(-(non-)?reasoning)?(-latest)?$/,
  "grok-4.20-multi-agent": /grok-4\.20-multi-agent(-beta)?(-\d{4})?(-latest)?$/,
};

export function furtherNamesOf(id: string): string {
  const names = ALSO[id];
  return names ? `|${names.source}` : "";
}

/** What comes before a model's match, so that it accepts no name of another model. */
export function exceptionsOf(id: string): string {
  const others = MEAN_OTHERS[id];
  return others ? `(?!.*(?:${others.source}))` : "";
}

/** Whose batches cost half, by provider (openai, anthropic, gemini, mistral, groq). */
const HALF_PRICE_BATCHES: Readonly<Record<string, RegExp>> = {
  openai: /^(gpt-(3\.5-turbo|4|4-turbo|4\.1|4o|5|5\.\d|6)|o[134])(-mini|-nano|-pro|-sol|-terra|-luna|-astra)?$/,
  anthropic: /^claude/,
  google: /^gemini-[23]/,
  mistral: /./,
  groq: /./,
};

/** Factor on input and output of a batch request; undefined where none is published. */
export function batchFactorOf(provider: string, id: string): number | undefined {
  return HALF_PRICE_BATCHES[provider]?.test(id) ? 0.5 : undefined;
}

type Limits = Pick<ModelInfo, "outputTokens" | "efforts" | "thinkingBudget" | "cacheMinimumTokens">;

const efforts = (...names: readonly string[]): Limits => ({ efforts: names });
const LOW_TO_HIGH = efforts("low", "medium", "high");
const MINIMAL_TO_HIGH = efforts("minimal", "low", "medium", "high");
const NONE_TO_XHIGH = efforts("none", "low", "medium", "high", "xhigh");
const LOW_TO_MAX = efforts("low", "medium", "high", "xhigh", "max");

/** A thinking budget must stay below the output limit (anthropic). */
const claude = (outputTokens: number, thinks: boolean): Limits => ({
  outputTokens,
  ...(thinks && { thinkingBudget: { min: 1024, max: outputTokens } }),
});

/** Limits and knobs at the maker's own service, by provider; every match adds the fields that are still missing. */
const LIMITS: Readonly<Record<string, readonly (readonly [model: RegExp, limits: Limits])[]>> = {
  // models.dev, openai
  openai: [
    [/^gpt-5\.6-/, { outputTokens: 128_000, ...efforts("none", "low", "medium", "high", "xhigh", "max") }],
    [/^gpt-5\.[45]-pro$/, { outputTokens: 128_000, ...efforts("medium", "high", "xhigh") }],
    [/^gpt-5\.(4|5)(-mini|-nano)?$/, { outputTokens: 128_000, ...NONE_TO_XHIGH }],
    [/^gpt-5\.3-codex$/, { outputTokens: 128_000, ...NONE_TO_XHIGH }],
    [/^gpt-5\.3$/, { outputTokens: 16_384 }],
    [/^gpt-5\.2-pro$/, { outputTokens: 128_000, ...efforts("medium", "high", "xhigh") }],
    [/^gpt-5\.2$/, { outputTokens: 128_000, ...NONE_TO_XHIGH }],
    [/^gpt-5\.1-codex-mini$/, { outputTokens: 128_000, ...LOW_TO_HIGH }],
    [/^gpt-5\.1$/, { outputTokens: 128_000, ...efforts("none", "low", "medium", "high") }],
    [/^gpt-5-pro$/, { outputTokens: 272_000, ...efforts("high") }],
    [/^gpt-5(-mini|-nano)?$/, { outputTokens: 128_000, ...MINIMAL_TO_HIGH }],
    [/^o\d.*deep-research$/, { outputTokens: 100_000, ...efforts("medium") }],
    [/^(o1|o1-pro|o3|o3-mini|o3-pro|o4-mini)$/, { outputTokens: 100_000, ...LOW_TO_HIGH }],
    [/^gpt-4\.1/, { outputTokens: 32_768 }],
    [/^gpt-4o(-mini)?$/, { outputTokens: 16_384 }],
    [/^(gpt-4o-2024-05-13|gpt-4-turbo|gpt-3\.5-turbo)$/, { outputTokens: 4096 }],
    [/^gpt-4$/, { outputTokens: 8192 }],
    [/^(gpt-4o|gpt-4\.1|gpt-[5-9]|o[134])/, { cacheMinimumTokens: 1024 }],
  ],
  // models.dev, anthropic
  anthropic: [
    [/^claude-(fable-5|opus-5|sonnet-5|opus-4-[78])$/, { ...claude(128_000, false), ...LOW_TO_MAX }],
    [/^claude-opus-4-6$/, { ...claude(128_000, true), ...efforts("low", "medium", "high", "max") }],
    [/^claude-sonnet-4-6$/, { ...claude(64_000, true), ...efforts("low", "medium", "high", "max") }],
    [/^claude-opus-4-5$/, { ...claude(64_000, true), ...LOW_TO_HIGH }],
    [/^claude-(haiku-4-5|sonnet-4-[05]|3-7-sonnet.*)$/, claude(64_000, true)],
    [/^claude-opus-4-[01]$/, claude(32_000, true)],
    [/^claude-3-5-/, claude(8192, false)],
    [/^claude-3-(haiku|sonnet|opus)/, claude(4096, false)],
    [/^claude-(fable|opus)-5$/, { cacheMinimumTokens: 512 }],
    [/^claude-(sonnet-(4-[05]|5)|opus-4-[01])$/, { cacheMinimumTokens: 1024 }],
    [/^claude-(opus-4-[56]|haiku-4-5)$/, { cacheMinimumTokens: 4096 }],
  ],
  // models.dev, gemini
  google: [
    [/^gemini-2\.5-pro$/, { thinkingBudget: { min: 128, max: 32_768 }, cacheMinimumTokens: 4096 }],
    [/^gemini-2\.5-flash$/, { thinkingBudget: { min: 0, max: 24_576 }, cacheMinimumTokens: 1024 }],
    [/^gemini-2\.5-flash-lite$/, { thinkingBudget: { min: 512, max: 24_576 } }],
    [/^gemini-3-pro-preview$/, { ...efforts("low", "high"), cacheMinimumTokens: 4096 }],
    [/^gemini-3-flash-preview$/, { ...MINIMAL_TO_HIGH, cacheMinimumTokens: 1024 }],
    [/^gemini-3\.1-pro-preview$/, LOW_TO_HIGH],
    [/^gemini-3\.(1-flash-lite|5-flash)$/, MINIMAL_TO_HIGH],
    [/^gemini-2\.0-flash(-lite)?$/, { outputTokens: 8192 }],
    [
      /^gemini-(2\.5-(pro|flash|flash-lite)|3-(pro|flash)-preview|3\.1-pro-preview|3\.1-flash-lite|3\.5-flash)$/,
      { outputTokens: 65_536 },
    ],
  ],
  // models.dev
  "x-ai": [
    [/^grok-4\.3$/, { outputTokens: 30_000, ...efforts("none", "low", "medium", "high") }],
    [/^grok-4\.20-multi-agent$/, { outputTokens: 30_000, ...efforts("low", "medium", "high", "xhigh") }],
  ],
  mistral: [[/^mistral-small-2603$/, { outputTokens: 256_000, ...efforts("none", "high") }]],
  deepseek: [[/^deepseek-v4-(flash|pro)$/, { outputTokens: 384_000, ...efforts("high", "max") }]],
  zai: [[/^GLM-5\.2$/, { outputTokens: 131_072, ...efforts("high", "max") }]],
};

/** Limits of a maker's own model; fields that are not known are absent. */
export function limitsOf(provider: string, id: string): Limits {
  const matching = (LIMITS[provider] ?? []).filter(([pattern]) => pattern.test(id)).map(([, limits]) => limits);
  return Object.assign({}, ...matching.reverse());
}
