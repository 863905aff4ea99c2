import assert from "node:assert/strict";
import { test } from "node:test";
import { calcPrice } from "@pydantic/genai-prices";
import fc from "fast-check";
import { allModels, findModel } from "../../../engine/cost/catalogue.ts";
import { Failure } from "../../../protocol/failure.ts";
import { meantBy, priceOf } from "./named.ts";

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

test("Google's paths and versions", () => {
  const meant = {
    "vertex_ai/claude-haiku-4-5@20251001": "vertex_ai/claude-haiku-4-5@20251001",
    "projects/p/locations/global/publishers/google/models/gemini-2.5-flash": "gemini-2.5-flash",
    "publishers/anthropic/models/claude-opus-4-6@default": "google/claude-opus-4-6",
    "gemini/gemini-2.0-flash-001": "gemini-2.0-flash",
  };
  assert.deepEqual(meantBy(Object.keys(meant)), meant);
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

test("a provider of any name is a name", () => {
  for (const provider of ["constructor", "__proto__", "valueof"])
    assert.equal(findModel(`${provider}/gpt-5.5`).provider, provider);
});
