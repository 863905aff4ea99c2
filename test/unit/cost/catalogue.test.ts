import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { calcPrice } from "@pydantic/genai-prices";
import fc from "fast-check";
import { allModels, asOf, DEFAULT_MODEL, findModel } from "../../../engine/cost/catalogue.ts";
import { ratesFor } from "../../../engine/cost/price.ts";
import { Failure } from "../../../protocol/failure.ts";
import { buildCatalogue } from "../../../scripts/build-catalogue.ts";

const committed = readFileSync(new URL("../../../engine/cost/catalogue.json", import.meta.url), "utf8");

test("the committed catalogue is what its script generates", () => {
  assert.equal(buildCatalogue(), committed);
});

test("the catalogue names no registry and no address", () => {
  assert.doesNotMatch(committed, /registry|npmjs|https?:/);
});

test("ids are unique and each finds its own model", () => {
  const models = allModels();
  assert.equal(new Set(models.map((model) => model.id.toLowerCase())).size, models.length);
  for (const model of models) assert.equal(findModel(model.id).id, model.id);
});

test("names as people type them", () => {
  const meant = {
    "gpt-5.5": "gpt-5.5",
    "GPT-5.4 mini": "gpt-5.4-mini",
    "openai/gpt-4o": "gpt-4o",
    "gpt-4o-2024-11-20": "gpt-4o",
    "gpt-5.6": "gpt-5.6-sol",
    "gpt-5.5-2026-09-01": "gpt-5.5",
    "claude-opus-4.5": "claude-opus-4-5",
    "claude-opus-4-5-20251101": "claude-opus-4-5",
    "Claude Opus 5.5": "claude-opus-5-5",
    "anthropic/claude-sonnet-4": "claude-sonnet-4-0",
    "anthropic:claude-haiku-4.5": "claude-haiku-4-5",
    "gemini/gemini-2.5-pro": "gemini-2.5-pro",
    "models/gemini-2.5-pro": "gemini-2.5-pro",
    "zhipu/glm-5.2": "GLM-5.2",
    "vertex_ai/claude-opus-4-8": "google/claude-opus-4-8",
    "xai/grok-4": "grok-4-0709",
    "deepseek-v4-pro": "deepseek-v4-pro",
    "openrouter/anthropic/claude-opus-4.7": "openrouter/anthropic/claude-opus-4.7",
    "groq/llama-3.3-70b-versatile": "groq/llama-3.3-70b-versatile",
    "us.anthropic.claude-opus-4-5-20251101-v1:0": "aws/regional.anthropic.claude-opus-4-5-v1:0",
    " glm-5.2 ": "GLM-5.2",
  };
  const found = Object.fromEntries(Object.keys(meant).map((name) => [name, findModel(name).id]));
  assert.deepEqual(found, meant);
});

