import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, pick } from "./read.ts";

const claudeRow = (usage: object, more: object = {}, message: object = {}) => ({
  type: "assistant",
  sessionId: "5b1e",
  cwd: "/src/shop",
  timestamp: "2026-05-02T08:00:00.000Z",
  requestId: "req_011CX",
  message: {
    id: "msg_01QrT7",
    type: "message",
    role: "assistant",
    model: "claude-opus-4-7",
    content: [],
    usage,
    ...message,
  },
  ...more,
});

test("Claude Code: a message's blocks are one call with the largest counts, its tools are summed, its words for a failure are none", () => {
  const tool = { type: "tool_use", id: "t1", name: "Bash", input: {} };
  const usage = (output: number, thinking?: number) => ({
    input_tokens: 4,
    cache_read_input_tokens: 900,
    cache_creation_input_tokens: 90,
    cache_creation: { ephemeral_5m_input_tokens: 50, ephemeral_1h_input_tokens: 40 },
    output_tokens: output,
    ...(thinking !== undefined && { output_tokens_details: { thinking_tokens: thinking } }),
    service_tier: "priority",
  });
  const call = callOf(
    { type: "user", sessionId: "5b1e", uuid: "a", message: { role: "user", content: "Why?" } },
    claudeRow(usage(3), {}, { content: [tool] }),
    claudeRow(usage(700, 640), { effort: "high" }, { content: [tool, { ...tool, id: "t2" }] }),
    claudeRow(usage(9, 0)),
    claudeRow({ input_tokens: 0, output_tokens: 0 }, {}, { model: "<synthetic>", id: "0c" }),
    { type: "system", subtype: "turn_duration", uuid: "b", sessionId: "5b1e" },
  );
  assert.deepEqual(
    pick(call, "input", "cached", "cacheWrite5m", "cacheWrite1h", "output", "hidden", "visible", "toolCalls"),
    [994, 900, 50, 40, 700, 640, 60, 3],
  );
  assert.deepEqual(pick(call, "project", "session", "effort", "tier", "provider"), [
    "/src/shop",
    "5b1e",
    "high",
    "priority",
    "anthropic",
  ]);
});

test("Claude Code: without a count of thinking it is unknown; a write to the cache without its time is one of five minutes", () => {
  const usage = { input_tokens: 1, cache_read_input_tokens: 0, cache_creation_input_tokens: 70, output_tokens: 30 };
  const call = callOf(claudeRow(usage));
  assert.deepEqual(pick(call, "hidden", "visible", "cacheWrite5m", "cacheWrite1h"), [
    undefined,
    undefined,
    70,
    undefined,
  ]);
});

test("Claude Code: a sub-agent's call in its own session and in a row of progress is one; a session that was resumed counts once", () => {
  const sub = claudeRow({ input_tokens: 8, output_tokens: 5 }, { isSidechain: true });
  const progress = { type: "progress", sessionId: "5b1e", uuid: "c", data: { type: "agent_progress", message: sub } };
  const other = claudeRow(
    { input_tokens: 9, output_tokens: 6 },
    { sessionId: "9f", requestId: "req_2" },
    { id: "msg_2" },
  );
  const logs = [[progress, other], [sub], [{ ...sub, sessionId: "77" }, other]].map((rows) =>
    rows.map((row) => JSON.stringify(row)).join("\n"),
  );
  assert.deepEqual(
    readLogs(logs).records.map(({ output }) => output),
    [5, 6],
  );
});

const tokens = (input: number, output: number, reasoning: number) => ({
  input_tokens: input,
  cached_input_tokens: input / 2,
  output_tokens: output,
  reasoning_output_tokens: reasoning,
  total_tokens: input + output,
});
const codexRow = (type: string, payload: object) => ({ timestamp: "2026-05-02T08:00:00Z", type, payload });
const counted = (total: object | undefined, last: object | undefined) =>
  codexRow("event_msg", {
    type: "token_count",
    info: {
      ...(total && { total_token_usage: total }),
      ...(last && { last_token_usage: last }),
      model_context_window: 9,
    },
  });
