import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, message, pick } from "./read.ts";

test("Bedrock: Converse counts what no cache holds; the log of invocations has the provider's body, whole or streamed", () => {
  const modelId = "eu.anthropic.claude-sonnet-5-v1:0";
  const usage = {
    inputTokens: 10,
    outputTokens: 30,
    totalTokens: 140,
    cacheReadInputTokens: 60,
    cacheWriteInputTokens: 40,
  };
  const details = [
    { ttl: "1h", inputTokens: 15 },
    { ttl: "5m", inputTokens: 25 },
  ];
  const converse = callOf({ modelId, usage: { ...usage, cacheDetails: details }, metrics: { latencyMs: 900 } });
  assert.deepEqual(pick(converse, "input", "cached", "cacheWrite5m", "cacheWrite1h", "hidden", "seconds", "doubt"), [
    110,
    60,
    25,
    15,
    undefined,
    0.9,
    undefined,
  ]);
  const row = (outputBodyJson: unknown, more: object = {}) => ({
    schemaType: "ModelInvocationLog",
    timestamp: "2026-05-02T08:00:00Z",
    requestId: "4f5e6d7c8b9a",
    modelId,
    input: { inputTokenCount: 10, inputBodyJson: { messages: [{ role: "user", content: "hi" }] } },
    output: { outputTokenCount: 30, outputBodyJson },
    ...more,
  });
  const streamed = [
    {
      type: "message_start",
      message: {
        id: "msg_bdrk_1",
        usage: { input_tokens: 10, cache_read_input_tokens: 60, cache_creation_input_tokens: 0, output_tokens: 1 },
      },
    },
    { type: "message_delta", usage: { output_tokens: 30, output_tokens_details: { thinking_tokens: 20 } } },
    {
      type: "message_stop",
      "amazon-bedrock-invocationMetrics": { inputTokenCount: 10, outputTokenCount: 30, invocationLatency: 1500 },
    },
  ];
  assert.deepEqual(pick(callOf(row(streamed)), "input", "output", "hidden", "seconds", "prompt", "model"), [
    70,
    30,
    20,
    1.5,
    "hi",
    modelId,
  ]);
  assert.deepEqual(pick(callOf(row(undefined)), "input", "output", "hidden"), [10, 30, undefined]);
  assert.deepEqual(callsOf(row(undefined, { errorCode: "ThrottlingException" })).length, 0);
  const batch = {
    recordId: "R1",
    modelInput: { messages: [] },
    modelOutput: { ...message(9, 4), model: "claude-sonnet-5" },
  };
  assert.deepEqual(
    pick(callOf(batch, { recordId: "R2", modelInput: {}, error: { errorCode: 400 } }), "tier", "hidden"),
    ["batch", 4],
  );
});

test("the AI SDK: the model stands beside the usage; a call for each step", () => {
  const usage = { inputTokens: 90, outputTokens: 50, totalTokens: 140, reasoningTokens: 30, cachedInputTokens: 10 };
  const response = { id: "resp_77aa88bb99", modelId: "gpt-5.5", timestamp: "2026-05-02T08:00:00Z" };
  assert.deepEqual(pick(callOf({ text: "x", usage, response }), "model", "cached", "hidden", "visible"), [
    "gpt-5.5",
    10,
    30,
    20,
  ]);
  const steps = [
    { usage, response },
    { usage: { ...usage, outputTokens: 31, totalTokens: 121 }, response: { ...response, id: "resp_2" } },
  ];
  assert.deepEqual(
    callsOf({ text: "x", steps, totalUsage: { inputTokens: 180, outputTokens: 81 } }).map(({ output }) => output),
    [50, 31],
  );
  const streamed = {
    text: "x",
    usage: steps[1]!.usage,
    totalUsage: { ...usage, outputTokens: 81, totalTokens: 171 },
    response,
  };
  assert.deepEqual(
    pick(callOf(streamed), "output"),
    [81],
    "without its steps the sum of all of them, not the last one's",
  );
  const parts = {
    inputTokens: { total: 90, noCache: 70, cacheRead: 15, cacheWrite: 5 },
    outputTokens: { total: 50, text: 20, reasoning: 30 },
  };
  assert.deepEqual(
    pick(callOf({ text: "x", usage: parts, response }), "input", "cached", "cacheWrite5m", "output", "hidden"),
    [90, 15, 5, 50, 30],
  );
  const old = { model: "gpt-5.5", usage: { promptTokens: 9, completionTokens: 4, totalTokens: 13 } };
  assert.deepEqual(pick(callOf(old), "input", "output"), [9, 4]);
});

