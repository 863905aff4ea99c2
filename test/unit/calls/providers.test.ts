import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, pick } from "./read.ts";

const chat = (usage: object, more: object = {}) => ({
  id: "chatcmpl-Bx7Qf2LmZ9",
  object: "chat.completion",
  created: 1793527200,
  model: "o3-2025-04-16",
  usage,
  ...more,
});

test("a plain line", () => {
  const call = callOf({ model: "gpt-5", effort: "high", reasoning_tokens: 640, output_tokens: 700, text: "Why?" });
  assert.deepEqual(pick(call, "model", "effort", "hidden", "visible", "input", "prompt"), [
    "gpt-5",
    "high",
    640,
    60,
    undefined,
    "Why?",
  ]);
});

test("OpenAI's Responses, also within the event that completes a stream; one that failed bills nothing", () => {
  const response = {
    id: "resp_0a1b2c3d4e5f",
    object: "response",
    created_at: 1793527200.5,
    model: "gpt-5.5-2026-04-23",
    reasoning: { effort: "medium" },
    service_tier: "flex",
    usage: {
      input_tokens: 75,
      input_tokens_details: { cached_tokens: 64 },
      output_tokens: 1186,
      output_tokens_details: { reasoning_tokens: 1024 },
      total_tokens: 1261,
    },
  };
  const call = callOf(
    { type: "response.created", response: { ...response, usage: null } },
    { type: "response.completed", sequence_number: 9, response },
    { id: "resp_9", object: "response", status: "failed", error: { code: "server_error" }, usage: null },
  );
  assert.deepEqual(pick(call, "input", "cached", "hidden", "visible", "effort", "tier", "time", "tool"), [
    75,
    64,
    1024,
    162,
    "medium",
    "flex",
    1793527200500,
    "openai-responses",
  ]);
});

test("OpenAI's Chat with its request: the model is the response's, the prompt and the effort are the request's", () => {
  const content = [{ type: "text", text: "Prove it." }];
  const request = { model: "prod", reasoning_effort: "low", messages: [{ role: "user", content }] };
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 80,
    total_tokens: 89,
    completion_tokens_details: { reasoning_tokens: 64 },
  };
  const call = callOf({ request, response: { ...chat(usage), text: "An answer." }, duration_ms: 2500 });
  assert.deepEqual(pick(call, "model", "effort", "hidden", "visible", "prompt", "seconds", "cached"), [
    "o3-2025-04-16",
    "low",
    64,
    16,
    "Prove it.",
    2.5,
    undefined,
  ]);
});

test("details that are null are not known; a piece of a stream that has no counts yet bills nothing", () => {
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 80,
    total_tokens: 89,
    prompt_tokens_details: null,
    completion_tokens_details: null,
  };
  const call = callOf({ ...chat({}), object: "chat.completion.chunk", usage: null }, chat(usage));
  assert.deepEqual(pick(call, "cached", "hidden", "visible", "output"), [undefined, undefined, undefined, 80]);
});

test("whether hidden tokens stand inside the output or beside it is told by the total, then by what is possible", () => {
  const counts = (output: number, reasoning: number, total?: number) =>
    pick(
      callOf(
        chat({
          prompt_tokens: 10,
          completion_tokens: output,
          total_tokens: total,
          completion_tokens_details: { reasoning_tokens: reasoning },
        }),
      ),
      "output",
      "hidden",
      "visible",
      "doubt",
    );
  assert.deepEqual(counts(80, 60, 90), [80, 60, 20, undefined]);
  assert.deepEqual(counts(80, 60, 150), [140, 60, 80, undefined]);
  assert.deepEqual(counts(20, 60), [80, 60, 20, undefined]);
  assert.deepEqual(counts(80, 60), [80, 60, 20, undefined]);
  assert.deepEqual(counts(80, 60, 200), [80, 60, 20, "total"]);
  assert.deepEqual(counts(20, 60, 30), [20, undefined, undefined, "hidden"]);
});

