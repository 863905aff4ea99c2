import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCallLog } from "../../../engine/calls/call-log.ts";

const read = (...lines: unknown[]) => readCallLog(lines.map((line) => JSON.stringify(line)).join("\n"));
const one = (line: unknown) => {
  const { calls, bad } = read(line);
  assert.deepEqual(bad, []);
  return calls[0];
};

test("a plain line", () => {
  assert.deepEqual(one({ model: "gpt-5", effort: "high", reasoning_tokens: 640, output_tokens: 700, text: "Why?" }), {
    line: 1,
    model: "gpt-5",
    effort: "high",
    reasoning: 640,
    visible: 60,
    text: "Why?",
  });
});

test("OpenAI's Responses, as the body of a batch's line", () => {
  const usage = { input_tokens: 75, output_tokens: 1186, output_tokens_details: { reasoning_tokens: 1024 } };
  const body = { id: "resp_1", model: "gpt-5-2025-08-07", reasoning: { effort: "medium" }, usage };
  const call = one({ custom_id: "a", response: { status_code: 200, body } });
  assert.deepEqual(call, { line: 1, model: "gpt-5-2025-08-07", effort: "medium", reasoning: 1024, visible: 162 });
});

test("OpenAI's Chat with its request; the prompt is that of the request alone", () => {
  const content = [{ type: "text", text: "Prove it." }];
  const request = { model: "o3", reasoning_effort: "low", messages: [{ role: "user", content }] };
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 80,
    total_tokens: 89,
    completion_tokens_details: { reasoning_tokens: 64 },
  };
  const response = { id: "c", model: "o3-2025-04-16", choices: [], text: "An answer.", usage };
  const call = one({ request, response });
  const sums = { input: 9, output: 80, total: 89 };
  assert.deepEqual(call, { line: 1, model: "o3", effort: "low", reasoning: 64, visible: 16, sums, text: "Prove it." });
});

test("where the hidden tokens stand beside the output, as with xAI and Gemini, all of the output is visible", () => {
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 80,
    total_tokens: 189,
    completion_tokens_details: { reasoning_tokens: 100 },
  };
  assert.equal(one({ model: "grok-4", usage })?.visible, 80);
  const usageMetadata = {
    promptTokenCount: 9,
    candidatesTokenCount: 40,
    thoughtsTokenCount: 300,
    totalTokenCount: 349,
  };
  const gemini = one({ modelVersion: "gemini-2.5-pro", usageMetadata });
  assert.deepEqual([gemini?.reasoning, gemini?.visible], [300, 40]);
});

test("Anthropic's Messages, logged again as they grow, count once with the last counts; OpenRouter's generations", () => {
  const message = (output: number, thinking: number) => ({
    id: "msg_1",
    model: "claude-sonnet-4-6",
    usage: { input_tokens: 3, output_tokens: output, output_tokens_details: { thinking_tokens: thinking } },
  });
  const { calls } = read({ message: message(10, 5) }, { message: message(900, 600) });
  assert.deepEqual(calls, [{ line: 2, model: "claude-sonnet-4-6", reasoning: 600, visible: 300 }]);
  const data = { id: "gen-1", model: "openai/gpt-5", native_tokens_completion: 50, native_tokens_reasoning: 30 };
  assert.deepEqual(one({ data }), { line: 1, model: "openai/gpt-5", reasoning: 30, visible: 20 });
});

test("the provider's sums are read with what tools put into the input, and how long a call took where that is logged", () => {
  const usageMetadata = {
    promptTokenCount: 9,
    toolUsePromptTokenCount: 30,
    candidatesTokenCount: 40,
    thoughtsTokenCount: 300,
    totalTokenCount: 379,
  };
  const gemini = one({ duration_ms: 2500, response: { modelVersion: "gemini-2.5-pro", usageMetadata } });
  assert.deepEqual([gemini?.sums, gemini?.seconds], [{ input: 39, output: 40, total: 379 }, 2.5]);
  assert.equal(one({ model: "o3", reasoning_tokens: 64, latency_ms: "fast" })?.seconds, undefined);
});

test("a line that tells of no call is named by its number, and the others count", () => {
  const { calls, bad } = readCallLog(
    '{"model":"o3","reasoning_tokens":5}\n\n{"model":\n[1]\n{"reasoning_tokens":5}\n{"model":"o3"}\n{"model":"o3","reasoning_tokens":-1}',
  );
  assert.equal(calls.length, 1);
  assert.deepEqual(bad, [
    { line: 3, message: "not JSON" },
    { line: 4, message: "not a JSON object" },
    { line: 5, message: "no model" },
    { line: 6, message: "no count of reasoning tokens" },
    { line: 7, message: "a count of tokens is not a whole number" },
  ]);
});

test("any text is read: each line is a call, or is named", () => {
  const line = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const log = lines.map((row) => row.replaceAll("\n", " ")).join("\n");
      const { calls, bad } = readCallLog(log);
      return calls.length + bad.length === log.split("\n").filter((row) => row.trim() !== "").length;
    }),
  );
  const deep = `{"model":"o3","reasoning_tokens":1,"messages":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  assert.equal(readCallLog(deep).calls.length, 1);
});
