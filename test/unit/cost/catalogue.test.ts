import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { allModels, asOf, DEFAULT_MODEL, findModel } from "../../../engine/cost/catalogue.ts";
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