test("caches as DeepSeek, LiteLLM, OpenRouter and Moonshot count them, all of it inside of the input", () => {
  const counts = (usage: object) =>
    pick(
      callOf(chat({ prompt_tokens: 100, completion_tokens: 5, ...usage })),
      "input",
      "cached",
      "cacheWrite5m",
      "cacheWrite1h",
    );
  assert.deepEqual(counts({ prompt_cache_hit_tokens: 60, prompt_cache_miss_tokens: 40 }), [
    100,
    60,
    undefined,
    undefined,
  ]);
  assert.deepEqual(
    counts({
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 30,
      prompt_tokens_details: { cached_tokens: 60 },
    }),
    [100, 60, 30, undefined],
  );
  assert.deepEqual(counts({ prompt_tokens_details: { cached_tokens: 60, cache_write_tokens: 0 } }), [100, 60, 0, 0]);
  assert.deepEqual(counts({ cached_tokens: 60 }), [100, 60, undefined, undefined]);
});

test("the cost that is logged with the usage: OpenRouter's with a key of the user's own, Perplexity's, xAI's ticks", () => {
  const cost = (usage: object) => callOf(chat({ prompt_tokens: 1, completion_tokens: 1, ...usage })).cost;
  assert.equal(cost({ cost: 0.02 }), 0.02);
  assert.equal(cost({ cost: 0.25, is_byok: true, cost_details: { upstream_inference_cost: 0.5 } }), 0.75);
  assert.equal(cost({ cost: { input_tokens_cost: 0.1, total_cost: 0.3 } }), 0.3);
  assert.equal(cost({ cost_in_usd_ticks: 25_000_000 }), 0.0025);
});

test("OpenAI's batches: an answer is billed at the batch's price, an error is not", () => {
  const usage = { prompt_tokens: 9, completion_tokens: 80, total_tokens: 89 };
  const call = callOf(
    { custom_id: "a", response: { status_code: 200, request_id: "q1", body: chat(usage) }, error: null },
    { custom_id: "b", response: { status_code: 429, body: { error: { message: "slow" } } }, error: null },
    { custom_id: "c", response: null, error: { code: "batch_expired" } },
  );
  assert.deepEqual(pick(call, "tier", "output"), ["batch", 80]);
});

test("OpenAI's export of usage has sums of many requests, as JSON and as CSV", () => {
  const result = {
    object: "organization.usage.completions.result",
    input_tokens: 900,
    output_tokens: 70,
    input_cached_tokens: 300,
    num_model_requests: 7,
    model: "gpt-5.5",
    batch: true,
    project_id: "p",
  };
  const page = {
    object: "page",
    data: [{ object: "bucket", start_time: 1793527200, end_time: 1793613600, results: [result] }],
    has_more: false,
  };
  assert.deepEqual(pick(callOf(page), "calls", "input", "cached", "output", "hidden", "tier", "time"), [
    7,
    900,
    300,
    70,
    undefined,
    "batch",
    1793527200000,
  ]);
  const csv =
    "start_time,model,batch,num_model_requests,input_tokens,output_tokens,input_cached_tokens\r\n1793527200,gpt-5.5,false,7,900,70,300\r\n";
  const { records, bad } = readLogs([csv]);
  assert.deepEqual([records.length, bad.length], [1, 0]);
  assert.deepEqual(pick(records[0], "calls", "input", "tier"), [7, 900, undefined]);
});

const message = (output: number, thinking: number | undefined) => ({
  id: "msg_01QrT7",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-5",
  usage: {
    input_tokens: 3,
    cache_read_input_tokens: 40,
    cache_creation_input_tokens: 7,
    output_tokens: output,
    output_tokens_details: thinking === undefined ? null : { thinking_tokens: thinking },
  },
});

test("Anthropic's Messages, logged again as they grow, count once with the largest counts", () => {
  const call = callOf({ message: message(10, 5) }, { message: message(900, 600) }, { message: message(2, undefined) });
  assert.deepEqual(pick(call, "input", "output", "hidden", "visible"), [50, 900, 600, 300]);
});