const head = [
  codexRow("session_meta", { id: "0199", cwd: "/src", model_provider: "openai" }),
  codexRow("turn_context", { model: "gpt-5.4-codex", effort: "high" }),
];

test("Codex: a call is what the sums have grown by, told once; model and effort are those of the turn", () => {
  const [one, two] = [tokens(600, 50, 32), tokens(1600, 90, 64)];
  const calls = callsOf(
    ...head,
    codexRow("event_msg", { type: "token_count", info: null }),
    codexRow("response_item", { type: "function_call", name: "shell" }),
    counted(one, one),
    counted(one, one),
    codexRow("turn_context", { model: "gpt-5.4-codex", effort: "low" }),
    counted(two, undefined),
  );
  assert.deepEqual(
    calls.map((call) => pick(call, "input", "cached", "output", "hidden", "effort", "toolCalls")),
    [
      [600, 300, 50, 32, "high", 1],
      [1000, 500, 40, 32, "low", 0],
    ],
  );
});

test("Codex: sums that start anew are taken by the call's own word; a context that was compacted is no call", () => {
  const calls = callsOf(
    ...head,
    counted(tokens(9000, 500, 64), tokens(800, 60, 32)),
    counted(
      { input_tokens: 0, output_tokens: 0, total_tokens: 272_000 },
      { input_tokens: 0, output_tokens: 0, total_tokens: 99 },
    ),
    counted(tokens(700, 40, 0), tokens(700, 40, 0)),
  );
  assert.deepEqual(
    calls.map(({ input }) => input),
    [800, 700],
  );
});

test("Codex: a session that goes on from another repeats its events, which count once", () => {
  const before = [...head, counted(tokens(600, 50, 32), tokens(600, 50, 32))];
  const fork = [
    codexRow("session_meta", { id: "0200", forked_from_id: "0199" }),
    ...before,
    counted(tokens(800, 70, 32), tokens(200, 20, 0)),
  ];
  const texts = [before, fork].map((rows) => rows.map((row) => JSON.stringify(row)).join("\n"));
  assert.deepEqual(
    readLogs(texts).records.map(({ output }) => output),
    [50, 20],
  );
});

test("Gemini CLI: thoughts stand beside the output and tools beside the input, in both forms of a session", () => {
  const session = { sessionId: "5c1d2f90", projectHash: "ab12", startTime: "2026-05-02T08:00:00Z" };
  const message = (output: number, thoughts: number) => ({
    id: "7a",
    timestamp: "2026-05-02T08:00:09Z",
    type: "gemini",
    content: "4",
    model: "gemini-3-pro-preview",
    tokens: { input: 50, output, cached: 20, thoughts, tool: 7, total: 57 + output + thoughts },
    toolCalls: [{ name: "read_file" }],
  });
  const user = { id: "6f", timestamp: "2026-05-02T08:00:01Z", type: "user", content: "2+2?" };
  const lines = [{ ...session, kind: "main" }, user, message(0, 4), message(3, 30), { $rewindTo: "6f" }];
  const texts = [
    lines.map((row) => JSON.stringify(row)).join("\n"),
    JSON.stringify(
      { ...session, messages: [user, message(3, 30), { ...user, type: "gemini", tokens: null }] },
      null,
      1,
    ),
  ];
  const { records, bad } = readLogs(texts);
  assert.deepEqual([records.length, bad.length], [1, 0]);
  assert.deepEqual(
    pick(records[0], "input", "cached", "output", "hidden", "visible", "toolCalls"),
    [57, 20, 33, 30, 3, 1],
  );
});

const event = (type: string, data: object, id: string) => ({ type, data, id, timestamp: "2026-05-02T08:00:00Z" });
const shutdown = event(
  "session.shutdown",
  {
    modelMetrics: {
      "gpt-5.5": {
        requests: { count: 4, cost: 2 },
        usage: { inputTokens: 900, outputTokens: 80, cacheReadTokens: 500, cacheWriteTokens: 0, reasoningTokens: 64 },
      },
    },
  },
  "z",
);

