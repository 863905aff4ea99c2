import { type Counts, cacheWrites, type Stated, settle } from "./counts.ts";
import { passesOf } from "./iterations.ts";
import { anyCount, at, countAt, isJson, type Json, objectAt } from "./json.ts";
import { namedCounts } from "./named-counts.ts";

/** The counts of a usage object. */
export type Usage = { readonly [K in keyof Counts]: Counts[K] | undefined };

/** How a family of providers writes usage: the stated counts, where an object is of that kind. */
type Dialect = (usage: Json) => Stated | undefined;

/** OpenAI's Chat and all that copy it: DeepSeek, xAI, Mistral, OpenRouter, LiteLLM, local servers. */
const chat: Dialect = (usage) => {
  const input = anyCount(usage, ["prompt_tokens", "promptTokens"]);
  const output = anyCount(usage, ["completion_tokens", "completionTokens", "generatedTokens"]);
  if (input === undefined && output === undefined) return undefined;
  const inputs = objectAt(usage, "prompt_tokens_details") ?? objectAt(usage, "input_tokens_details");
  const outputs = objectAt(usage, "completion_tokens_details") ?? objectAt(usage, "output_tokens_details");
  // Version 4 of the AI SDK, with what Anthropic told beside its sums.
  const beside = countAt(usage, "cacheReadInputTokens");
  const besideWritten = countAt(usage, "cacheCreationInputTokens");
  return {
    input,
    cached: anyCount(inputs, ["cached_tokens", "cache_read_tokens"]) ?? anyCount(usage, CHAT_CACHED) ?? beside,
    ...writesIn(
      anyCount(inputs, ["cache_creation_tokens", "cache_write_tokens"]) ??
        countAt(usage, "cache_creation_input_tokens") ??
        besideWritten,
      objectAt(inputs, "cache_creation_token_details") ?? objectAt(usage, "cache_creation"),
    ),
    output,
    hidden: anyCount(outputs, REASONING) ?? anyCount(usage, CHAT_REASONING),
    total: anyCount(usage, ["total_tokens", "totalTokens"]),
    isCacheInside: beside === undefined && besideWritten === undefined,
    isHiddenInside: true,
  };
};

const CHAT_CACHED = [
  "cache_read_input_tokens",
  "prompt_cache_hit_tokens",
  "cached_tokens",
  "prompt_cached_tokens",
  "cachedPromptTokens",
];

/** Anthropic's Messages: the input is what no cache holds. What else its server did for the message may stand beside. */
const anthropic: Dialect = (usage) => {
  const { own } = passesOf(usage);
  const told = [usage, ...own.filter((pass) => pass.type === "compaction")];
  const billed = own.length > 0 && sizeOf(own) > sizeOf(told) ? own : told;
  const all = (...names: readonly string[]) => sumOf(billed, names);
  const cached = all("cache_read_input_tokens");
  const written = all("cache_creation_input_tokens");
  if (cached === undefined && written === undefined && !isJson(usage.cache_creation)) return undefined;
  return {
    input: all("input_tokens"),
    cached,
    ...cacheWrites(
      written,
      all("cache_creation", "ephemeral_5m_input_tokens"),
      all("cache_creation", "ephemeral_1h_input_tokens"),
    ),
    output: all("output_tokens"),
    hidden: anyCount(usage.output_tokens_details, REASONING) ?? anyCount(usage, REASONING),
    isCacheInside: false,
    isHiddenInside: true,
  };
};

function sumOf(passes: readonly Json[], names: readonly string[]): number | undefined {
  const counts = passes.map((pass) => countAt(pass, ...names)).filter((count) => count !== undefined);
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}

const SIZES = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens"];

/** The usage of a message leaves some of its passes out at times, and the passes some of it while it grows. */
function sizeOf(passes: readonly Json[]): number {
  return SIZES.reduce((all, name) => all + (sumOf(passes, [name]) ?? 0), 0);
}

/** OpenAI's Responses, LangChain's messages, and a plain line of counts. */
const responses: Dialect = (usage) => {
  const input = countAt(usage, "input_tokens");
  const output = countAt(usage, "output_tokens");
  const outputs = ["output_tokens_details", "output_token_details", "details"]
    .map((name) => objectAt(usage, name))
    .find((details) => details !== undefined);
  const hidden = anyCount(outputs, REASONING) ?? anyCount(usage, REASONING);
  if (input === undefined && output === undefined && hidden === undefined) return undefined;
  const inputs = ["input_tokens_details", "input_token_details", "prompt_tokens_details"]
    .map((name) => objectAt(usage, name))
    .find((details) => details !== undefined);
  return {
    input,
    cached:
      anyCount(inputs, ["cached_tokens", "cache_read"]) ??
      anyCount(usage, ["input_cached_tokens", "cached_input_tokens", "cache_read_tokens"]),
    ...writesIn(
      anyCount(inputs, ["cache_creation", "cache_write_tokens", "cache_creation_tokens"]) ??
        countAt(usage, "cache_write_tokens"),
      inputs,
    ),
    output,
    hidden,
    total: countAt(usage, "total_tokens"),
    isCacheInside: true,
    isHiddenInside: true,
  };
};

