import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "../../../engine/inspect.ts";
import { weigh } from "../../../engine/weigh.ts";
import { evenSalience } from "../../support/even.ts";
import { counted, MODELS, png, weights } from "./sent.ts";

test("what a message or a result says in any shape is counted once, and what the model thought as a range", () => {
  const words = "The archive of the town holds it, in the third drawer.";
  const content = [{ type: "text", text: words }];
  const said = weights({ messages: [{ role: "user", content }] }, "claude-sonnet-4-5").text;
  const once: Readonly<Record<string, unknown>> = {
    "a document of Amazon's given as text": {
      role: "user",
      content: [{ document: { format: "txt", name: "a", source: { text: words } } }],
    },
    "a refusal": { role: "assistant", content: [{ type: "refusal", refusal: words }] },
    "a refusal beside": { role: "assistant", content: null, refusal: words },
    "a guarded content": { role: "user", content: [{ guardContent: { text: { text: words } } }] },
    "as a whole and in parts": { role: "user", content: words, parts: content },
    "an export with its sender": { sender: "human", text: words, content },
    "an export with its author": { author: { role: "user" }, content: { content_type: "text", parts: [words] } },
  };
  for (const [shape, message] of Object.entries(once))
    assert.equal(weights({ messages: [message] }, "claude-sonnet-4-5").text, said, shape);

  const thoughts: readonly unknown[] = [
    { content: [{ type: "thinking", thinking: words, signature: "c2lnbmVk" }] },
    { content: [{ reasoningContent: { reasoningText: { text: words, signature: "c2lnbmVk" } } }] },
    { content: [{ type: "reasoning", text: words }] },
    { parts: [{ text: words, thought: true }] },
    { content: "Yes.", reasoning_content: words },
    { content: "Yes.", reasoning: words, reasoning_details: [{ type: "reasoning.text", text: words }] },
  ];
  for (const thought of thoughts) {
    const { basis } = counted({ messages: [{ role: "assistant", ...(thought as object) }] }, "claude-sonnet-4-5");
    const thinking = basis.find(({ what }) => what === "thinking")!;
    assert.deepEqual([thinking.tokens, thinking.low], [said, 0], JSON.stringify(thought));
  }

  const data = png(48, 48);
  const result = { result: { content: [...content, { type: "image", data, mimeType: "image/png" }] } };
  assert.equal(weights({ jsonrpc: "2.0", id: 1, ...result }).image, 255, "what an MCP server answers");
  const printed = { type: "bash_code_execution_tool_result", content: { stdout: words, return_code: 0 } };
  assert.ok(weights({ messages: [{ role: "assistant", content: [printed] }] }, "claude-sonnet-4-5").calls! > said!);
  const sound = { type: "input_audio", input_audio: Buffer.alloc(400).toString("base64") };
  assert.ok(weights({ messages: [{ role: "user", content: [sound] }] }).audio! > 0);
  const clip = { fileData: { fileUri: "https://www.youtube.com/watch?v=aqz-KE-bpKQ" } };
  assert.ok(weights({ contents: [{ parts: [clip] }] }, "gemini-3.6-flash").video! > 0);
  const ran = [{ executableCode: { language: "PYTHON", code: "print(6 * 7)" } }];
  assert.ok(weights({ contents: [{ role: "model", parts: ran }] }, "gemini-3.6-flash").calls! > 5);
});