test("Copilot CLI: a call is an event of usage, and what it calls cost is no money; the end of the session repeats it", () => {
  const call = callOf(
    event("session.start", { sessionId: "s9", context: { cwd: "/x" } }, "a"),
    event(
      "assistant.usage",
      {
        model: "gpt-5.5",
        inputTokens: 90,
        outputTokens: 80,
        cacheReadTokens: 50,
        cacheWriteTokens: 0,
        reasoningTokens: 64,
        cost: 1,
        duration: 2500,
      },
      "b",
    ),
    shutdown,
  );
  assert.deepEqual(pick(call, "input", "cached", "hidden", "visible", "seconds", "cost"), [
    90,
    50,
    64,
    16,
    2.5,
    undefined,
  ]);
});

test("Copilot CLI: where no event told of a call, the end of the session has their sums", () => {
  const sums = callOf(event("session.start", { sessionId: "s9" }, "a"), shutdown);
  assert.deepEqual(pick(sums, "calls", "input", "output", "model"), [4, 900, 80, "gpt-5.5"]);
});

test("Copilot Chat: a zero of hidden tokens there is no count", () => {
  const attrs = { model: "claude-opus-4.7", inputTokens: 90, outputTokens: 30, reasoningTokens: 0 };
  const call = callOf(
    { ts: 1793527200000, sid: "q", type: "session_start", attrs: {} },
    { ts: 1793527200000, dur: 1200, sid: "q", type: "llm_request", name: "chat", spanId: "5", attrs },
  );
  assert.deepEqual(pick(call, "model", "input", "output", "hidden", "seconds"), [
    "claude-opus-4.7",
    90,
    30,
    undefined,
    1.2,
  ]);
});

test("opencode: cache and hidden tokens stand beside; where the total says inside, they stand there", () => {
  const message = (total: object) => ({
    id: "msg_b1c2d3e4f5",
    sessionID: "ses_1",
    role: "assistant",
    modelID: "claude-opus-4-7",
    providerID: "anthropic",
    path: { cwd: "/a/b", root: "/a" },
    time: { created: 1793527200000, completed: 1793527204000 },
    cost: 0.25,
    tokens: { input: 10, output: 40, reasoning: 30, cache: { read: 100, write: 5 }, ...total },
  });
  const beside = callOf(message({}));
  assert.deepEqual(pick(beside, "input", "cached", "cacheWrite5m", "output", "hidden", "seconds", "cost", "project"), [
    115,
    100,
    5,
    70,
    30,
    4,
    0.25,
    "/a",
  ]);
  assert.deepEqual(pick(callOf(message({ total: 155 })), "output", "visible"), [40, 10]);
  const asked = { id: "msg_a", sessionID: "ses_1", role: "user", time: { created: 1 } };
  assert.deepEqual(callsOf(asked), []);
  const messages = [asked, message({})].map((info) => ({ info, parts: [] }));
  assert.deepEqual(callsOf({ info: { id: "ses_1" }, messages }), [beside], "the export of a session");
});

test("codex exec: a turn is what the sums of its thread have grown by; its other events are no calls", () => {
  const turn = (input_tokens: number, cached_input_tokens: number, output_tokens: number) => ({
    type: "turn.completed",
    usage: { input_tokens, cached_input_tokens, output_tokens, reasoning_output_tokens: output_tokens / 2 },
  });
  const calls = callsOf(
    { type: "thread.started", thread_id: "0199a213-81c0" },
    { type: "turn.started" },
    { type: "item.completed", item: { id: "item_0", type: "agent_message", text: "Done." } },
    turn(100, 10, 20),
    { type: "error", message: "stream disconnected" },
    { type: "turn.failed", error: { message: "stream disconnected" } },
    turn(300, 110, 50),
    { type: "thread.started", thread_id: "0199a213-92d1" },
    turn(7, 0, 4),
  );
  assert.deepEqual(
    calls.map((call) => pick(call, "input", "cached", "output", "hidden", "session")),
    [
      [100, 10, 20, 10, "0199a213-81c0"],
      [200, 100, 30, 15, "0199a213-81c0"],
      [7, 0, 4, 2, "0199a213-92d1"],
    ],
  );
});