test("Anthropic's Messages: what compacted the context before is billed beside the message", () => {
  const { usage } = message(90, 60);
  const iterations = [
    { type: "compaction", input_tokens: 500, output_tokens: 20, cache_read_input_tokens: 100 },
    { type: "message", input_tokens: 3, output_tokens: 90 },
  ];
  const call = callOf({ ...message(90, 60), usage: { ...usage, iterations } });
  assert.deepEqual(pick(call, "input", "cached", "output", "hidden"), [650, 140, 110, 60]);
});

test("Qwen counts as the Responses do, with details of the Chat's name", () => {
  const usage = {
    input_tokens: 20,
    output_tokens: 80,
    output_tokens_details: { reasoning_tokens: 60 },
    prompt_tokens_details: { cached_tokens: 8 },
  };
  assert.deepEqual(pick(callOf({ model: "qwen3-max", usage }), "cached", "hidden", "visible"), [8, 60, 20]);
});

test("Anthropic's batches: what succeeded is billed at the batch's price", () => {
  const call = callOf(
    { custom_id: "a", result: { type: "succeeded", message: message(9, 4) } },
    { custom_id: "b", result: { type: "errored", error: { type: "invalid_request" } } },
    { custom_id: "c", result: { type: "expired" } },
    { custom_id: "d", result: { type: "canceled" } },
  );
  assert.deepEqual(pick(call, "tier", "output", "hidden"), ["batch", 9, 4]);
});

test("Anthropic's stream: the output's counts come with the last event", () => {
  const call = callOf(
    { type: "message_start", message: message(1, undefined) },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "x" } },
    {
      type: "message_delta",
      delta: { stop_reason: "end_turn" },
      usage: { output_tokens: 90, output_tokens_details: { thinking_tokens: 60 } },
    },
    { type: "message_stop" },
  );
  assert.deepEqual(pick(call, "input", "output", "hidden"), [50, 90, 60]);
});

test("Gemini: a count that is zero is left out; the names of its SDK for Python; streamed pieces are one call", () => {
  const piece = (candidates: number | undefined, thoughts: number | undefined) => ({
    responseId: "aB3dE5fG7hI9",
    modelVersion: "gemini-3-pro",
    usageMetadata: {
      promptTokenCount: 9,
      ...(candidates !== undefined && { candidatesTokenCount: candidates }),
      ...(thoughts !== undefined && { thoughtsTokenCount: thoughts }),
      totalTokenCount: 9 + (candidates ?? 0) + (thoughts ?? 0),
    },
  });
  assert.deepEqual(
    pick(callOf(piece(undefined, 40), piece(12, 90)), "output", "hidden", "visible", "cached"),
    [102, 90, 12, 0],
  );
  const snake = {
    model_version: "gemini-3-pro",
    response_id: "z9",
    usage_metadata: {
      prompt_token_count: 9,
      candidates_token_count: 5,
      thoughts_token_count: null,
      cached_content_token_count: 4,
      total_token_count: 14,
      tool_use_prompt_token_count: null,
    },
  };
  assert.deepEqual(pick(callOf(snake), "input", "cached", "output", "hidden"), [9, 4, 5, 0]);
});

test("Gemini's and Vertex AI's batches: what was answered is billed at the batch's price", () => {
  const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 5, thoughtsTokenCount: 7, totalTokenCount: 21 };
  const response = { candidates: [], modelVersion: "gemini-2.5-pro", usageMetadata };
  const request = { contents: [{ role: "user", parts: [{ text: "hi" }] }] };
  const calls = callsOf(
    { key: "a", response: { ...response, responseId: "k1" } },
    { key: "b", error: { code: 13 } },
    {
      status: "",
      processed_time: "2026-05-02T08:00:00.123+00:00",
      request,
      response: { ...response, responseId: "k2" },
    },
    { status: "Bad Request", processed_time: "2026-05-02T08:00:00+00:00", request, response: {} },
  );
  assert.deepEqual(
    calls.map((call) => pick(call, "tier", "output", "prompt")),
    [
      ["batch", 12, undefined],
      ["batch", 12, "hi"],
    ],
  );
});

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
  const old = { model: "gpt-5.5", usage: { promptTokens: 9, completionTokens: 4, totalTokens: 13 } };
  assert.deepEqual(pick(callOf(old), "input", "output"), [9, 4]);
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