test("an item of Responses that is no message is counted by what it holds, once", () => {
  const words = "The archive of the town holds it, in the third drawer.";
  const said = weights({ input: [{ role: "user", content: words }] }).text!;
  const data = png(48, 48);
  const weightsOf = (item: object) => weights({ input: [{ role: "user", content: "Where?" }, item] });
  const asked = weightsOf({}).text!;
  const calls: Readonly<Record<string, object>> = {
    web_search_call: { action: { type: "search", query: words } },
    file_search_call: { queries: [words] },
    computer_call: { action: { type: "type", text: words } },
    code_interpreter_call: { code: words, outputs: [] },
    local_shell_call: { action: { type: "exec", command: ["echo", words] } },
    shell_call: { action: { commands: [words] } },
    apply_patch_call: { operation: { type: "update_file", path: "a.md", diff: words } },
    custom_tool_call: { name: "sql", input: words },
    mcp_call: { name: "find", arguments: words },
    mcp_approval_request: { name: "find", arguments: words },
  };
  for (const [type, call] of Object.entries(calls)) {
    const { text, calls } = weightsOf({ type, ...call });
    assert.equal(text, asked, type);
    assert.ok(calls! >= said && calls! < said + 25, `${type}: ${calls}`);
  }
  const given: Readonly<Record<string, object>> = {
    file_search_call: { queries: [], results: [{ file_id: "f", filename: "a.md", text: words }] },
    mcp_call: { name: "find", arguments: "{}", output: words },
    function_call_output: { output: [{ type: "input_text", text: words }] },
    local_shell_call_output: { output: words },
    apply_patch_call_output: { output: words },
  };
  for (const [type, item] of Object.entries(given)) assert.equal(weightsOf({ type, ...item }).text, asked + said, type);
  const printed = { type: "shell_call_output", output: [{ stdout: words, outcome: { type: "exit", exit_code: 0 } }] };
  assert.ok(weightsOf(printed).calls! > said);
  const thoughts = { summary: [{ type: "summary_text", text: words }] };
  assert.equal(weightsOf({ type: "reasoning", ...thoughts }).thinking, said);
  assert.equal(weightsOf({ type: "image_generation_call", result: data }).image, 255);
});

test("a call of a tool that the provider has built is estimated; one of a tool that the file describes is counted", () => {
  const byOf = (item: object) =>
    counted({ input: [{ role: "user", content: "Where?" }, item] }).basis.find(({ what }) => what === "calls")!;
  const built = byOf({ type: "web_search_call", action: { type: "search", query: "the archive" } });
  assert.deepEqual([built.by, built.low], ["estimated", 0]);
  assert.equal(byOf({ type: "function_call", name: "find", arguments: "{}" }).by, "exact");
});

test("what only the provider holds is counted as nothing, and told so", async () => {
  const sealed = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo".repeat(30);
  const input = [
    { role: "user", content: "Where?" },
    { type: "item_reference", id: "msg_1" },
    { type: "compaction", encrypted_content: sealed },
    { type: "reasoning", summary: [], encrypted_content: sealed },
  ];
  const told = async (value: object) =>
    inspect(await weigh({ text: JSON.stringify(value), path: "chat.json", model: "gpt-4o" }, evenSalience));
  const { warnings, sent } = await told({ input, previous_response_id: "resp_1" });
  const [warning] = warnings.filter(({ code }) => code === "unseen");
  assert.match(warning!.message, /item_reference, compaction, reasoning, previous_response_id/);
  assert.ok(sent.tokens < 30, `${sent.tokens}`);
  const hidden = { role: "assistant", content: [{ type: "redacted_thinking", data: sealed }] };
  assert.match((await told({ messages: [hidden] })).warnings.map((w) => w.message).join(), /redacted_thinking/);
  assert.ok((await told({ input: [input[0]] })).warnings.every(({ code }) => code !== "unseen"));
});