test("codex exec before its threads: a call is an event's own counts, later what the sums have grown by", () => {
  const settings = {
    workdir: "/src/shop",
    model: "o4-mini",
    provider: "openai",
    sandbox: "read-only",
    "reasoning effort": "low",
  };
  const tokens = (input: number, output: number) => ({
    input_tokens: input,
    cached_input_tokens: 0,
    output_tokens: output,
    reasoning_output_tokens: 8,
  });
  const event = (msg: object) => ({ id: "0", msg });
  const count = (more: object) => event({ type: "token_count", ...more });
  const told = (...counts: readonly object[]) =>
    callsOf(settings, { prompt: "Why?" }, event({ type: "task_started" }), ...counts).map((call) =>
      pick(call, "model", "effort", "project", "input", "output", "hidden"),
    );
  const calls = [
    ["o4-mini", "low", "/src/shop", 300, 20, 8],
    ["o4-mini", "low", "/src/shop", 340, 10, 8],
  ];
  assert.deepEqual(told(count(tokens(300, 20)), count(tokens(340, 10))), calls);
  const info = (total: object, last: object) => count({ info: { total_token_usage: total, last_token_usage: last } });
  const sums = { ...tokens(640, 30), reasoning_output_tokens: 16 };
  assert.deepEqual(
    told(count({ info: null }), info(tokens(300, 20), tokens(300, 20)), info(sums, tokens(340, 10))),
    calls,
  );
});

test("opencode run: a step that is done is a call", () => {
  const step = {
    type: "step-finish",
    messageID: "msg_1",
    cost: 0.5,
    tokens: { input: 20, output: 100, reasoning: 60, cache: { read: 900, write: 30 } },
  };
  const row = (type: string, part: object) => ({ type, timestamp: 1793527200000, sessionID: "ses_1", part });
  const call = callOf(row("step_start", { type: "step-start" }), row("step_finish", step));
  assert.deepEqual(
    pick(call, "input", "cached", "cacheWrite5m", "output", "hidden", "cost"),
    [950, 900, 30, 160, 60, 0.5],
  );
});

test("Claude Code's result of a run tells its sums by model, where the messages are not told", () => {
  const of = (outputTokens: number, costUSD: number) => ({
    inputTokens: 3,
    outputTokens,
    cacheReadInputTokens: 40,
    cacheCreationInputTokens: 7,
    costUSD,
  });
  const result = {
    type: "result",
    subtype: "success",
    session_id: "5b1e-77",
    uuid: "b0",
    total_cost_usd: 0.05,
    modelUsage: { "claude-opus-4-6": of(99, 0.04), "claude-haiku-4-5": of(5, 0.01) },
  };
  assert.deepEqual(
    callsOf(result).map((call) => pick(call, "model", "input", "output", "cost")),
    [
      ["claude-opus-4-6", 50, 99, 0.04],
      ["claude-haiku-4-5", 50, 5, 0.01],
    ],
  );
  const usage = { input_tokens: 3, cache_read_input_tokens: 40, cache_creation_input_tokens: 7, output_tokens: 104 };
  assert.deepEqual(pick(callOf(claudeRow(usage), result), "output"), [104]);
});

