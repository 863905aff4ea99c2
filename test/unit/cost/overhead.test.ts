import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { functionCallingTestCases } from "gpt-tokenizer/esm/fixtures/functionCallingTestCases";
import { computeChatCompletionTokenCount } from "gpt-tokenizer/esm/functionCalling";
import { countTokens } from "gpt-tokenizer/model/gpt-4o";
import { allModels, findModel } from "../../../engine/cost/catalogue.ts";
import { sumOf } from "../../../engine/cost/counting.ts";
import { type ChatMessage, type ChatRequest, overheadOf } from "../../../engine/cost/overhead.ts";
import { sentTokens } from "../../../engine/cost/sent.ts";
import { parsePrompt } from "../../../engine/prompt/parse.ts";
import { readTools } from "../../../engine/prompt/tool-schema.ts";
import { tokenizer } from "../../../engine/tokens/tokenizer.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";

const count = (text: string) => countTokens(text);
const gpt4o = findModel("gpt-4o");

/** All that is added to the contents of a call, as one count. */
function chatOverhead(
  model: ModelInfo,
  messages: readonly ChatMessage[],
  tools: unknown,
  count: (text: string) => number,
  more: Omit<ChatRequest, "messages"> = {},
) {
  const { wrapper, tools: all, schemas } = overheadOf(model, { messages, tools: readTools(tools), ...more }, count);
  return sumOf([wrapper, all, schemas]);
}

test("OpenAI: the counts that the API returned, to the token", () => {
  assert.ok(functionCallingTestCases.length >= 30);
  for (const { messages, functions, function_call: forced, tokens } of functionCallingTestCases) {
    const calls = messages.flatMap((message) => message.function_call ?? []);
    const called = calls.reduce((sum, call) => sum + count(call.name ?? "") + count(call.arguments ?? ""), 0);
    const contents = messages.reduce((sum, message) => sum + count(message.content), called);
    const choice = typeof forced === "object" ? forced.name : forced === "none" ? "none" : undefined;
    const more = { functionCalls: calls.length, ...(choice !== undefined && { choice }) };
    const { tokens: added, low, high } = chatOverhead(gpt4o, messages as ChatMessage[], functions, count, more);
    assert.equal(contents + added, tokens, JSON.stringify(messages));
    assert.deepEqual([low, high], [added, added]);
  }
});

const word = fc.stringMatching(/^[a-z_]{1,12}$/);
const sentence = fc.stringMatching(/^[A-Za-z ,]{1,40}$/);
const { property } = fc.letrec((tie) => ({
  property: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant("string"), description: sentence }, { requiredKeys: ["type"] }),
    fc.record({ type: fc.constant("string"), enum: fc.array(word, { minLength: 1, maxLength: 4 }) }),
    fc.record({ type: fc.constantFrom("integer", "number", "boolean"), description: sentence }),
    fc.record({ type: fc.constant("array"), items: tie("property") }),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(word, tie("property"), { minKeys: 1, maxKeys: 3 }),
    }),
  ),
}));
const tool = fc.record(
  {
    name: word,
    description: sentence,
    parameters: fc.record({ type: fc.constant("object"), properties: fc.dictionary(word, property, { maxKeys: 4 }) }),
  },
  { requiredKeys: ["name", "parameters"] },
);
const message = fc.record({ role: fc.constantFrom("system", "user", "assistant"), content: sentence });

test("OpenAI: random chats with random tools count as gpt-tokenizer counts them", () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 5 }),
      fc.array(tool, { maxLength: 3 }),
      (messages, tools) => {
        const contents = messages.reduce((sum, { content }) => sum + count(content), 0);
        const expected = computeChatCompletionTokenCount({ messages, functions: tools as never }, count);
        // Only the first system message is padded, and only then does the reference deduct once: same rule, same sum.
        assert.equal(contents + chatOverhead(gpt4o, messages, tools, count).tokens, expected);
      },
    ),
  );
});

test("a chat file with tools is counted as sent, the padding of its system message included", () => {
  const messages = [
    { role: "system", content: "Answer in one short line" },
    { role: "user", content: "What is the weather in Paris?" },
  ] as const;
  const weather = { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } };
  const file = JSON.stringify({ messages, tools: [{ type: "function", function: weather }] });
  const expected = computeChatCompletionTokenCount({ messages: [...messages], functions: [weather as never] }, count);
  const sent = sentTokens(parsePrompt(file, { path: "chat.json" }), gpt4o, tokenizer("o200k"));
  assert.deepEqual(sent, { tokens: expected, low: expected, high: expected, audio: 0 });
});

test("tools of every provider's shape are the same tools", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const plain = { name: "weather", description: "Weather now" };
  const read = [{ ...plain, parameters }];
  assert.deepEqual(readTools([{ type: "function", function: { ...plain, parameters } }]), read);
  assert.deepEqual(readTools([{ type: "function", ...plain, parameters }]), read);
  assert.deepEqual(readTools([{ ...plain, input_schema: parameters }]), read);
  assert.deepEqual(readTools([{ functionDeclarations: [{ ...plain, parameters }] }]), read);
});

test("an interval holds its count for every model, whatever the tools are", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...allModels()),
      fc.array(message, { maxLength: 3 }),
      fc.oneof(fc.array(tool, { maxLength: 2 }), fc.jsonValue()),
      (model, messages, tools) => {
        const { tokens, low, high } = chatOverhead(model, messages, tools, (text) => text.length);
        assert.ok(0 <= low && low <= tokens && tokens <= high, `${model.id}: ${low} ${tokens} ${high}`);
        assert.ok([low, tokens, high].every(Number.isInteger));
      },
    ),
  );
});

test("plain text has no overhead, and a schema of any depth no end of the stack", () => {
  assert.deepEqual(chatOverhead(gpt4o, [], undefined, count), { tokens: 0, low: 0, high: 0 });
  let deep: unknown = { type: "string" };
  for (let i = 0; i < 50_000; i++)
    deep = i % 2 ? { type: "array", items: deep } : { type: "object", properties: { a: deep } };
  for (const id of ["gpt-4o", "claude-opus-4-5", "grok-4.6"])
    assert.ok(chatOverhead(findModel(id), [], [{ name: "deep", parameters: deep }], (text) => text.length).tokens > 0);
});

test("Claude's tools cost their system prompt, and Anthropic's own example lies in the interval", () => {
  const weather = {
    name: "get_weather",
    description: "Get the current weather in a given location",
    input_schema: {
      type: "object",
      properties: { location: { type: "string", description: "The city and state, e.g. San Francisco, CA" } },
      required: ["location"],
    },
  };
  const question = "What's the weather like in San Francisco?";
  const opus = findModel("claude-opus-5");
  const { low, high } = chatOverhead(opus, [{ role: "user", content: question }], [weather], count);
  // "Token counting" at platform.claude.com says 403 for this request.
  assert.ok(low + count(question) <= 403 && 403 <= high + 2 * count(question), `${low} to ${high}`);
});

test("a choice of a tool may be anything that JSON has", () => {
  const choices = ["a", 1, null, { toString: "b" }, [{ valueOf: 1 }]];
  for (const type of ["string", "integer"])
    for (const model of allModels()) {
      const parameters = { type: "object", properties: { x: { type, enum: choices }, constructor: { type } } };
      assert.ok(chatOverhead(model, [], [{ name: "toString", parameters }], count).tokens > 0, model.id);
    }
});
