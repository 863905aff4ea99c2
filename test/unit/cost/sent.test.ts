import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hasData, realPrompts } from "../../../bench/support/datasets.ts";
import { count } from "../../../engine/count.ts";
import { inspect } from "../../../engine/inspect.ts";
import { weigh } from "../../../engine/weigh.ts";
import { assertAddsUp } from "../../support/adds-up.ts";
import { evenSalience } from "../../support/even.ts";
import { fixtures } from "../../support/fixtures.ts";

const MODELS = ["gpt-4o", "gpt-5.5", "claude-opus-4-8", "gemini-3.6-flash", "deepseek-v4-pro"];

/** A PNG's beginning: its signature and its header, of so many pixels. */
function png(width: number, height: number): string {
  const bytes = Buffer.alloc(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString("base64");
}

const counted = (value: unknown, model = "gpt-4o", path = "chat.json") =>
  count({ text: JSON.stringify(value), path, model });
/** The tokens of each kind of what is sent. */
const weights = (value: unknown, model?: string) =>
  Object.fromEntries(counted(value, model).basis.map(({ what, tokens }) => [what, tokens]));

test("the parts of every fixture add up to what is sent, for every maker's models", async () => {
  for (const { text, path, name } of fixtures)
    for (const model of MODELS) {
      const counted = count({ text, path, model });
      assertAddsUp({ ...counted, sent: counted }, `${name}, ${model}`);
      assertAddsUp(inspect(await weigh({ text, path, model }, evenSalience)), `${name}, ${model}`);
    }
});

test("and those of real prompt files", { skip: !hasData() }, () => {
  for (const { text, path, id } of realPrompts()) {
    const counted = count({ text, path, model: "claude-opus-4-8" });
    assertAddsUp({ ...counted, sent: counted }, id);
  }
});

const image = { type: "image_url", image_url: { url: `data:image/png;base64,${png(48, 48)}` } };

test("a picture counts the same in the shape of every provider", () => {
  const data = png(48, 48);
  const url = `data:image/png;base64,${data}`;
  const shapes: Readonly<Record<string, unknown>> = {
    "OpenAI's chat": image,
    "OpenAI's chat, bare": { type: "image_url", image_url: url },
    "OpenAI's Responses": { type: "input_image", image_url: url },
    Anthropic: { type: "image", source: { type: "base64", media_type: "image/png", data } },
    Gemini: { inlineData: { mimeType: "image/png", data } },
    "Gemini in Python": { inline_data: { mime_type: "image/png", data } },
    Bedrock: { image: { format: "png", source: { bytes: data } } },
    LangChain: { type: "image", source_type: "base64", mime_type: "image/png", data },
    "AI SDK": { type: "image", image: url },
    "AI SDK, as a file": { type: "file", mediaType: "image/png", data },
    MCP: { type: "image", mimeType: "image/png", data },
    "in what a tool gave": {
      type: "tool_result",
      tool_use_id: "t",
      content: [{ type: "image", source: { type: "base64", data } }],
    },
  };
  for (const [shape, block] of Object.entries(shapes)) {
    const { image } = weights({ messages: [{ role: "user", content: [{ type: "text", text: "Look." }, block] }] });
    assert.equal(image, 255, shape);
  }
  assert.equal(weights({ messages: [{ role: "user", content: "Look.", images: [data] }] }).image, 255, "Ollama");
  assert.equal(weights({ contents: [{ parts: [{ text: "Look." }, shapes.Gemini] }] }, "gemini-3.6-flash").image, 1089);
});

test("a JPEG's bytes, which begin as a path does, are measured under every key", () => {
  const bytes = Buffer.alloc(80);
  bytes.write("ffd8ffe000104a46494600010100000100010000ffc000110804000400030122000211010311", "hex");
  const data = bytes.toString("base64");
  const shapes: readonly unknown[] = [
    { type: "image", source: { type: "base64", media_type: "image/jpeg", data } },
    { type: "image", image: data },
    { inlineData: { mimeType: "image/jpeg", data } },
  ];
  const messages = [
    ...shapes.map((block) => ({ role: "user", content: [block] })),
    { role: "user", content: "Look.", images: [data] },
  ];
  for (const message of messages) {
    const medium = counted({ messages: [message] }).basis.find(({ what }) => what === "image")!;
    assert.deepEqual([medium.tokens, medium.low, medium.high], [765, 765, 765]);
  }
});

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

test("what is enclosed is found wherever a provider's shape has it", () => {
  const data = png(48, 48);
  const user = (...content: unknown[]) => ({ role: "user", content });
  const url = `data:image/png;base64,${data}`;
  const part = { inlineData: { mimeType: "image/png", data } };
  const pictures: Readonly<Record<string, unknown>> = {
    "a screenshot that a computer gave back": [
      user({ type: "input_text", text: "Hi" }),
      { type: "computer_call_output", call_id: "c", output: { type: "computer_screenshot", image_url: url } },
    ],
    "beside a function's response": [
      { role: "user", parts: [{ functionResponse: { name: "shot", response: { ok: true }, parts: [part] } }] },
    ],
    "MCP's embedded resource": [
      user({ type: "resource", resource: { uri: "file:///a.png", mimeType: "image/png", blob: data } }),
    ],
    "a document's blocks": [
      user({
        type: "document",
        source: { type: "content", content: [{ type: "image", source: { type: "base64", data } }] },
      }),
    ],
  };
  for (const [shape, messages] of Object.entries(pictures)) assert.equal(weights({ messages }).image, 255, shape);
  assert.ok(
    weights({ messages: [user({ type: "document_url", document_url: "https://example.org/a.pdf" })] }).document,
  );

  const words = "The archive of the town holds it, in the third drawer.";
  const texts: Readonly<Record<string, unknown>> = {
    "a search result": {
      type: "search_result",
      source: "https://example.org",
      content: [{ type: "text", text: words }],
    },
    "a document given as text": { type: "document", source: { type: "text", media_type: "text/plain", data: words } },
    "a resource given as text": { type: "resource", resource: { uri: "file:///a.txt", text: words } },
  };
  const said = weights({ messages: [user({ type: "text", text: words })] }).text;
  for (const [shape, block] of Object.entries(texts))
    assert.equal(weights({ messages: [user(block)] }).text, said, shape);

  const low = { contents: [{ parts: [part] }], generationConfig: { mediaResolution: "MEDIA_RESOLUTION_LOW" } };
  assert.equal(weights(low, "gemini-3.6-flash").image, 256);
});

test("the level of detail is heeded, the request's own too", () => {
  const look = (detail: string) =>
    weights({ messages: [{ role: "user", content: [{ ...image, image_url: { ...image.image_url, detail } }] }] }).image;
  assert.deepEqual([look("low"), look("high")], [85, 255]);
});

test("an address has no size: a range, with the rule's name; a file beside the prompt has one", () => {
  const chat = (url: string) => ({
    messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }],
  });
  const [far] = counted(chat("https://example.org/a.png")).basis.filter(({ what }) => what === "image");
  assert.deepEqual([far!.by, far!.low, far!.high], ["OpenAI's rule", 255, 1445]);
  const file = count({
    text: JSON.stringify(chat("../../media/icon.png")),
    path: new URL("../../../test/fixtures/chat.json", import.meta.url).pathname,
    model: "gpt-4o",
  });
  assert.equal(file.basis.find(({ what }) => what === "image")!.tokens, 255);
});

