import assert from "node:assert/strict";
import { test } from "node:test";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { ratesFor } from "../../../engine/cost/price.ts";
import { Failure } from "../../../protocol/failure.ts";
import { meantBy, priceOf } from "./named.ts";

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

test("a longer request has the rates of its size, also where a table of facts says so", () => {
  assert.deepEqual(
    [100_000, 100_001].map((tokens) => Math.round(ratesFor(findModel("claude-haiku-5-5").prices!, tokens).input * 1e7)),
    [1, 5],
  );
  assert.equal(Math.round(ratesFor(findModel("qwen-plus-latest").prices!, 300_000).output * 1e7), 36);
});

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

test("a model at a provider of whom it is not known is that model without a price", () => {
  const { prices: _, ...rest } = findModel("gpt-5");
  assert.deepEqual(findModel("my-gateway/gpt-5"), { ...rest, id: "my-gateway/gpt-5", provider: "my-gateway" });
  assert.equal(findModel("zhipu/glm-4-32b").prices, undefined);
  assert.equal(findModel("my-gateway/openai/gpt-4.1").counting.family, "o200k");
  assert.throws(() => findModel("azure/gpt-99"), Failure);
});