/** Ids of what the names mean; undefined where they are unknown. */
function meantBy(names: readonly string[]): Record<string, string | undefined> {
  const idOf = (name: string) => {
    try {
      return findModel(name).id;
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(names.map((name) => [name, idOf(name)]));
}

test("a family means its newest model", () => {
  const meant = {
    fable: "claude-fable-5-1",
    "claude haiku": "claude-haiku-5-5",
    "claude-haiku-latest": "claude-haiku-5-5",
    Opus: "claude-opus-5-5",
    "gemini pro": "gemini-3.1-pro-preview",
    "gemini flash lite": "gemini-3.5-flash-lite",
    "gpt nano": "gpt-5.4-nano",
    "grok-latest": "grok-4.7",
    "mistral-small-latest": "mistral-small-2603",
    "codestral-latest": "codestral-2508",
    kimi: "kimi-k3",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
});

test("spaces, glued figures and the order of words make no other name", () => {
  const meant = {
    gpt5: "gpt-5",
    "gpt3.5": "gpt-3.5-turbo",
    "GPT 4o mini": "gpt-4o-mini",
    "Claude 3.5 Haiku": "claude-3-5-haiku-latest",
    "sonnet 4.6": "claude-sonnet-4-6",
    "sonnet-4": "claude-sonnet-4-0",
    "opus 4": "claude-opus-4-0",
    "opus-4-8": "claude-opus-4-8",
    "gemini 2.5 flash": "gemini-2.5-flash",
    "glm 4.7": "GLM-4.7",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
});

test("a name that only begins like a known one is not that one", () => {
  const names = ["claude-sonnet-5-6", "claude-opus-4-9", "claude-haiku-4", "gpt-5-luna", "gemini-3-flash-lite"];
  const invented = [
    "gpt-5.5-ultra",
    "claude-sonnet-6",
    "gemini-4-pro",
    "grok-9",
    "claude-opus-4-8-turbo",
    "pro",
    "mini",
  ];
  for (const [name, id] of Object.entries(meantBy([...names, ...invented]))) assert.equal(id, undefined, name);
});

test("a version behind a v is the name's own, but in Amazon's ids", () => {
  const meant = {
    "fireworks_ai/accounts/fireworks/models/deepseek-v3": "fireworks/deepseek-v3-0324",
    "bedrock/eu.anthropic.claude-opus-4-6-v1": "aws/regional.anthropic.claude-opus-4-6-v1:0",
    "Claude Haiku 4.5 (Thinking)": "claude-haiku-4-5",
    "gpt-3.5": "gpt-3.5-turbo",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
  assert.equal(priceOf("deepseek-ai/DeepSeek-V3"), undefined);
});

test("at a service that the catalogue does not know, a model has no price", () => {
  for (const service of ["github_copilot", "vercel_ai_gateway/anthropic", "snowflake", "lm_studio", "litellm_proxy"]) {
    const { provider, prices } = findModel(`${service}/claude-haiku-4.5`);
    assert.deepEqual([provider, prices], [service.split("/")[0], undefined], service);
  }
  assert.deepEqual(
    priceOf("meta-llama/llama-3.3-70b-instruct"),
    priceOf("openrouter/meta-llama/llama-3.3-70b-instruct"),
  );
});

test("a copy that somebody runs himself has its model's tokens, and no price", () => {
  const models = {
    "ollama/llama3.1:8b-instruct-q4_0": "llama3",
    "hf.co/someone/Llama-3.2-3B-Instruct-GGUF:Q4_K_M": "llama3",
    "someone/Meta-Llama-3.1-70B-Instruct-FP8": "llama3",
    "mlx-community/Qwen3-8B-4bit": "qwen3",
    "google/gemma-3-27b-it-qat-q4_0-gguf": "gemma3",
    "llama3.1:8b-instruct-fp16": "llama3",
    "deepseek-r1:14b-qwen-distill-q8_0": "qwen3",
  };
  for (const [name, family] of Object.entries(models)) {
    const { counting, prices } = findModel(name);
    assert.deepEqual([counting.family, prices], [family, undefined], name);
  }
  assert.ok(findModel("together_ai/meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo").prices);
});

test("a maker's own name for a model goes before a newer one of alike words; libraries' names of services are these", () => {
  const meant = {
    "codex-mini-latest": "openai/codex-mini",
    "chatgpt-4o-latest": "openai/chatgpt-4o-latest",
    "claude-sonnet-4-5[1m]": "claude-sonnet-4-5",
    "google_genai:gemini-2.5-flash": "gemini-2.5-flash",
    "openai:chat:gpt-4.1": "gpt-4.1",
    "anthropic:messages:claude-sonnet-4-5": "claude-sonnet-4-5",
    "azure_openai:gpt-4.1": "azure_openai:gpt-4.1",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
  assert.deepEqual(priceOf("azure_openai:gpt-4.1"), [2, 8]);
});

test("the nearest names are those that hold what was typed", () => {
  assert.throws(() => findModel("flash"), /the nearest names are (?:\S*flash\S*,? ?){3}$/i);
  assert.throws(() => findModel("gtp-4o"), /gpt-4o/);
  // A word alone is compared with words: the newest of what it may mean.
  assert.throws(() => findModel("sonet"), /the nearest names are (?:claude-sonnet\S*,? ?){3}$/);
  assert.throws(() => findModel("gemni"), /the nearest names are (?:gemini\S*,? ?){3}$/);
});

test("Amazon's ids mean Amazon's prices, in a region or across all, whatever path leads to them", () => {
  const regional = "aws/regional.anthropic.claude-haiku-4-5-20251001-v1:0";
  const id = "anthropic.claude-haiku-4-5-20251001-v1:0";
  const meant = {
    [id]: regional,
    [`eu.${id}`]: regional,
    [`ca.${id}`]: regional,
    [`us-gov.${id}`]: `us-gov.${id}`,
    [`bedrock/jp.${id}`]: regional,
    [`bedrock/converse/us.${id}`]: regional,
    [`bedrock/eu-central-1/${id}`]: regional,
    [`arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.${id}`]: regional,
    [`arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/${id}`]: `arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/${id}`,
    [`global.${id}`]: "aws/global.anthropic.claude-haiku-4-5-20251001-v1:0",
    "us.meta.llama3-3-70b-instruct-v1:0": "aws/meta.llama3-3-70b-instruct-v1:0",
    "amazon.nova-pro-v1:0:300k": "aws/amazon.nova-pro-v1:0",
    "mistral.mistral-large-2402-v1:0": "aws/mistral.mistral-large-2402-v1:0",
    "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3": undefined,
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
});

test("a cloud's price holds where it was listed; elsewhere it is another one, or unknown", () => {
  const prices: readonly (readonly [string, readonly number[] | undefined])[] = [
    ["us.meta.llama3-2-1b-instruct-v1:0", [0.1, 0.1]],
    ["eu.meta.llama3-2-1b-instruct-v1:0", undefined],
    ["bedrock/us-gov-east-1/amazon.nova-pro-v1:0", undefined],
    ["azure/us/gpt-4o", [2.75, 11]],
    ["azure/eu/gpt-6-sol", [2.4, 12]],
    ["azure/us-gov/o3-mini", undefined],
    ["azure_ai/gpt-oss-120b", undefined],
    ["bedrock/claude_platform/claude-opus-5-5", [4, 20]],
  ];
  for (const [name, price] of prices) assert.deepEqual(priceOf(name), price, name);
});

test("Fireworks' names of Llamas mean these, without a price where it lists none", () => {
  const { counting, prices } = findModel("fireworks_ai/accounts/fireworks/models/llama-v3p3-70b-instruct");
  assert.deepEqual([counting.family, prices], ["llama3", undefined]);
});

test("a bare name means the maker's service; where only others sell it, the one that does, or several without a price", () => {
  const meant: Readonly<Record<string, readonly [string, boolean]>> = {
    "qwen-max": ["dashscope/qwen-max", true],
    "nova-pro": ["aws/amazon.nova-pro-v1:0", true],
    "phi-4": ["azure/phi-4", true],
    "deepseek-v3.2": ["deepseek-v3.2", true],
    "llama-3.1-8b-instant": ["groq/llama-3.1-8b-instant", true],
    "minimax-m2": ["openrouter/minimax/minimax-m2", true],
    "deepseek-v3": ["deepseek-v3", false],
    llama3: ["llama3", false],
    "llama-3.3-70b": ["llama-3.3-70b", false],
    "gpt-oss-120b": ["gpt-oss-120b", false],
    "openai/gpt-oss-20b": ["openai/gpt-oss-20b", false],
  };
  for (const [name, expected] of Object.entries(meant)) {
    const { id, prices, soldAs } = findModel(name);
    assert.deepEqual([id, prices !== undefined], expected, name);
    assert.equal(soldAs !== undefined, !prices, name);
    for (const other of soldAs ?? []) assert.ok(findModel(other).prices, other);
  }
  assert.deepEqual(
    ["llama3", "deepseek-v3"].map((name) => [findModel(name).counting.family, findModel(name).name]),
    [
      ["llama3", "Llama 3.3 70B"],
      ["deepseek_v3", findModel("fireworks/deepseek-v3-0324").name],
    ],
  );
});

test("what is made of a model is not that model", () => {
  // EVA is made of Qwen 2.5, Nemotron of Llama 3.3.
  assert.equal(findModel("qwen2.5-72b").id, "openrouter/qwen/qwen-2.5-72b-instruct");
  assert.ok(findModel("llama3").soldAs!.every((other) => /llama-3\.3-70b/i.test(other)));
});

test("a number that is no version means one model and no newer one", () => {
  assert.throws(() => findModel("gemini-exp-1206"), Failure);
  for (const name of ["anthropic.claude-v1", "anthropic.claude-v2:1"]) assert.equal(priceOf(name), undefined, name);
  assert.equal(findModel("command-r-08-2024").id, "openrouter/cohere/command-r-08-2024");
  assert.deepEqual(priceOf("davinci-002"), [2, 2]);
});

test("a longer request has the rates of its size, also where a table of facts says so", () => {
  assert.deepEqual(
    [100_000, 100_001].map((tokens) => Math.round(ratesFor(findModel("claude-haiku-5-5").prices!, tokens).input * 1e7)),
    [1, 5],
  );
  assert.equal(Math.round(ratesFor(findModel("qwen-plus-latest").prices!, 300_000).output * 1e7), 36);
});

test("Google's paths and versions", () => {
  const meant = {
    "vertex_ai/claude-haiku-4-5@20251001": "vertex_ai/claude-haiku-4-5@20251001",
    "projects/p/locations/global/publishers/google/models/gemini-2.5-flash": "gemini-2.5-flash",
    "publishers/anthropic/models/claude-opus-4-6@default": "google/claude-opus-4-6",
    "gemini/gemini-2.0-flash-001": "gemini-2.0-flash",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
});

/** Dollars per million tokens, in and out; undefined without a price. */
function priceOf(name: string): readonly number[] | undefined {
  const { prices } = findModel(name);
  return prices && [prices.input, prices.output].map((rate) => Math.round(rate * 1e10) / 1e4);
}

test("a fine-tune costs what its maker lists for tunes of that model", () => {
  assert.deepEqual(priceOf("ft:gpt-4.1-nano-2025-04-14:lab:name:id9"), [0.2, 0.8]);
  assert.deepEqual(priceOf("openai/ft:gpt-4o-mini-2024-07-18:lab::id9"), [0.3, 1.2]);
  assert.deepEqual(priceOf("ft:gpt-3.5-turbo-0125:lab::id9"), [3, 6]);
  assert.equal(priceOf("ft:gpt-5-mini:lab::id9"), undefined);
  assert.throws(() => findModel("ft:gpt-99:lab::id9"), Failure);
});

test("Azure sells OpenAI's models at their price, and a tenth above it in a data zone", () => {
  assert.deepEqual(priceOf("azure/gpt-5-mini"), [0.25, 2]);
  assert.deepEqual(priceOf("azure/global/gpt-5.1-2025-11-13"), [1.25, 10]);
  assert.deepEqual(priceOf("azure/eu/gpt-4.1"), [2.2, 8.8]);
  assert.equal(priceOf("azure/claude-opus-5"), undefined);
});

test("a gateway's free variant is free, and another host's price is not known", () => {
  assert.deepEqual(priceOf("openrouter/qwen/qwen3-coder:free"), [0, 0]);
  assert.deepEqual(priceOf("openrouter/z-ai/glm-4.7:free"), [0, 0]);
  assert.equal(priceOf("openrouter/openai/gpt-5-mini:nitro"), undefined);
  assert.equal(priceOf("openai/gpt-4o:free"), undefined);
});

test("an effort behind a name is the model's, where it has that effort", () => {
  assert.deepEqual(meantBy(["o3-high", "gpt-5.2-xhigh", "gpt-4.1-high"]), {
    "o3-high": "o3",
    "gpt-5.2-xhigh": "gpt-5.2",
    "gpt-4.1-high": undefined,
  });
});

/** Names that the source gives to another model: its rules take in longer names, or its "-latest" is an old one. */
const TAKEN_OVER =
  /^(claude-sonnet-5-5|deepseek-r1|openai\/gpt-oss-safeguard|(mistral-large|codestral|magistral-\w+)-latest|mistral-medium$|ft:gpt-4$)/;

test("dated and suffixed names mean what they mean to the source", () => {
  let compared = 0;
  const models = allModels();
  for (const { id, provider } of models) {
    const bare = id.startsWith(`${provider}/`) ? id.slice(provider.length + 1) : id;
    for (const suffix of ["", "-20260101", "-2026-01-01", "-latest", "@20250514", ":thinking"]) {
      const found = calcPrice({}, bare + suffix, { providerId: provider });
      if (found === null || found.provider.id !== provider) continue;
      const ours = findModel(`${provider}/${bare}${suffix}`);
      if (TAKEN_OVER.test(`${bare}${suffix}`)) continue;
      const theirs = models.find(
        (model) => model.provider === provider && [found.model.id, `${provider}/${found.model.id}`].includes(model.id),
      )!;
      assert.deepEqual(ours.prices, theirs.prices, `${bare}${suffix}: ${ours.id}`);
      compared++;
    }
  }
  assert.ok(compared > 1500);
});

test("a model at a provider of whom it is not known is that model without a price", () => {
  const { prices: _, ...rest } = findModel("gpt-5");
  assert.deepEqual(findModel("my-gateway/gpt-5"), { ...rest, id: "my-gateway/gpt-5", provider: "my-gateway" });
  assert.equal(findModel("zhipu/glm-4-32b").prices, undefined);
  assert.equal(findModel("my-gateway/openai/gpt-4.1").counting.family, "o200k");
  assert.throws(() => findModel("azure/gpt-99"), Failure);
});

test("a distill is a model of its own, of the family that it was made from", () => {
  const told = (name: string) => {
    const { id, counting, prices } = findModel(name);
    return [id, counting.family, prices !== undefined];
  };
  assert.deepEqual(told("deepseek-r1-0528"), ["deepseek-r1", "deepseek_v3", true]);
  assert.deepEqual(told("deepseek-r1:671b"), ["deepseek-r1", "deepseek_v3", true]);
  const listed = {
    "deepseek-r1-distill-llama-70b": ["deepseek-r1-distill-llama-70b", "llama3", false],
    "groq/deepseek-r1-distill-llama-70b": ["groq/deepseek-r1-distill-llama-70b", "llama3", true],
    "deepseek-r1-distill-qwen-32b": ["openrouter/deepseek/deepseek-r1-distill-qwen-32b", "qwen3", true],
    "deepseek-r1-0528-qwen3-8b": ["openrouter/deepseek-r1-0528-qwen3-8b", "qwen3", true],
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B": ["deepseek-ai/DeepSeek-R1-Distill-Qwen-14B", "qwen3", false],
    "together/deepseek-ai/DeepSeek-R1-Distill-Llama-70B": [
      "together/deepseek-ai/DeepSeek-R1-Distill-Llama-70B",
      "llama3",
      false,
    ],
  };
  for (const [name, expected] of Object.entries(listed)) assert.deepEqual(told(name), expected);
  for (const name of ["deepseek-r1-distill-mistral-9b", "deepseek-r1:7b"])
    assert.throws(() => findModel(name), Failure, name);
});

test("an unknown model is said to be unknown, with the nearest names", () => {
  assert.throws(
    () => findModel("gtp-5.4-mni"),
    (error) => error instanceof Failure && error.code === "unknown-model" && error.message.includes("gpt-5.4-mini"),
  );
});

test("any string is found or fails as unknown, in one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      try {
        findModel(name);
      } catch (error) {
        assert.ok(error instanceof Failure && error.code === "unknown-model");
        assert.doesNotMatch(error.message, /[\n\r]/);
      }
    }),
  );
});

test("what is known of a model adds up", () => {
  assert.match(asOf(), /^\d{4}-\d\d-\d\d$/);
  for (const { id, counting, prices, outputTokens, contextTokens, thinkingBudget } of allModels()) {
    assert.ok(counting.tolerance >= 0 && counting.tolerance < 0.5, id);
    if (outputTokens && contextTokens) assert.ok(outputTokens <= contextTokens, id);
    if (thinkingBudget) assert.ok(thinkingBudget.min <= thinkingBudget.max, id);
    for (const rates of prices ? [prices, ...(prices.tiers ?? [])] : []) {
      for (const rate of [rates.input, rates.output, rates.cachedRead ?? 0, rates.cachedWrite ?? 0])
        assert.ok(rate >= 0 && rate < 0.001, `${id}: ${rate} dollars a token`);
    }
  }
});

test("the default model is counted exactly and priced", () => {
  const model = findModel(DEFAULT_MODEL);
  assert.deepEqual(model.counting, { family: "o200k", tolerance: 0 });
  assert.ok(model.prices && model.contextTokens && model.outputTokens && model.efforts);
});

test("families of tokenizers", () => {
  const family = (id: string) => {
    const { counting } = findModel(id);
    return `${counting.family} ±${counting.tolerance}`;
  };
  const expected = {
    "gpt-3.5-turbo": "cl100k ±0",
    "gpt-4": "cl100k ±0",
    "gpt-4-turbo": "cl100k ±0",
    "gpt-4.1": "o200k ±0",
    "gpt-5-nano": "o200k ±0",
    o3: "o200k ±0",
    "gpt-6-sol": "o200k ±0.15",
    "azure/o1": "o200k ±0",
    "groq/openai/gpt-oss-20b": "o200k ±0",
    "claude-2": "claude ±0",
    "claude-3-haiku": "claude3 ±0.02",
    "claude-sonnet-4-6": "claude3 ±0.02",
    "claude-opus-4-7": "claude4.7 ±0.02",
    "claude-opus-5-5": "claude4.7 ±0.05",
    "claude-fable-5-1": "claude4.7 ±0.05",
    "openrouter/anthropic/claude-opus-4.8": "claude4.7 ±0.02",
    "gemini-2.5-pro": "gemma3 ±0",
    "gemini-3-flash-preview": "gemma3 ±0",
    "gemini-3.5-flash": "gemma3 ±0.02",
    "gemini-3.8-flash": "gemma3 ±0.15",
    "gemini-1.5-pro": "gemma3 ±0.15",
    "groq/llama-3.3-70b-versatile": "llama3 ±0",
    "groq/meta-llama/llama-4-scout-17b-16e-instruct": "o200k ±0.15",
    "groq/deepseek-r1-distill-llama-70b": "llama3 ±0",
    "together/codellama/CodeLlama-34b-Instruct-hf": "o200k ±0.15",
    "groq/qwen/qwen3-32b": "qwen3 ±0",
    "fireworks/qwen3p6-plus": "qwen3 ±0.1",
    "fireworks/deepseek-v3-0324": "deepseek_v3 ±0",
    "deepseek-v4-pro": "deepseek_v3 ±0.15",
    "mistral-nemo": "tekken ±0",
    "mistral-large-2512": "tekken ±0",
    "mistral-7b": "tekken ±0.15",
    "grok-4.6": "o200k ±0.15",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((id) => [id, family(id)])), expected);
});

test("a provider of any name is a name", () => {
  for (const provider of ["constructor", "__proto__", "valueof"])
    assert.equal(findModel(`${provider}/gpt-5.5`).provider, provider);
});
