import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf, callsOf, pick } from "./read.ts";

const usage = { prompt_tokens: 90, completion_tokens: 50, total_tokens: 140 };
const other = { prompt_tokens: 95, completion_tokens: 7, total_tokens: 102 };

/** Documents with two calls of 90 and 95 tokens of input, told one by one. */
const DOCUMENTS: Readonly<Record<string, object>> = {
  "messages with their usage, and a second list that repeats them": {
    id: "T-1",
    created: 1793527200000,
    messages: [
      { role: "user", content: "Why?" },
      { role: "assistant", usage: { model: "gpt-5", inputTokens: 90, outputTokens: 50 } },
      { role: "assistant", usage: { model: "gpt-5", inputTokens: 95, outputTokens: 7 } },
    ],
    usageLedger: { events: [{ model: "gpt-5", tokens: { input: 90, output: 50 } }] },
  },
  "the responses that messages hold": {
    info: { model_stats: { api_calls: 2 } },
    messages: [
      { role: "assistant", extra: { response: { model: "gpt-5", usage } } },
      { role: "assistant", extra: { response: { model: "gpt-5", usage: other } } },
    ],
  },
  "a conversation by id, and the same as a list": {
    chat: {
      history: { messages: { a: { model: "gpt-5", usage } } },
      messages: [
        { model: "gpt-5", usage },
        { model: "gpt-5", usage: other },
      ],
    },
  },
  "calls within the turns of a run, whose head names the model": {
    model: "gpt-5",
    turns: [{ calls: [{ usage }] }, { calls: [{ usage: other }] }],
  },
  "spans with their counts in the names of paths, and their sums in the head": {
    info: { metadata: { "x.trace.tokenUsage": '{"input_tokens": 185, "output_tokens": 57}' } },
    data: {
      spans: [
        { name: "agent", attributes: { "x.spanType": "AGENT" } },
        { attributes: { "x.llm.model": '"gpt-5"', "x.chat.tokenUsage": '{"input_tokens": 90, "output_tokens": 50}' } },
        { attributes: { "x.llm.model": '"gpt-5"', "x.chat.tokenUsage": '{"input_tokens": 95, "output_tokens": 7}' } },
      ],
    },
  },
  "sums by day and by model": {
    daily: [
      {
        date: "2026-05-02",
        inputTokens: 185,
        outputTokens: 57,
        breakdowns: [
          { modelName: "gpt-5", inputTokens: 90, outputTokens: 50 },
          { modelName: "gpt-5", inputTokens: 95, outputTokens: 7 },
        ],
      },
    ],
  },
};

for (const [name, document] of Object.entries(DOCUMENTS))
  test(`a document that lists its calls: ${name}`, () => {
    assert.deepEqual(
      callsOf(document).map((call) => pick(call, "model", "input", "output")),
      [
        ["gpt-5", 90, 50],
        ["gpt-5", 95, 7],
      ],
    );
  });

test("a document that is imported again once it has grown tells of the same calls", () => {
  const messages = [{ usage }, { usage: other }];
  const document = (length: number) => ({
    id: "thread_5d2c7b1e90aa",
    model: "gpt-5",
    messages: messages.slice(0, length),
  });
  assert.equal(callsOf(document(1), document(2)).length, 2);
});

/** Rows of providers that nobody knows, each of a call of 90 tokens of input and 50 of output. */
const UNKNOWN: Readonly<Record<string, object>> = {
  stats: { model_instance_id: "gpt-5", stats: { input_tokens: 90, total_output_tokens: 50, tokens_per_second: 4 } },
  metrics: { model: "gpt-5", metrics: { input_token_count: 90, output_token_count: 50, predict_time: 1 } },
  results: { model_id: "gpt-5", results: [{ input_token_count: 90, generated_token_count: 50 }] },
  timings: { model: "gpt-5", timings: { prompt_n: 30, cache_n: 60, predicted_n: 50 } },
  "llama.cpp's own": { model: "gpt-5", tokens_evaluated: 90, tokens_predicted: 50, tokens_cached: 139 },
};

for (const [name, row] of Object.entries(UNKNOWN))
  test(`counts that say what they are of: ${name}`, () => {
    assert.deepEqual(pick(callOf(row), "model", "input", "output"), ["gpt-5", 90, 50]);
  });

test("sums that are named totals of a part are that part", () => {
  const told = {
    total_input_tokens: 700,
    total_cached_tokens: 512,
    total_output_tokens: 20,
    total_tool_use_tokens: 0,
    total_thought_tokens: 220,
    total_tokens: 940,
  };
  const call = callOf({ model: "gemini-3-flash", usage: told });
  assert.deepEqual(pick(call, "input", "cached", "output", "hidden"), [700, 512, 240, 220]);
});

test("a stream that tells the counts so far with each piece, and one that has them beside its choice", () => {
  const piece = { id: "chatcmpl-3f2b9a0c1d4e4f5a", object: "chat.completion.chunk", model: "qwen3" };
  const sofar = (completion_tokens: number) => ({ ...piece, usage: { prompt_tokens: 40, completion_tokens } });
  assert.deepEqual(pick(callOf(sofar(0), sofar(1), sofar(3)), "input", "output"), [40, 3]);
  const choice = { index: 0, delta: {}, usage: { prompt_tokens: 40, completion_tokens: 9, cached_tokens: 30 } };
  const beside = callOf({ ...piece, choices: [{ index: 0, delta: {} }] }, { ...piece, choices: [choice] });
  assert.deepEqual(pick(beside, "input", "cached", "output"), [40, 30, 9]);
});