/** Gemini: the hidden tokens stand beside the output, and a count that is zero is left out. */
const gemini: Dialect = (usage) => {
  const of = (camel: string, snake: string) => anyCount(usage, [camel, snake]);
  const input = of("promptTokenCount", "prompt_token_count");
  const output =
    of("candidatesTokenCount", "candidates_token_count") ?? of("responseTokenCount", "response_token_count");
  const hidden = of("thoughtsTokenCount", "thoughts_token_count");
  if (input === undefined && output === undefined && hidden === undefined) return undefined;
  return {
    input: (input ?? 0) + (of("toolUsePromptTokenCount", "tool_use_prompt_token_count") ?? 0),
    cached: of("cachedContentTokenCount", "cached_content_token_count") ?? 0,
    output: output ?? 0,
    hidden: hidden ?? 0,
    total: of("totalTokenCount", "total_token_count"),
    isCacheInside: true,
    isHiddenInside: false,
  };
};

/** The AI SDK of Vercel from version 6 on: the sums with their parts. */
const parts: Dialect = ({ inputTokens, outputTokens }) => {
  if (!isJson(inputTokens) && !isJson(outputTokens)) return undefined;
  return {
    input: countAt(inputTokens, "total"),
    cached: countAt(inputTokens, "cacheRead"),
    ...cacheWrites(countAt(inputTokens, "cacheWrite"), undefined, undefined),
    output: countAt(outputTokens, "total"),
    hidden: countAt(outputTokens, "reasoning"),
    isCacheInside: true,
    isHiddenInside: true,
  };
};

/** Bedrock's Converse, whose input is what no cache holds; the AI SDK of Vercel, whose input is all of it. */
const camel: Dialect = (usage) => {
  const input = countAt(usage, "inputTokens");
  const output = countAt(usage, "outputTokens");
  if (input === undefined && output === undefined) return undefined;
  const inputs = objectAt(usage, "inputTokenDetails");
  const beside = anyCount(usage, ["cacheReadInputTokens", "cacheReadInputTokenCount"]);
  const besideWritten = anyCount(usage, [
    "cacheWriteInputTokens",
    "cacheWriteInputTokenCount",
    "cacheCreationInputTokens",
    "cacheCreationTokens",
  ]);
  return {
    input,
    cached: beside ?? countAt(inputs, "cacheReadTokens") ?? anyCount(usage, ["cachedInputTokens", "cacheReadTokens"]),
    ...converseWrites(
      usage.cacheDetails,
      besideWritten ?? countAt(inputs, "cacheWriteTokens") ?? countAt(usage, "cacheWriteTokens"),
    ),
    output,
    hidden:
      countAt(usage, "outputTokenDetails", "reasoningTokens") ?? anyCount(usage, ["reasoningTokens", "thinkingTokens"]),
    total: countAt(usage, "totalTokens"),
    isCacheInside: beside === undefined && besideWritten === undefined,
    isHiddenInside: true,
  };
};

/** Cohere's, of which it bills a part. */
const billedUnits: Dialect = (usage) => {
  const billed = objectAt(usage, "billed_units");
  return billed && responses(billed);
};

/** Ollama's and llama.cpp's own, and what the gateways of Cloudflare and Portkey log. */
const sums: Dialect = (usage) => {
  const input = anyCount(usage, ["prompt_eval_count", "tokens_evaluated", "tokens_in", "req_units"]);
  const output = anyCount(usage, ["eval_count", "tokens_predicted", "tokens_out", "res_units"]);
  if (input === undefined && output === undefined) return undefined;
  return { input, cached: undefined, output, hidden: undefined, isCacheInside: true, isHiddenInside: true };
};

/** The times that llama.cpp's server tells with each answer: the prompt is what its cache did not hold. */
const timings: Dialect = (usage) => {
  const output = countAt(usage, "predicted_n");
  if (output === undefined) return undefined;
  const [input, cached] = [countAt(usage, "prompt_n"), countAt(usage, "cache_n")];
  return { input, cached, output, hidden: undefined, isCacheInside: false, isHiddenInside: true };
};

const DIALECTS: readonly Dialect[] = [chat, anthropic, responses, gemini, parts, camel, billedUnits, sums, timings];
const REASONING = ["reasoning_tokens", "thinking_tokens", "reasoning", "completion_reasoning_tokens"];
const CHAT_REASONING = [...REASONING, "reasoningTokens"];

/** The counts of an object that is named for usage, in whatever names. */
export function anyUsageOf(usage: unknown): Usage | undefined {
  if (!isJson(usage)) return undefined;
  const known = usageOf(usage);
  const stated = known?.output === undefined ? namedCounts(usage) : undefined;
  return stated ? settle(stated) : known;
}

/**
 * The counts of a usage object as providers write it; undefined where it states none. Throws a `Failure` ("bad-input")
 * for a count that is none.
 */
export function usageOf(usage: unknown): Usage | undefined {
  if (!isJson(usage)) return undefined;
  for (const dialect of DIALECTS) {
    const stated = dialect(usage);
    if (stated) return settle(stated);
  }
  return undefined;
}

function writesIn(all: number | undefined, split: Json | undefined): Pick<Stated, "write5m" | "write1h"> {
  return cacheWrites(all, countAt(split, "ephemeral_5m_input_tokens"), countAt(split, "ephemeral_1h_input_tokens"));
}

function converseWrites(details: unknown, all: number | undefined): Pick<Stated, "write5m" | "write1h"> {
  const hour = (Array.isArray(details) ? details : []).filter((one) => at(one, "ttl") === "1h");
  if (hour.length === 0) return cacheWrites(all, undefined, undefined);
  const long = hour.reduce<number>((sum, one) => sum + (countAt(one, "inputTokens") ?? 0), 0);
  return cacheWrites(all, Math.max(0, (all ?? long) - long), long);
}
