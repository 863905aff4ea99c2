import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, message, pick } from "./read.ts";

const usage = {
  prompt_tokens: 90,
  completion_tokens: 50,
  total_tokens: 140,
  completion_tokens_details: { reasoning_tokens: 30 },
  prompt_tokens_details: { cached_tokens: 20 },
};
const times = { startTime: "2026-05-02T08:00:00.000Z", endTime: "2026-05-02T08:00:04.500Z" };

test("LiteLLM's spend logs: the details are in the metadata, also where that is text; a failure bills nothing", () => {
  const row = {
    request_id: "chatcmpl-5f6a7b8c9d",
    call_type: "acompletion",
    spend: 0.5,
    prompt_tokens: 90,
    completion_tokens: 50,
    total_tokens: 140,
    model: "gpt-5.5",
    custom_llm_provider: "azure",
    session_id: "s",
    ...times,
  };
  const metadata = { usage_object: usage };
  for (const written of [metadata, JSON.stringify(metadata)])
    assert.deepEqual(pick(callOf({ ...row, metadata: written }), "hidden", "cached", "cost", "seconds", "provider"), [
      30,
      20,
      0.5,
      4.5,
      "azure",
    ]);
  assert.deepEqual(pick(callOf({ ...row, metadata: {} }), "hidden", "output", "input"), [undefined, 50, 90]);
  assert.deepEqual(callsOf({ ...row, metadata: { status: "failure" } }), []);
});

test("LiteLLM's payload: the counts and the model are the response's, the cost is LiteLLM's", () => {
  const row = {
    id: "c1",
    call_type: "acompletion",
    response_cost: 0.5,
    status: "success",
    model: "gpt",
    model_parameters: { reasoning_effort: "high" },
    messages: [{ role: "user", content: "hi" }],
    startTime: 1793527200.25,
    endTime: 1793527201.5,
    prompt_tokens: 90,
    completion_tokens: 50,
    total_tokens: 140,
  };
  const response = { id: "chatcmpl-5f6a7b8c9d", model: "gpt-5.5-2026-04-23", usage };
  assert.deepEqual(pick(callOf({ ...row, response }), "model", "hidden", "cost", "effort", "seconds", "prompt"), [
    "gpt-5.5-2026-04-23",
    30,
    0.5,
    "high",
    1.25,
    "hi",
  ]);
  assert.deepEqual(pick(callOf({ ...row, response: "a text" }), "model", "output", "hidden"), ["gpt", 50, undefined]);
  assert.deepEqual(callsOf({ ...row, status: "failure", response: null }), []);
});

test("Langfuse: parts that hold nothing of each other, of generations alone; older sums", () => {
  const observation = { id: "obs-4e5f6a7b8c", traceId: "t", type: "GENERATION", model: "claude-sonnet-5", ...times };
  const usageDetails = {
    input: 10,
    input_cached_tokens: 60,
    cache_creation_input_tokens: 5,
    output: 40,
    output_reasoning_tokens: 30,
    total: 145,
  };
  const trace = { ...observation, id: "span", type: "SPAN", usageDetails };
  const calls = callsOf(trace, {
    ...observation,
    usageDetails,
    costDetails: { total: 0.5 },
    modelParameters: '{"reasoning_effort":"low"}',
  });
  assert.equal(calls.length, 1);
  assert.deepEqual(pick(calls[0], "input", "cached", "cacheWrite5m", "output", "hidden", "cost", "effort", "seconds"), [
    75,
    60,
    5,
    70,
    30,
    0.5,
    "low",
    4.5,
  ]);
  const old = { ...observation, usage: { input: 10, output: 40, total: 50, unit: "TOKENS", totalCost: 0.25 } };
  assert.deepEqual(pick(callOf({ data: [old], meta: { page: 1 } }), "input", "output", "hidden", "cost"), [
    10,
    40,
    undefined,
    0.25,
  ]);
  const nested = { id: "t", name: "chat", observations: [{ ...observation, usageDetails }, trace] };
  assert.equal(callOf(nested).hidden, 30);
});

test("Langfuse: where an integration handed on the provider's counts, the total says that parts stand inside", () => {
  const usageDetails = { input: 75, input_cached_tokens: 60, output: 70, output_reasoning_tokens: 30, total: 145 };
  const call = callOf({ id: "obs-1", traceId: "t", type: "GENERATION", model: "gpt-5.5", usageDetails });
  assert.deepEqual(pick(call, "input", "cached", "output", "hidden", "visible"), [75, 60, 70, 30, 40]);
});

test("Langfuse: an export as CSV has the details as text", () => {
  const row = [
    "0a1b2c3d-e4f5",
    "GENERATION",
    "t",
    "o3",
    '"{""input"":60,""output"":10,""output_reasoning_tokens"":90}"',
  ];
  const { records, bad } = readLogs([`id,type,traceId,model,usageDetails\n${row.join(",")}\n`]);
  assert.deepEqual(bad, []);
  assert.deepEqual(pick(records[0], "model", "input", "output", "hidden"), ["o3", 60, 100, 90]);
});

