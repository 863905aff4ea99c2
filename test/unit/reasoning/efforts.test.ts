import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { anyModel } from "../../../engine/cost/catalogue.ts";
import { effortLadder, risingWithEffort, usualEffort } from "../../../engine/reasoning/efforts.ts";
import { callTables } from "../../../engine/reasoning/forecast-weights.ts";
import { canThink, plainName } from "../../../engine/reasoning/model-kin.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";
import { Failure } from "../../../protocol/failure.ts";

const model = (id: string, more: Partial<ModelInfo> = {}): ModelInfo => ({
  id,
  provider: "openai",
  name: id,
  counting: { family: "o200k", tolerance: 0 },
  ...more,
});
const rung = (effort: string) => ({ effort, like: effort });

test("tokens rise with the effort at every probability, and the asked effort keeps its own", () => {
  const row = fc.array(fc.double({ min: 1, max: 1e5, noNaN: true }), { minLength: 3, maxLength: 3 });
  const efforts = ["low", "medium", "high", "xhigh"].map(rung);
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 4 }), fc.nat({ max: 3 }), (tokens, asked) => {
      const rising = risingWithEffort(efforts, tokens, efforts[asked]!);
      assert.ok(rising.every((r, i) => i === 0 || r.every((n, j) => n > 1.29 * rising[i - 1]![j]!)));
      assert.deepEqual(rising[asked], tokens[asked]);
    }),
  );
});

test("the ladder is in rising order and holds what was asked for", () => {
  const gpt = model("gpt-5.2", { efforts: ["high", "none", "low", "xhigh", "medium"] });
  const { rungs, asked } = effortLadder(callTables(), gpt, undefined);
  assert.deepEqual(
    rungs.map((r) => r.effort),
    ["none", "low", "medium", "high", "xhigh"],
  );
  assert.equal(asked.effort, "none");
  assert.equal(effortLadder(callTables(), gpt, "4096").asked.ceiling, 4096);
  assert.throws(
    () => effortLadder(callTables(), gpt, "lots"),
    (error) =>
      error instanceof Failure && error.code === "usage" && /none, low, medium, high, xhigh/.test(error.message),
  );
});

test("a model with budgets instead of efforts has a ladder of them", () => {
  const claude = model("claude-sonnet-4-5", { provider: "anthropic", thinkingBudget: { min: 1024, max: 64_000 } });
  const { rungs, asked } = effortLadder(callTables(), claude, "10000");
  assert.deepEqual(
    rungs.map(({ effort, ceiling }) => [effort, ceiling]),
    [["none", undefined], ...[1024, 4096, 10_000, 16_384, 64_000].map((n) => [String(n), n])],
  );
  assert.equal(asked.effort, "10000");
});

test("where none is asked for, a call runs at the maker's own default", () => {
  const usual = {
    "gpt-5.1": "none",
    "gpt-5.4-mini": "none",
    "gpt-5.5": "medium",
    o3: "medium",
    "gemini-3-pro-preview": "high",
    "gemini-3.1-flash-lite": "minimal",
    "gemini-3.5-flash": "medium",
    "claude-sonnet-4-5": "none",
    "claude-opus-4-8": "none",
    "claude-opus-5-5": "medium",
    "claude-sonnet-5": "high",
    "aws/global.anthropic.claude-haiku-4-5-20251001-v1:0": "none",
    "dashscope/qwen-plus": "none",
    "deepseek-reasoner": "default",
  };
  for (const [id, effort] of Object.entries(usual)) assert.equal(usualEffort(anyModel(id)), effort, id);
});

test("a budget asks for thinking where it has to be asked for", () => {
  const ladder = (effort?: string) => effortLadder(callTables(), anyModel("claude-opus-4-5"), effort).asked;
  assert.equal(ladder().like, "none");
  assert.notEqual(ladder("4096").like, "none");
  assert.notEqual(ladder("high").like, "none");
});

test("a model's plain name has no provider, date or stage", () => {
  assert.equal(plainName("openai/gpt-5.2-2025-12-11"), "gpt-5-2");
  assert.equal(plainName("google/gemini-2.5-pro-preview-06-05"), "gemini-2-5-pro");
  assert.equal(plainName("claude-opus-4-5-20251101"), "claude-opus-4-5");
});

test("which models think", () => {
  for (const id of ["o3-mini", "deepseek-reasoner", "grok-4-0709", "qwq-32b", "kimi-k2-thinking"])
    assert.ok(canThink(model(id)), id);
  for (const id of [
    "gpt-6-sol",
    "google/claude-opus-5",
    "gemini-3.8-flash",
    "grok-3-mini",
    "fireworks/glm-4p7",
    "qwen3-32b",
    "qwen/qwen-plus-2025-07-28:thinking",
    "ft:o4-mini",
    "codex-mini-latest",
    "glm-z1-32b",
    "olmo-3-32b-think",
    "nvidia.nemotron-nano-3-30b:0",
    "inception/mercury-2",
    "grok-build-0.1",
    "perplexity/sonar-deep-research",
    "qwen3.7-max",
    "dashscope/qwen-flash",
    "google/gemma-4-31b-it",
    "~anthropic/claude-opus-latest",
    "gpt-5.1-chat-latest",
  ])
    assert.ok(canThink(model(id)), id);
  for (const id of [
    "gpt-4o",
    "grok-4-fast-non-reasoning",
    "llama-3.3-70b-instruct",
    "claude-3-5-sonnet",
    "qwen3-max",
  ].concat("groq/llama-3.1-405b-reasoning gpt-5-chat-latest openai/gpt-5.3-chat qwen/qwen3-235b-a22b-2507".split(" ")))
    assert.ok(!canThink(model(id)), id);
  assert.ok(!canThink(model("gpt-4.1", { efforts: [] })));
  assert.ok(canThink(model("any", { thinkingBudget: { min: 1, max: 2 } })));
});