test("Gemini CLI's sums of a run, and Qwen Code's sessions", () => {
  const tokens = { prompt: 90, candidates: 30, total: 145, cached: 40, thoughts: 20, tool: 5 };
  const models = { "gemini-2.5-pro": { api: { totalRequests: 2 }, tokens }, "gemini-2.5-flash": { api: {} } };
  const sums = callOf({ response: "ok", stats: { models, tools: { totalCalls: 1 } } });
  assert.deepEqual(pick(sums, "model", "input", "cached", "output", "hidden", "calls", "doubt"), [
    "gemini-2.5-pro",
    95,
    40,
    50,
    20,
    2,
    undefined,
  ]);
  const short = { "gemini-2.5-pro": { total_tokens: 145, input_tokens: 90, output_tokens: 30, cached: 40, input: 50 } };
  assert.deepEqual(
    pick(
      callOf({ type: "result", status: "success", stats: { models: short } }),
      "input",
      "cached",
      "output",
      "hidden",
    ),
    [90, 40, 55, undefined],
    "its stream has the hidden tokens in the total alone",
  );
  const row = { sessionId: "s", timestamp: "2026-05-02T08:00:00.000Z", cwd: "/src/shop" };
  const usageMetadata = {
    promptTokenCount: 90,
    candidatesTokenCount: 30,
    thoughtsTokenCount: 20,
    totalTokenCount: 140,
  };
  const qwen = callOf(
    { ...row, uuid: "a", type: "user", message: { role: "user", parts: [{ text: "Why?" }] } },
    { ...row, uuid: "b", type: "assistant", model: "qwen3-coder-plus", message: { parts: [] }, usageMetadata },
  );
  assert.deepEqual(pick(qwen, "tool", "model", "input", "output", "hidden", "session", "project"), [
    "qwen-code",
    "qwen3-coder-plus",
    90,
    50,
    20,
    "s",
    "/src/shop",
  ]);
});

test("Cline and its kin: whether the input holds what the cache does", () => {
  const told = (text: object, more: object = {}, ts = Date.UTC(2026, 4, 2)) =>
    callOf({
      ts,
      type: "say",
      say: "api_req_started",
      text: JSON.stringify({ tokensIn: 900, tokensOut: 5, cacheReads: 800, cacheWrites: 0, ...text }),
      ...more,
    }).input;
  assert.equal(told({}, { modelInfo: { providerId: "anthropic", modelId: "claude-opus-5" } }), 1700);
  assert.equal(told({}, { modelInfo: { providerId: "openai", modelId: "gpt-5" } }), 900);
  assert.equal(told({ apiProtocol: "anthropic" }), 900);
  assert.equal(told({ apiProtocol: "anthropic" }, {}, Date.UTC(2025, 9, 1)), 1700, "before Roo Code 3.29.5");
  assert.equal(told({ apiProtocol: "openai" }, {}, Date.UTC(2025, 9, 1)), 900);
});

test("Cline, Aider, Cursor: what an answered request has cost; nothing else bills", () => {
  const told = { request: "<task>", tokensIn: 12, tokensOut: 56, cacheWrites: 10, cacheReads: 800, cost: 0.01 };
  const say = (kind: string, text: string) => ({ ts: 1793527200000, type: "say", say: kind, text });
  const cline = callOf(
    say("task", "Mend it."),
    say("api_req_started", JSON.stringify(told)),
    say("api_req_started", JSON.stringify({ request: "<task>" })),
    { ts: 1793527200000, type: "ask", ask: "completion_result", text: "" },
  );
  assert.deepEqual(pick(cline, "input", "cached", "cacheWrite5m", "output", "cost", "model"), [
    822,
    800,
    10,
    56,
    0.01,
    undefined,
  ]);

  const sent = { main_model: "gpt-5", prompt_tokens: 4000, completion_tokens: 500, total_tokens: 4500, cost: 0.01 };
  const aider = callOf(
    { event: "launched", properties: {}, user_id: "u", time: 1793527200 },
    { event: "message_send", properties: sent, user_id: "u", time: 1793527201 },
  );
  assert.deepEqual(pick(aider, "model", "input", "output", "cost", "time"), ["gpt-5", 4000, 500, 0.01, 1793527201000]);

  const head =
    "Date,User,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
  const rows = [
    '"2026-05-02T08:00:00.000Z","me","Included","claude-opus-4-6","No","100","20","1000","50","1170","$0.12"',
    '"2026-05-02T08:01:00.000Z","me","Errored, No Charge","gpt-5","No","0","0","0","0","0","-"',
  ];
  const { records, bad } = readLogs([[head, ...rows].join("\n")]);
  assert.deepEqual([records.length, bad], [1, []]);
  assert.deepEqual(pick(records[0], "input", "cached", "cacheWrite5m", "output", "cost"), [1120, 1000, 100, 50, 0.12]);
});