test("LangSmith: runs of a model alone, their counts in the outputs, in a message of LangChain or in the row", () => {
  const run = {
    id: "4b5c6d7e-1111",
    run_type: "llm",
    start_time: "2026-05-02T08:00:00.5",
    end_time: "2026-05-02T08:00:02.5",
    extra: { metadata: { ls_model_name: "gpt-5.5", ls_provider: "openai" } },
    total_cost: "0.25",
  };
  const usage_metadata = {
    input_tokens: 90,
    output_tokens: 50,
    total_tokens: 140,
    input_token_details: { cache_read: 20 },
    output_token_details: { reasoning: 30 },
  };
  const chain = { ...run, id: "p", run_type: "chain", outputs: { usage_metadata } };
  assert.equal(callOf({ ...chain, child_runs: [{ ...run, outputs: { usage_metadata } }] }).hidden, 30);
  for (const outputs of [{ usage_metadata }, { generations: [[{ message: { kwargs: { usage_metadata } } }]] }]) {
    const call = callOf(chain, { ...run, outputs });
    assert.deepEqual(pick(call, "model", "cached", "hidden", "visible", "cost", "seconds"), [
      "gpt-5.5",
      20,
      30,
      20,
      0.25,
      2,
    ]);
  }
  assert.deepEqual(
    pick(callOf({ ...run, outputs: null, prompt_tokens: 9, completion_tokens: 4 }), "input", "output", "hidden"),
    [9, 4, undefined],
  );
});

test("Helicone: the provider's response within, else the counts of the row; a failure bills nothing", () => {
  const row = {
    response_status: 200,
    request_id: "r",
    response_created_at: "2026-05-02T08:00:00Z",
    request_body: { model: "m", messages: [{ role: "user", content: "hi" }] },
    prompt_tokens: 90,
    completion_tokens: 50,
    reasoning_tokens: 30,
    delay_ms: 1500,
    costUSD: 0.5,
    response_model: "gpt-5.5",
  };
  const body = { id: "chatcmpl-5f6a7b8c9d", model: "gpt-5.5-2026-04-23", usage };
  assert.deepEqual(pick(callOf({ ...row, response_body: body }), "model", "cached", "hidden", "cost", "seconds"), [
    "gpt-5.5-2026-04-23",
    20,
    30,
    0.5,
    1.5,
  ]);
  assert.deepEqual(pick(callOf({ ...row, response_body: {} }), "model", "hidden", "prompt"), ["gpt-5.5", 30, "hi"]);
  assert.deepEqual(callsOf({ ...row, response_status: 500, response_body: { error: {} } }), []);
});

test("OpenTelemetry: spans of calls, flat and as OTLP; those of agents and tools repeat them", () => {
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "gpt-5.5",
    "gen_ai.usage.input_tokens": 90,
    "gen_ai.usage.output_tokens": 50,
    "gen_ai.usage.reasoning.output_tokens": 30,
    "gen_ai.usage.cache_read.input_tokens": 20,
  };
  const flat = { name: "chat gpt-5.5", startTime: [1793527200, 500000000], endTime: [1793527202, 0], attributes };
  assert.deepEqual(
    pick(callOf(flat), "cached", "hidden", "visible", "seconds", "time"),
    [20, 30, 20, 1.5, 1793527200500],
  );
  const list = Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
  const span = {
    traceId: "a",
    spanId: "b",
    startTimeUnixNano: "1793527200000000000",
    endTimeUnixNano: "1793527203000000000",
    attributes: list,
  };
  const agent = {
    ...span,
    spanId: "c",
    attributes: [...list.slice(1), { key: "gen_ai.operation.name", value: { stringValue: "invoke_agent" } }],
  };
  const call = callOf({ resourceSpans: [{ scopeSpans: [{ spans: [agent, span] }] }] });
  assert.deepEqual(pick(call, "input", "hidden", "seconds", "model"), [90, 30, 3, "gpt-5.5"]);
  const older = {
    "gen_ai.system": "openai",
    "gen_ai.response.model": "o3",
    "gen_ai.usage.prompt_tokens": 9,
    "gen_ai.usage.completion_tokens": 4,
  };
  assert.deepEqual(pick(callOf({ name: "openai.chat", ...older }), "model", "input", "output"), ["o3", 9, 4]);
  const sdk = { "ai.model.id": "o3", "ai.usage.promptTokens": 9, "ai.usage.completionTokens": 4 };
  const whole = { name: "ai.generateText", spanId: "1", attributes: { ...sdk, "operation.name": "ai.generateText" } };
  const part = { name: "ai.generateText.doGenerate", spanId: "2", attributes: { ...sdk, ...older } };
  assert.deepEqual(pick(callOf(whole, part), "input", "output"), [9, 4]);
  const { startTimeUnixNano: timeUnixNano, endTimeUnixNano: _, ...record } = span;
  const event = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ ...record, timeUnixNano }] }] }] };
  assert.deepEqual(pick(callOf(event), "hidden", "time"), [30, 1793527200000]);
});

