import assert from "node:assert/strict";
import { test } from "node:test";
import { callOf, message, pick } from "./read.ts";

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
