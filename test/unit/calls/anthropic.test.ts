import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, message, pick } from "./read.ts";

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

test("Anthropic's Messages: advice of another model, and a model that declined, are calls of their own", () => {
  const { usage } = message(90, 60);
  const advice = { type: "advisor_message", model: "claude-opus-5", input_tokens: 800, output_tokens: 70 };
  const own = { type: "message", input_tokens: 3, cache_read_input_tokens: 40, output_tokens: 50 };
  const declined = { ...own, model: "claude-opus-5" };
  const fallback = { ...own, type: "fallback_message", model: "claude-sonnet-5" };
  const told = (iterations: readonly object[]) =>
    callsOf({
      ...message(90, 60),
      usage: {
        ...usage,
        iterations: iterations.map((pass) => ({ cache_creation_input_tokens: 0, cache_read_input_tokens: 0, ...pass })),
      },
    }).map((call) => pick(call, "model", "input", "cached", "output"));
  assert.deepEqual(told([own, advice]), [
    ["claude-sonnet-5", 50, 40, 90],
    ["claude-opus-5", 800, 0, 70],
  ]);
  assert.deepEqual(told([declined, fallback]), [
    ["claude-sonnet-5", 50, 40, 90],
    ["claude-opus-5", 43, 40, 50],
  ]);
  assert.deepEqual(told([own, own, advice])[0], ["claude-sonnet-5", 86, 80, 100], "where the sums leave a pass out");
});

test("Anthropic's batches: what succeeded is billed at the batch's price", () => {
  const call = callOf(
    { custom_id: "a", result: { type: "succeeded", message: message(9, 4) } },
    { custom_id: "b", result: { type: "errored", error: { type: "invalid_request" } } },
    { custom_id: "c", result: { type: "expired" } },
    { custom_id: "d", result: { type: "canceled" } },
  );
  assert.deepEqual(pick(call, "tier", "output", "hidden"), ["batch", 9, 4]);
  const onVertex = callOf(
    { custom_id: "a", request: { messages: [] }, response: message(9, 4), status: "" },
    { custom_id: "b", request: { messages: [] }, response: null, status: "Bad request" },
  );
  assert.deepEqual(pick(onVertex, "tier", "output", "hidden"), ["batch", 9, 4]);
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

const day = (results: readonly object[]) => ({
  starting_at: "2026-05-01T00:00:00Z",
  ending_at: "2026-05-02T00:00:00Z",
  results,
});
const DAY = Date.UTC(2026, 4, 1);

test("Anthropic's report of usage: what no cache holds and what one does are all of the input; fetched again it grows", () => {
  const opus = {
    uncached_input_tokens: 1500,
    cache_creation: { ephemeral_1h_input_tokens: 1000, ephemeral_5m_input_tokens: 500 },
    cache_read_input_tokens: 200,
    output_tokens: 500,
    server_tool_use: { web_search_requests: 10 },
    api_key_id: "apikey_01",
    workspace_id: "wrkspc_01",
    model: "claude-opus-4-6",
    service_tier: "batch",
  };
  const all = { uncached_input_tokens: 10, cache_read_input_tokens: 0, output_tokens: 5, model: null };
  const empty = { ...day([]), ending_at: "2026-05-03T00:00:00Z" };
  const [one, other, ...more] = callsOf(
    { data: [day([{ ...opus, output_tokens: 300 }]), empty], has_more: false, next_page: null },
    { data: [day([opus, all])], has_more: false, next_page: null },
    day([opus]),
  );
  assert.deepEqual(more, []);
  assert.deepEqual(
    pick(one, "input", "cached", "cacheWrite5m", "cacheWrite1h", "output", "hidden", "tier", "project", "time"),
    [3200, 200, 500, 1000, 500, undefined, "batch", "wrkspc_01", DAY],
  );
  assert.deepEqual(pick(other, "model", "input", "output"), [undefined, 10, 5]);
});

test("Anthropic's report of cost tells dollars in cents, and no tokens", () => {
  const part = (token_type: string | null, amount: string) => ({
    currency: "USD",
    amount,
    cost_type: token_type ? "tokens" : "web_search",
    model: token_type && "claude-opus-4-6",
    token_type,
  });
  const calls = callsOf({
    data: [day([part("uncached_input_tokens", "123.78912"), part("output_tokens", "10"), part(null, "50")])],
  });
  assert.deepEqual(
    calls.map(({ cost, input }) => [cost, input]),
    [
      [1.2378912, undefined],
      [0.1, undefined],
      [0.5, undefined],
    ],
  );
});

test("the CSV of Anthropic's console", () => {
  const head =
    "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens,web_search_count";
  const { records, bad } = readLogs([
    `${head}\n2026-05-01,claude-opus-4-6,prod,Default,standard,≤ 200k,100,20,30,1000,50,0\n`,
  ]);
  assert.deepEqual(bad, []);
  assert.deepEqual(pick(records[0], "input", "cached", "cacheWrite5m", "cacheWrite1h", "output", "tier", "time"), [
    1150,
    1000,
    20,
    30,
    50,
    "standard",
    DAY,
  ]);
});
