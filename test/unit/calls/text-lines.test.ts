import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, message, pick } from "./read.ts";

const text = JSON.stringify;
const usage = {
  prompt_tokens: 90,
  completion_tokens: 50,
  total_tokens: 140,
  prompt_tokens_details: { cached_tokens: 40 },
  completion_tokens_details: { reasoning_tokens: 20 },
};
const chat = { id: "chatcmpl-Bx7Qf2LmZ9", object: "chat.completion", created: 1793527200, model: "gpt-5", usage };
const chunk = (more: object = {}) => ({ ...chat, object: "chat.completion.chunk", choices: [], usage: null, ...more });
const response = {
  id: "resp_0f1e2d3c4b",
  object: "response",
  model: "gpt-5",
  usage: { input_tokens: 90, output_tokens: 50, total_tokens: 140, output_tokens_details: { reasoning_tokens: 20 } },
};

/** What a server sends of a stream. */
function stream(events: readonly object[], last = "data: [DONE]\n"): string {
  return events.map((event) => `data: ${text(event)}\n\n`).join("") + last;
}

const cumulative = [10, 30].map((completion_tokens) =>
  chunk({ usage: { prompt_tokens: 90, completion_tokens, total_tokens: 90 + completion_tokens } }),
);
const gemini = (usageMetadata: object) => ({
  usageMetadata,
  modelVersion: "gemini-2.5-pro",
  responseId: "abcdEFGH1234",
});
const thought = { promptTokenCount: 90, thoughtsTokenCount: 20 };

const STREAMS: Readonly<Record<string, string>> = {
  "Chat, whose last chunk has the usage": stream([chunk(), chunk(), chunk({ usage })]),
  "Chat of servers that tell the usage so far in each": stream([...cumulative, chunk({ usage })]),
  Groq: stream([chunk(), chunk({ usage: undefined, x_groq: { usage } })]),
  Responses: `event: response.created\n${stream(
    [
      { type: "response.created", response: { ...response, usage: null } },
      { type: "response.output_text.delta", item_id: "m", delta: "x" },
      { type: "response.completed", response },
    ],
    "",
  )}`,
  Gemini: stream(
    [
      gemini({ ...thought, totalTokenCount: 110 }),
      gemini({ ...thought, candidatesTokenCount: 30, totalTokenCount: 140 }),
    ],
    "",
  ),
};

for (const [name, log] of Object.entries(STREAMS)) {
  test(`a stream as the server sent it is one call: ${name}`, () => {
    const { records, bad } = readLogs([`: open\nretry: 3000\n${log}`]);
    assert.deepEqual([records.length, bad], [1, []]);
    assert.deepEqual(pick(records[0], "input", "output", "hidden"), [90, 50, 20]);
  });
  test(`the same held as text in a row: ${name}`, () => {
    const call = callOf({ time: "2026-05-02T08:00:00Z", response_body: log });
    assert.deepEqual(pick(call, "input", "output", "hidden", "time"), [
      90,
      50,
      20,
      call.tool === "openai-chat" ? 1793527200000 : Date.UTC(2026, 4, 2, 8),
    ]);
  });
}

test("a stream of Anthropic's: the first event has the input, the last one the output", () => {
  const log = [
    `event: message_start\ndata: ${text({ type: "message_start", message: message(1, undefined) })}\n`,
    'event: ping\ndata: {"type": "ping"}\n',
    `event: message_delta\ndata: ${text({ type: "message_delta", delta: {}, usage: { output_tokens: 99 } })}\n`,
    'event: message_stop\ndata: {"type":"message_stop"}\n',
  ].join("\n");
  const { records, bad } = readLogs([log]);
  assert.deepEqual([records.length, bad], [1, []]);
  assert.deepEqual(pick(records[0], "input", "cached", "output"), [50, 40, 99]);
  assert.deepEqual(pick(callOf({ response_body: log }), "input", "cached", "output"), [50, 40, 99]);
});

test("JSON behind a time, a level or a name is read, with the time that stands before it", () => {
  const { created: _, ...timeless } = chat;
  const time = Date.UTC(2026, 4, 2, 8, 0, 0, 123);
  for (const [before, told] of [
    ["2026-05-02 08:00:00,123 INFO gateway: ", time],
    ["2026-05-02T08:00:00.123456789Z stdout F ", time],
    ["[2026-05-02T10:00:00.123+02:00] info: ", time],
    ["INFO:root:", undefined],
  ] as const) {
    const { records, bad } = readLogs([`${before}${text(timeless)}\n`]);
    assert.deepEqual([pick(records[0], "output", "hidden", "time"), bad], [[50, 20, told], []], before);
  }
});

test("names and values in a line are those of a call", () => {
  const line =
    'time=2026-05-02T08:00:00Z level=info msg="llm \\"call\\"" model=gpt-5 prompt_tokens=90 completion_tokens=50';
  const { records } = readLogs([line]);
  assert.deepEqual(pick(records[0], "model", "input", "output", "time"), ["gpt-5", 90, 50, Date.UTC(2026, 4, 2, 8)]);
});

test("an array whose elements stand a line each is no text before JSON", () => {
  const { records, bad } = readLogs([`[ ${text(chat)}\n, ${text({ ...chat, id: "chatcmpl-Cy8Rg3MnA0" })}\n]`]);
  assert.deepEqual([records.length, bad], [2, []]);
});

test("what only looks like such a line is refused by its number", () => {
  const lines = ['data: {"model":', "INFO {broken}", "a=1 b", "data:x", `"usage": ${text(usage)}`];
  assert.deepEqual(
    readLogs([lines.join("\n")]).bad.map(({ line, message }) => [line, message]),
    lines.map((_, i) => [i + 1, "not JSON"]),
  );
});
