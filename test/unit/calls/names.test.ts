import assert from "node:assert/strict";
import { test } from "node:test";
import { namedCounts } from "../../../engine/calls/named-counts.ts";
import { callOf, callsOf, pick } from "./read.ts";

const at = "2026-05-02T08:00:00Z";

/** Rows of tools that have names of their own, each of a call of 90 tokens of input and 50 of output. */
const ROWS: Readonly<Record<string, object>> = {
  "Datadog's spans": {
    type: "span",
    attributes: {
      span_kind: "llm",
      meta: { model_name: "gpt-5" },
      metrics: { input_tokens: 90, output_tokens: 50, total_tokens: 140 },
    },
  },
  Kong: {
    ai: {
      proxy: {
        usage: { prompt_tokens: 90, completion_tokens: 50 },
        meta: { request_model: "x", response_model: "gpt-5" },
      },
    },
    started_at: 1793527200000,
  },
  Continue: { model: "gpt-5", promptTokens: 90, generatedTokens: 50, timestamp: at, eventName: "tokensGenerated" },
  Portkey: { id: "p1", created_at: at, ai_model: "gpt-5", req_units: 90, res_units: 50, total_units: 140 },
  "New Relic": {
    eventType: "Summary",
    "response.model": "gpt-5",
    "response.usage.prompt_tokens": 90,
    "response.usage.completion_tokens": 50,
  },
  "names of paths": { "@timestamp": at, model: "gpt-5", "usage.prompt_tokens": 90, "usage.completion_tokens": 50 },
  promptfoo: { provider: { id: "gpt-5" }, response: { tokenUsage: { total: 140, prompt: 90, completion: 50 } } },
  "Inspect's sums": {
    eval: { model: "gpt-5" },
    stats: { model_usage: { "gpt-5": { input_tokens: 90, output_tokens: 50 } } },
  },
  "what pino wrote": {
    level: 30,
    msg: JSON.stringify({ model: "gpt-5", usage: { prompt_tokens: 90, completion_tokens: 50 } }),
  },
  PostHog: {
    event: "$ai_generation",
    properties: { $ai_model: "gpt-5", $ai_input_tokens: 90, $ai_output_tokens: 50 },
    uuid: "u",
  },
};

for (const [name, row] of Object.entries(ROWS))
  test(`counts and a model in names of its own: ${name}`, () => {
    assert.deepEqual(pick(callOf(row), "model", "input", "output"), ["gpt-5", 90, 50]);
  });

test("agents that write the cache beside the input: pi, Droid, Kimi CLI", () => {
  const pi = {
    input: 30,
    output: 50,
    cacheRead: 50,
    cacheWrite: 10,
    totalTokens: 140,
    cost: { input: 0.1, total: 0.3 },
  };
  const droid = { inputTokens: 30, outputTokens: 50, cacheCreationTokens: 10, cacheReadTokens: 50, thinkingTokens: 20 };
  const kimi = { input_other: 30, output: 50, input_cache_read: 50, input_cache_creation: 10 };
  const calls = callsOf(
    { type: "message", timestamp: at, message: { role: "assistant", model: "claude-opus-4-6", usage: pi } },
    { model: "claude-opus-4-6", tokenUsage: droid },
    { timestamp: 1793527200.5, message: { type: "TurnBegin", payload: { user_input: "Why?" } } },
    { timestamp: 1793527201.5, message: { type: "StatusUpdate", payload: { token_usage: kimi } } },
  );
  for (const call of calls)
    assert.deepEqual(pick(call, "input", "cached", "cacheWrite5m", "output"), [90, 50, 10, 50], call.tool);
  assert.deepEqual(
    calls.map(({ hidden, cost }) => [hidden, cost]),
    [
      [undefined, 0.3],
      [20, undefined],
      [undefined, undefined],
    ],
  );
});

test("OpenAI's export of costs tells dollars", () => {
  const result = {
    object: "organization.costs.result",
    amount: { value: 0.06, currency: "usd" },
    line_item: "gpt-5, input",
  };
  const page = { object: "page", data: [{ object: "bucket", start_time: 1793527200, results: [result] }] };
  assert.deepEqual(pick(callOf(page), "cost", "input", "time"), [0.06, undefined, 1793527200000]);
});

test("what is named for no tokens is no count", () => {
  assert.equal(namedCounts({ input: "some text", output: 3 }), undefined);
  assert.equal(namedCounts({ input_cost: 1, output_cost: 2 }), undefined);
  assert.equal(namedCounts({ input: 0.5, output: 0.25 }), undefined);
});