test("sound, documents and moving pictures are counted, of unknown length as a range", () => {
  const kinds = {
    audio: { type: "input_audio", input_audio: { data: "A".repeat(80), format: "mp3" } },
    document: { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${"A".repeat(80)}` } },
    video: {
      fileData: { mimeType: "video/mp4", fileUri: "https://example.org/v" },
      videoMetadata: { endOffset: "10s" },
    },
  };
  for (const [kind, block] of Object.entries(kinds)) {
    const found = counted({ messages: [{ role: "user", content: [block] }] }, "gemini-3.6-flash");
    const own = found.basis.find(({ what }) => what === kind);
    assert.ok(own && own.tokens > 0 && /rule$/.test(own.by), kind);
  }
});

test("a document's pages and a recording's seconds are read from their bytes", () => {
  const pdf = `%PDF-1.4\n1 0 obj <</Type /Pages /Count 3>>\n${"2 0 obj <</Type/Page /Parent 1 0 R>>\n".repeat(3)}`;
  const file = { file_data: `data:application/pdf;base64,${Buffer.from(pdf).toString("base64")}`, filename: "a.pdf" };
  const document = weights({ messages: [{ role: "user", content: [{ type: "file", file }] }] }, "gemini-3.6-flash");
  assert.equal(document.document, 3 * 532);

  const wav = Buffer.alloc(44 + 20 * 8000);
  wav.write("RIFF", 0, "latin1");
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(8000, 28);
  const sound = (data: Buffer, format: string) =>
    counted({
      messages: [
        { role: "user", content: [{ type: "input_audio", input_audio: { data: data.toString("base64"), format } }] },
      ],
    }).basis.find(({ what }) => what === "audio")!;
  assert.equal(sound(wav, "wav").tokens, 200);
  assert.equal(sound(Buffer.alloc(480_000), "pcm16").tokens, 100);
  const { low, tokens, high } = sound(Buffer.alloc(160_000), "mp3");
  assert.deepEqual([low, tokens, high], [40, 100, 400]);
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

const text = fc.stringMatching(/^[A-Za-z ,.]{1,60}$/);
const block = fc.oneof(
  text.map((words) => ({ type: "text", text: words })),
  fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })).map(([w, h]) => ({
    type: "image_url",
    image_url: { url: `data:image/png;base64,${png(w, h)}` },
  })),
  text.map((words) => ({ type: "tool_use", name: "find", input: { words } })),
  fc.jsonValue(),
);
const message = fc.record(
  {
    role: fc.constantFrom("system", "user", "assistant", "tool"),
    content: fc.array(block, { maxLength: 4 }),
    name: text,
  },
  { requiredKeys: ["role", "content"] },
);

test("whatever messages hold, in JSON and in rows, the parts add up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(message, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...MODELS),
      (chats, model) => {
        const rows = chats.map((messages) => ({ messages, tools: [{ name: "find", parameters: {} }] }));
        const files = [
          { text: JSON.stringify(rows[0], undefined, 1), path: "a.json" },
          { text: JSON.stringify(rows), path: "b.json" },
          { text: rows.map((row) => JSON.stringify(row)).join("\n"), path: "c.jsonl" },
        ];
        for (const file of files) {
          const found = count({ ...file, model });
          assertAddsUp({ ...found, sent: found }, file.path);
          assert.ok(found.low <= found.tokens && found.tokens <= found.high);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("a call that is longer than the window is told, with where the window ends; rows are calls of their own", async () => {
  const warningsOf = async (text: string, path?: string) => {
    const { warnings } = inspect(await weigh({ text, model: "gpt-4", ...(path && { path }) }, evenSalience));
    return warnings.filter(({ code }) => code === "over-the-window");
  };
  const words = "one two three four five six seven eight nine ten\n".repeat(820);
  const [warning] = await warningsOf(words);
  assert.match(warning!.message, /sends 9,\d{3} tokens; the window of gpt-4 holds 8,192/);
  const { tokens } = count({ text: words.slice(0, warning!.start), model: "gpt-4" });
  assert.ok(Math.abs(tokens - 8192) <= 1, `${tokens}`);
  const row = JSON.stringify({ messages: [{ role: "user", content: words.slice(0, 20_000) }] });
  assert.deepEqual(await warningsOf(`${row}\n${row}\n${row}`, "a.jsonl"), []);
  const long = JSON.stringify({ messages: [{ role: "user", content: words }] });
  const [inRow] = await warningsOf(`${row}\n${long}\n${row}`, "a.jsonl");
  assert.ok(inRow!.start > row.length && inRow!.start < row.length + long.length);
});

test("a conversation counts the same in every shape, with a name or without", () => {
  const system = "You are a careful helper of a bakery.";
  const user = "Hello there, what can I have?";
  const langchain = (name: string) => ["langchain_core", "messages", name];
  const shapes: readonly unknown[] = [
    {
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
    },
    { system, messages: [{ role: "user", content: [{ type: "text", text: user }] }] },
    { systemInstruction: { parts: [{ text: system }] }, contents: [{ parts: [{ text: user }] }] },
    { instructions: system, input: [{ role: "user", content: [{ type: "input_text", text: user }] }] },
    { modelId: "m", system: [{ text: system }], messages: [{ role: "user", content: [{ text: user }] }] },
    [
      { type: "system", data: { content: system } },
      { type: "human", data: { content: user } },
    ],
    [
      { type: "SystemMessage", content: system },
      { type: "HumanMessage", content: user },
    ],
    [
      { lc: 1, type: "constructor", id: langchain("SystemMessage"), kwargs: { content: system } },
      { lc: 1, type: "constructor", id: langchain("HumanMessage"), kwargs: { content: user } },
    ],
    [
      ["system", system],
      ["human", user],
    ],
    {
      messages: [
        { role: "system", parts: [{ type: "text", text: system }] },
        { role: "user", parts: [{ type: "text", text: user }] },
      ],
    },
    {
      conversations: [
        { from: "system", value: system },
        { from: "human", value: user },
      ],
    },
  ];
  for (const shape of shapes)
    for (const path of ["a.json", undefined]) {
      const found = count({ text: JSON.stringify(shape), model: "gpt-4o", ...(path && { path }) });
      assert.deepEqual(
        found.basis.map(({ what, tokens }) => [what, tokens]),
        [
          ["text", 17],
          ["wrapper", 11],
        ],
        JSON.stringify(shape),
      );
    }
  for (const shape of [
    { "System Prompt": system, "User Prompt": user },
    { config: { systemInstruction: system }, contents: user },
  ])
    assert.equal(counted(shape).tokens, 17, JSON.stringify(shape));
});

test("a message of a template that says nothing weighs what its frame does, at the end of the file too", () => {
  for (const file of [
    { text: 'Be kind.\n{{role "user"}}', path: "a.prompt" },
    { text: "system:\nBe kind.\nuser:\n", path: "a.prompty" },
    { text: "{{#system}}{{/system}}{{#user}}{{/user}}", path: "a.hbs" },
  ]) {
    const found = count({ ...file, model: "gpt-5.5" });
    assertAddsUp({ ...found, sent: found }, file.path);
  }
});
