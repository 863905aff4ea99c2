import type { Prices } from "../protocol/catalogue.ts";

/*
 * What the first price source lacks or has out of date, from a second one: litellm 1.110.2 (MIT), its table of model
 * prices. Read at generation time only.
 */

/** A model that the first source does not list; prices in US dollars per million tokens. */
export interface Addition {
  readonly provider: string;
  readonly id: string;
  readonly input: number;
  readonly output: number;
  readonly cachedRead?: number;
  readonly cachedWrite?: number;
  /** Other names, as a regular expression; the id alone where absent. */
  readonly names?: RegExp;
}

const priced = (
  provider: string,
  id: string,
  [input, output, cachedRead, cachedWrite]: readonly [number, number, number?, number?],
  names?: RegExp,
): Addition => ({
  provider,
  id,
  input,
  output,
  ...(cachedRead !== undefined && { cachedRead }),
  ...(cachedWrite !== undefined && { cachedWrite }),
  ...(names !== undefined && { names }),
});

export const ADDITIONS: readonly Addition[] = [
  priced("openai", "gpt-6.1-sol", [2, 10, 0.1]),
  priced("openai", "gpt-6.1-terra", [1, 5, 0.05]),
  priced("openai", "gpt-audio", [2.5, 10], /gpt-audio(-1\.5)?(-\d{4}-\d\d-\d\d)?$/),
  priced("openai", "gpt-audio-mini", [0.6, 2.4], /gpt-audio-mini(-\d{4}-\d\d-\d\d)?$/),
  priced("openai", "gpt-4o-audio-preview", [2.5, 10], /gpt-4o-audio(-preview)?(-\d{4}-\d\d-\d\d)?$/),
  priced("openai", "gpt-4o-mini-audio-preview", [0.15, 0.6], /gpt-4o-mini-audio(-preview)?(-\d{4}-\d\d-\d\d)?$/),
  priced("openai", "ft:o4-mini", [4, 16, 1]),
  priced("openai", "ft:gpt-4.1", [3, 12, 0.75]),
  priced("openai", "ft:gpt-4.1-mini", [0.8, 3.2, 0.2]),
  priced("openai", "ft:gpt-4.1-nano", [0.2, 0.8, 0.05]),
  priced("openai", "ft:gpt-4", [30, 60]),
  priced("anthropic", "claude-sonnet-5-5", [2, 10, 0.1]),
  priced("anthropic", "claude-haiku-5-5", [0.1, 0.5, 0.01]),
  priced("deepseek", "deepseek-r1", [0.55, 2.19, 0.14], /deepseek-r1(-0528)?$|deepseek-r1:671b$/),
  priced("x-ai", "grok-4.7", [2, 6, 0.5]),
  priced("zai", "GLM-5.1", [1.4, 4.4, 0.26]),
  priced("zai", "GLM-5", [1, 3.2, 0.2]),
  priced("zai", "GLM-5-Code", [1.2, 5, 0.3]),
  priced("zai", "GLM-4.7", [0.6, 2.2, 0.11]),
  priced("zai", "GLM-4.7-Flash", [0, 0, 0]),
  priced("zai", "GLM-4.6", [0.6, 2.2, 0.11]),
  priced("zai", "GLM-4.5", [0.6, 2.2]),
  priced("zai", "GLM-4.5V", [0.6, 1.8]),
  priced("zai", "GLM-4.5-X", [2.2, 8.9]),
  priced("zai", "GLM-4.5-Air", [0.2, 1.1]),
  priced("zai", "GLM-4.5-AirX", [1.1, 4.5]),
  priced("zai", "GLM-4.5-Flash", [0, 0]),
  priced("groq", "openai/gpt-oss-safeguard-20b", [0.075, 0.3, 0.037]),
  priced("dashscope", "qwen-max", [1.6, 6.4]),
  priced("dashscope", "qwen-plus", [0.4, 1.2]),
  priced("dashscope", "qwen-turbo", [0.05, 0.2], /qwen-turbo(-latest|-\d{4}-\d\d-\d\d)?$/),
  priced("dashscope", "qwen-coder", [0.3, 1.5]),
  priced("dashscope", "qwen3-next-80b-a3b-instruct", [0.15, 1.2]),
  priced("dashscope", "qwen3-next-80b-a3b-thinking", [0.15, 1.2]),
  priced("dashscope", "qwen3-vl-235b-a22b-instruct", [0.4, 1.6]),
  priced("dashscope", "qwen3-vl-235b-a22b-thinking", [0.4, 4]),
  priced("dashscope", "qwen3-vl-32b-instruct", [0.16, 0.64]),
  priced("dashscope", "qwen3-vl-32b-thinking", [0.16, 2.87]),
  priced("dashscope", "qwen3.7-max", [2.5, 7.5, 0.5]),
  priced("dashscope", "qwen3.8-max", [2, 6, 0.25]),
  priced("dashscope", "qwen3.8-flash", [0.15, 0.47, 0.016]),
];

/** Prices that the first source has out of date, by the model's id, in US dollars per million tokens. */
export const CORRECTED: Readonly<Record<string, Pick<Prices, "input" | "output" | "cachedRead">>> = {
  "deepseek-reasoner": { input: 0.28, output: 0.42, cachedRead: 0.028 },
  "grok-code-fast-1": { input: 1, output: 2, cachedRead: 0.2 },
  "grok-4.20-multi-agent": { input: 1.25, output: 2.5, cachedRead: 0.2 },
};