test("OpenTelemetry: what agents log under names of their own, and once more under those of the conventions", () => {
  const claude = {
    attributes: {
      "event.name": "api_request",
      "session.id": "s",
      model: "claude-opus-5",
      input_tokens: "12",
      output_tokens: "350",
      cache_read_tokens: "9000",
      cache_creation_tokens: "90",
      cost_usd: "0.5",
      duration_ms: "2000",
    },
  };
  const prompt = { attributes: { "event.name": "user_prompt", prompt_length: 4 } };
  assert.deepEqual(
    pick(callOf(prompt, claude), "input", "cached", "cacheWrite5m", "output", "hidden", "cost", "seconds"),
    [9102, 9000, 90, 350, undefined, 0.5, 2],
  );
  const codex = {
    "event.name": "codex.sse_event",
    model: "gpt-5",
    input_token_count: 90,
    output_token_count: 50,
    cached_token_count: 60,
    reasoning_token_count: 40,
    tool_token_count: 140,
  };
  assert.deepEqual(pick(callOf(codex), "input", "cached", "output", "hidden"), [90, 60, 50, 40]);
  const moment = { "session.id": "s", "event.timestamp": "2026-05-02T08:00:00.000Z" };
  const gemini = {
    ...moment,
    "event.name": "gemini_cli.api_response",
    model: "gemini-3-pro",
    input_token_count: 90,
    output_token_count: 20,
    cached_content_token_count: 0,
    thoughts_token_count: 30,
    total_token_count: 140,
  };
  const again = {
    ...moment,
    "event.name": "gen_ai.client.inference.operation.details",
    "gen_ai.response.id": "r",
    "gen_ai.response.model": "gemini-3-pro",
    "gen_ai.usage.input_tokens": 90,
    "gen_ai.usage.output_tokens": 20,
  };
  assert.deepEqual(
    pick(callOf({ attributes: gemini }, { attributes: again }), "input", "output", "hidden"),
    [90, 50, 30],
  );
});

test("Claude Code's telemetry and its own log tell of one call by its request, in either order", () => {
  const request = (n: number) => `req_011CSHoEeqs5C35K2UUqR7f${n}`;
  const sent = (n: number, output: number) => ({
    "event.name": "api_request",
    "event.timestamp": "2026-05-02T08:00:01.500Z",
    "session.id": "s",
    model: "claude-sonnet-5",
    effort: "high",
    input_tokens: "3",
    output_tokens: String(output),
    cache_read_tokens: "40",
    cache_creation_tokens: "7",
    cost_usd: "0.5",
    request_id: request(n),
  });
  const written = (n: number, id: string, output: number) => ({
    type: "assistant",
    sessionId: "s",
    cwd: "/shop",
    requestId: request(n),
    timestamp: "2026-05-02T08:00:01.000Z",
    message: { ...message(output, undefined), id },
  });
  const rows = [sent(1, 350), written(1, "msg_01QrT7aaaa", 1), written(1, "msg_01QrT7aaaa", 350)];
  for (const order of [rows, rows.toReversed()])
    assert.deepEqual(pick(callOf(...order), "tool", "id", "project", "effort", "input", "output", "cost"), [
      "claude-code",
      "msg_01QrT7aaaa",
      "/shop",
      "high",
      50,
      350,
      0.5,
    ]);
  assert.equal(callsOf(sent(1, 350), sent(1, 350), sent(2, 350), written(3, "msg_01QrT7cccc", 350)).length, 3);
  // A request of a server may ask a model twice: only what names no message is found by its request.
  assert.equal(callsOf(written(1, "msg_01QrT7aaaa", 350), written(1, "msg_01QrT7bbbb", 350)).length, 2);
});

test("Opik: the provider's own counts in the names of paths beside the sums", () => {
  const usage = {
    prompt_tokens: 90,
    completion_tokens: 50,
    total_tokens: 140,
    "original_usage.prompt_tokens": 90,
    "original_usage.completion_tokens": 50,
    "original_usage.completion_tokens_details.reasoning_tokens": 40,
    "original_usage.prompt_tokens_details.cached_tokens": 10,
  };
  const call = callOf({ id: "0198-op", type: "llm", model: "gpt-5", usage, total_estimated_cost: 0.5 });
  assert.deepEqual(pick(call, "input", "cached", "output", "hidden", "cost"), [90, 10, 50, 40, 0.5]);
});
