import { mutated, pick, type Random } from "./mutate.ts";

/** Calls as each provider's usage tells them, alone and within what was asked and answered. */
const CALLS: readonly object[] = [
  { model: "gpt-5", effort: "high", reasoning_tokens: 640, output_tokens: 700, text: "Why is the sky blue?" },
  {
    model: "gpt-5.5",
    messages: [{ role: "user", content: [{ type: "text", text: "Say hello." }] }],
    response: {
      id: "resp_1",
      usage: {
        input_tokens: 10,
        output_tokens: 900,
        output_tokens_details: { reasoning_tokens: 832 },
        total_tokens: 910,
      },
    },
    duration_ms: 9000,
  },
  {
    request: { model: "openai/o3", prompt: "Add 2 and 3.", reasoning_effort: "low" },
    response: {
      usage: {
        prompt_tokens: 8,
        completion_tokens: 70,
        completion_tokens_details: { reasoning_tokens: 64 },
        total_tokens: 78,
      },
    },
  },
  {
    model: "claude-opus-4-5",
    usage: { input_tokens: 20, output_tokens: 500, output_tokens_details: { thinking_tokens: 300 } },
  },
  {
    modelVersion: "gemini-2.5-pro",
    contents: [{ parts: [{ text: "Name a river." }] }],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 3, thoughtsTokenCount: 120, totalTokenCount: 128 },
  },
  {
    type: "assistant",
    sessionId: "5b",
    cwd: "/src/shop",
    timestamp: "2026-05-02T08:00:00.000Z",
    requestId: "req_1",
    effort: "high",
    message: {
      id: "msg_1",
      role: "assistant",
      model: "claude-opus-4-7",
      content: [{ type: "tool_use", id: "t1", name: "Bash", input: {} }],
      usage: { input_tokens: 4, output_tokens: 700, output_tokens_details: { thinking_tokens: 640 } },
    },
  },
  { type: "turn_context", payload: { model: "gpt-5.4-codex", effort: "low" } },
  {
    timestamp: "2026-05-02T08:00:00Z",
    type: "event_msg",
    payload: {
      type: "token_count",
      info: {
        last_token_usage: { input_tokens: 90, output_tokens: 50, reasoning_output_tokens: 32, total_tokens: 140 },
      },
    },
  },
  {
    request_id: "chatcmpl-5f",
    call_type: "acompletion",
    spend: 0.5,
    prompt_tokens: 90,
    completion_tokens: 50,
    total_tokens: 140,
    model: "gpt-5.5",
    custom_llm_provider: "azure",
    startTime: "2026-05-02T08:00:00.000Z",
    endTime: "2026-05-02T08:00:04.500Z",
    metadata: { usage_object: { completion_tokens_details: { reasoning_tokens: 30 } } },
  },
  { data: { model: "x-ai/grok-4", native_tokens_reasoning: 77, native_tokens_completion: 90, generation_time: 1500 } },
];

const NAMES = ["constructor", "__proto__", "toString", "", " ", "a\u001b[35m", "\u202eb", "x".repeat(200), "1", "null"];
const NUMBERS = [0, -1, 1, 0.5, 63, 64, 1e6, 2 ** 53, 1e15, 1e300, "12", null, true, [], {}];

/** A log of up to so many lines, most of which tell of a call. */
export function randomLog(random: Random, lines: number): string {
  const calls: string[] = [];
  const usual = pick(random, CALLS);
  const count = 1 + Math.floor(random() * lines);
  for (let i = 0; i < count; i++) {
    const call = random() < 0.7 ? usual : pick(random, CALLS);
    const line = JSON.stringify(call, (key, value) => changed(key, value, random));
    calls.push(random() < 0.05 ? mutated(line, random, [line]) : line);
  }
  return calls.join(random() < 0.1 ? "\r\n" : "\n");
}

function changed(key: string, value: unknown, random: Random): unknown {
  if (key === "") return value;
  const luck = random();
  if (typeof value === "number")
    return luck < 0.03 ? pick(random, NUMBERS) : Math.round(value * 3 ** (2 * random() - 1));
  if (typeof value === "string") return luck < 0.03 ? pick(random, NAMES) : value;
  return luck < 0.01 ? pick(random, [null, [], "", 7]) : value;
}
