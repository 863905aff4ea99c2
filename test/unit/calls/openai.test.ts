import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, pick } from "./read.ts";

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

test("Qwen counts as the Responses do, with details of the Chat's name", () => {
  const usage = {
    input_tokens: 20,
    output_tokens: 80,
    output_tokens_details: { reasoning_tokens: 60 },
    prompt_tokens_details: { cached_tokens: 8 },
  };
  assert.deepEqual(pick(callOf({ model: "qwen3-max", usage }), "cached", "hidden", "visible"), [8, 60, 20]);
});

test("OpenAI's Realtime: the head of a session names the model of its responses", () => {
  const session = { object: "realtime.session", model: "gpt-realtime" };
  const response = (more: object) => ({ id: "resp_77aa88bb99", object: "realtime.response", ...more });
  const usage = { total_tokens: 140, input_tokens: 90, output_tokens: 50, input_token_details: { cached_tokens: 60 } };
  const call = callOf(
    { type: "session.created", session },
    { type: "response.created", response: response({ usage: null }) },
    { type: "response.done", response: response({ usage }) },
  );
  assert.deepEqual(pick(call, "model", "input", "cached", "output"), ["gpt-realtime", 90, 60, 50]);
});

test("Pydantic AI's messages have the hidden tokens among the details", () => {
  const usage = {
    input_tokens: 90,
    cache_read_tokens: 60,
    cache_write_tokens: 0,
    output_tokens: 50,
    details: { reasoning_tokens: 40 },
  };
  const call = callOf({ kind: "response", model_name: "gpt-5", usage });
  assert.deepEqual(pick(call, "input", "cached", "output", "hidden"), [90, 60, 50, 40]);
});