test("calls, what tools gave as data, schemas and a forced tool are counted in every provider's shape", () => {
  const input = { city: "Lisbon", days: 3 };
  const user = { role: "user", content: "Weather?" };
  const calls: Readonly<Record<string, unknown>> = {
    OpenAI: {
      role: "assistant",
      content: null,
      tool_calls: [{ id: "1", type: "function", function: { name: "weather", arguments: JSON.stringify(input) } }],
    },
    Responses: { type: "function_call", call_id: "1", name: "weather", arguments: JSON.stringify(input) },
    Anthropic: { role: "assistant", content: [{ type: "tool_use", id: "1", name: "weather", input }] },
    Gemini: { role: "model", parts: [{ functionCall: { name: "weather", args: input } }] },
    Bedrock: { role: "assistant", content: [{ toolUse: { toolUseId: "1", name: "weather", input } }] },
    LangChain: { type: "ai", data: { content: "", tool_calls: [{ name: "weather", args: input, id: "1" }] } },
    "AI SDK": { role: "assistant", content: [{ type: "tool-call", toolCallId: "1", toolName: "weather", input }] },
  };
  const expected = weights({ messages: [user, calls.OpenAI] }).calls!;
  assert.ok(expected > 8);
  for (const [shape, call] of Object.entries(calls))
    assert.equal(weights({ messages: [user, call] }).calls, expected, shape);

  const response = { degrees: 21, sky: "clear" };
  const results: Readonly<Record<string, unknown>> = {
    Gemini: { role: "user", parts: [{ functionResponse: { name: "weather", response } }] },
    Bedrock: { role: "user", content: [{ toolResult: { toolUseId: "1", content: [{ json: response }] } }] },
    "AI SDK": {
      role: "tool",
      content: [{ type: "tool-result", toolName: "weather", output: { type: "json", value: response } }],
    },
  };
  for (const [shape, result] of Object.entries(results))
    assert.ok(weights({ messages: [user, result] }).calls! >= 8, shape);

  const toolCallId = "1";
  const output = { toolCallId, state: "output-available", input, output: response };
  const result = { toolCallId, toolName: "weather", state: "result", args: input, result: response };
  const both: readonly object[] = [
    { parts: [{ type: "tool-weather", ...output }] },
    { parts: [{ type: "dynamic-tool", toolName: "weather", ...output }] },
    { content: "", parts: [{ type: "tool-invocation", toolInvocation: result }] },
    { content: "", toolInvocations: [result] },
    { content: "", parts: [{ type: "tool-invocation", toolInvocation: result }], toolInvocations: [result] },
  ];
  const answered = weights({ messages: [user, { role: "user", parts: [{ functionResponse: { response } }] }] }).calls!;
  for (const message of both)
    assert.equal(weights({ messages: [user, { role: "assistant", ...message }] }).calls, expected + answered);

  const schema = { type: "object", properties: { city: { type: "string", description: "Where it is." } } };
  const schemas: Readonly<Record<string, unknown>> = {
    OpenAI: { response_format: { type: "json_schema", json_schema: { name: "place", schema } } },
    Responses: { text: { format: { type: "json_schema", name: "place", schema } } },
    Gemini: { generationConfig: { responseSchema: schema } },
    Anthropic: { output_config: { format: { type: "json_schema", schema } } },
  };
  for (const [shape, request] of Object.entries(schemas))
    assert.ok(weights({ messages: [user], ...(request as object) }).schema! > 15, shape);

  const tool = { name: "weather", description: "Weather now", input_schema: schema };
  const free = counted({ messages: [user], tools: [tool] }, "claude-opus-4-8").tokens;
  const choices = [{ type: "tool", name: "weather" }, { type: "any" }];
  for (const tool_choice of choices)
    assert.equal(counted({ messages: [user], tools: [tool], tool_choice }, "claude-opus-4-8").tokens, free + 120);
  assert.equal(
    counted({ messages: [user], tools: [tool], tool_choice: { type: "auto" } }, "claude-opus-4-8").tokens,
    free,
  );
});

test("tools are told one by one, in a request and in an answer to tools/list", () => {
  const properties = { query: { type: "string", description: "What to look for" } };
  const listed = ["find_order", "cancel_order"].map((name) => ({
    name,
    description: "Works on the orders of a customer, by their number.",
    inputSchema: { type: "object", properties },
  }));
  const asked = {
    messages: [{ role: "user", content: "Hi" }],
    tools: listed.map(({ inputSchema, ...tool }) => ({ ...tool, input_schema: inputSchema })),
  };
  const toolsOf = (value: unknown, model: string) =>
    counted(value, model)
      .parts.filter(({ kind }) => kind === "tool")
      .map(({ title, tokens }) => [title, tokens]);
  for (const model of MODELS) {
    const tools = toolsOf({ jsonrpc: "2.0", id: 1, result: { tools: listed } }, model);
    assert.deepEqual(tools, toolsOf(asked, model), model);
    assert.ok(tools.length === 2 && tools.every(([, tokens]) => (tokens as number) > 20), model);
  }
});