test("the AI SDK hands on what its own sums leave out", () => {
  const response = { id: "msg_77aa88bb99", modelId: "claude-sonnet-5" };
  const told = (usage: object, providerMetadata: object) =>
    pick(callOf({ usage, providerMetadata, response }), "input", "cached", "cacheWrite5m", "output", "hidden");
  const raw = { input_tokens: 14, cache_creation_input_tokens: 400, cache_read_input_tokens: 6000, output_tokens: 20 };
  const fifth = { inputTokens: 14, outputTokens: 20, totalTokens: 34, cachedInputTokens: 6000 };
  assert.deepEqual(told(fifth, { anthropic: { usage: raw } }), [6414, 6000, 400, 20, undefined]);
  const fourth = { promptTokens: 14, completionTokens: 20, totalTokens: 34 };
  const caches = { cacheCreationInputTokens: 400, cacheReadInputTokens: 6000 };
  assert.deepEqual(told(fourth, { anthropic: caches }), [6414, 6000, 400, 20, undefined]);
  const openai = { reasoningTokens: 16, cachedPromptTokens: 10 };
  assert.deepEqual(told(fourth, { openai }), [14, 10, undefined, 20, 16]);
  assert.deepEqual(told({ ...fifth, cachedInputTokens: 4 }, { openai: { responseId: "r" } }), [
    14,
    4,
    undefined,
    20,
    undefined,
  ]);
});

test("OpenRouter's generation has the native counts; its activity is a generation a row, or sums", () => {
  const data = {
    id: "gen-1793527200-Qw3eR5tY",
    model: "openai/gpt-5",
    created_at: "2026-05-02T08:00:00Z",
    usage: 0.01,
    total_cost: 0.01,
    tokens_prompt: 5,
    native_tokens_prompt: 9,
    native_tokens_completion: 50,
    native_tokens_reasoning: 30,
    native_tokens_cached: 4,
    generation_time: 700,
  };
  assert.deepEqual(
    pick(callOf({ data }), "input", "cached", "output", "hidden", "cost", "seconds"),
    [9, 4, 50, 30, 0.01, 0.7],
  );
  const csv =
    'generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,variant,app_name\ngen-2,"2026-05-02 08:00:00",0.25,9,50,30,4,openai/gpt-5,free,"A, B"\n\n';
  const { records, bad } = readLogs([csv]);
  assert.deepEqual(bad, []);
  assert.deepEqual(pick(records[0], "model", "hidden", "cost", "project", "time"), [
    "openai/gpt-5:free",
    30,
    0.25,
    "A, B",
    Date.UTC(2026, 4, 2, 8),
  ]);
  const day = {
    date: "2026-05-02",
    model: "openai/gpt-5",
    model_permaslug: "openai/gpt-5",
    usage: 0.5,
    requests: 5,
    prompt_tokens: 9,
    completion_tokens: 50,
    reasoning_tokens: 30,
  };
  assert.deepEqual(pick(callOf({ data: [day] }), "calls", "hidden", "cost"), [5, 30, 0.5]);
});

test("Ollama, Cohere, Cloudflare's gateway and Braintrust: their own names of the counts", () => {
  const ollama = { model: "qwen3:8b", created_at: "2026-05-02T08:00:00Z" };
  const calls = callsOf(
    { ...ollama, message: { role: "assistant", content: "x" }, done: false },
    { ...ollama, done: true, prompt_eval_count: 90, eval_count: 50 },
    {
      id: "c14c80c3-18eb",
      model: "command-a-03-2025",
      usage: {
        billed_units: { input_tokens: 90, output_tokens: 50 },
        tokens: { input_tokens: 170, output_tokens: 52 },
      },
    },
    { id: "01JX5Y6Z7A", created_at: "2026-05-02T08:00:00Z", model: "gpt-5", tokens_in: 90, tokens_out: 50, cost: 0.01 },
    {
      id: "a1b2c3d4e5",
      metadata: { model: "gpt-5" },
      metrics: { prompt_tokens: 90, completion_tokens: 50, tokens: 140 },
    },
  );
  assert.deepEqual(
    calls.map((call) => pick(call, "input", "output")),
    Array.from({ length: 4 }, () => [90, 50]),
  );
});
