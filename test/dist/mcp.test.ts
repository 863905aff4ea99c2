import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { projectPath } from "../support/tare.ts";

const command = [projectPath("dist/cli.js"), "mcp"];
const client = new Client({ name: "test", version: "0" });

before(() => client.connect(new StdioClientTransport({ command: process.execPath, args: command })));
after(() => client.close());

const text = "You are a helpful agent for a small bicycle shop. Never promise a date that is not in {{order}}.";

async function call(name: string, input: object) {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: { ...input } });
  if (!isError) assert.deepEqual(JSON.parse((content as { text: string }[])[0]!.text), structuredContent);
  return { text: (content as { text: string }[])[0]!.text, isError };
}

test("agents see the verbs", async () => {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name).sort(), [
    "compare_models",
    "compress_prompt",
    "count_prompt_tokens",
    "estimate_reasoning",
    "weigh_context",
  ]);
  for (const { outputSchema } of tools) assert.ok(outputSchema, "a client knows what it will be told");
});

test("counting says how many and how sure", async () => {
  const { text: answer } = await call("count_prompt_tokens", { text, model: "gpt-5.5" });
  const { tokens, counted, cost } = JSON.parse(answer);
  assert.ok(tokens > 15 && tokens < 40);
  assert.equal(counted, "exact");
  assert.ok(cost.input > 0);
});

test("compressing keeps to the target and leaves variables alone", async () => {
  const { text: answer } = await call("compress_prompt", { text, keep: 0.9, model: "gpt-5.5" });
  const { before, after, text: shorter } = JSON.parse(answer);
  assert.ok(after <= before);
  assert.ok(shorter.includes("{{order}}"));
});

test("a share and a number of tokens are not both taken", async () => {
  const { text: answer, isError } = await call("compress_prompt", { text, keep: 0.9, tokens: 5 });
  assert.equal(isError, true);
  assert.match(answer, /not both/);
});

test("the forecast is a distribution", async () => {
  const { text: answer } = await call("estimate_reasoning", { text, model: "gpt-5.5" });
  const { mean, quantiles, basis } = JSON.parse(answer);
  assert.ok(mean > 0 && quantiles["0.1"] <= quantiles["0.9"]);
  assert.ok(basis.length > 0);
});

test("of instructions an agent is told what a turn costs", async () => {
  const { text: answer, isError } = await call("estimate_reasoning", { text, path: "AGENTS.md", model: "gpt-5.5" });
  assert.equal(isError, true);
  assert.match(answer, /no forecast of their own\. A turn: \$/);
});

test("models are compared, each once", async () => {
  const { text: answer } = await call("compare_models", {
    text,
    models: ["gpt-5.5", "claude-opus-5-5", "openai/gpt-5.5"],
  });
  const { models } = JSON.parse(answer);
  assert.deepEqual(
    models.map(({ model }: { model: string }) => model),
    ["gpt-5.5", "claude-opus-5-5"],
  );
});

test("the context of agents is weighed, and no text of it told", async () => {
  const folder = projectPath("test/fixtures/context/claude-code/workspace");
  const { text: answer } = await call("weigh_context", { folder, agents: ["claude-code"], file: "api/routes.ts" });
  const { agents } = JSON.parse(answer);
  assert.ok(agents[0].standing.tokens > 0);
  assert.doesNotMatch(answer, /Run the tests before you commit/);
  const { text: refused, isError } = await call("weigh_context", { folder: "/no/such/folder" });
  assert.deepEqual([isError, refused.includes("no such folder")], [true, true]);
});

test("a failure is the tool's error, in its own words", async () => {
  const { text: answer, isError } = await call("count_prompt_tokens", { text, model: "no-such-model" });
  assert.equal(isError, true);
  assert.match(answer, /no-such-model/);
  assert.doesNotMatch(answer, /\bat \w+.*:\d+:\d+/);
});

const sentences = (count: number) =>
  Array.from({ length: count }, (_, i) => `Sentence ${i} says nothing that matters much.`).join(" ");

/** The milliseconds that a work takes. */
async function duration(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

test("counting asks no model: a million characters are counted sooner than ten thousand are compressed", async () => {
  const compressing = await duration(() => call("compress_prompt", { text: sentences(200) }));
  const counting = await duration(async () => {
    const { text: answer } = await call("count_prompt_tokens", { text: text.repeat(10_000) });
    assert.ok(JSON.parse(answer).tokens > 200_000, answer);
  });
  assert.ok(counting < compressing, `${counting} ms to count, ${compressing} ms to compress`);
});

test("long work tells how far it has come, and ends when it is cancelled", async () => {
  const cancel = new AbortController();
  const shares: number[] = [];
  const onprogress = ({ progress, total }: { progress: number; total?: number | undefined }) => {
    shares.push(progress / total!);
    if (shares.length > 2) cancel.abort();
  };
  const part = await duration(async () => {
    const long = { name: "compress_prompt", arguments: { text: sentences(4000) } };
    await assert.rejects(client.callTool(long, undefined, { onprogress, signal: cancel.signal }), /abort/i);
  });
  assert.deepEqual(
    shares,
    [...new Set(shares)].sort((a, b) => a - b),
  );
  // The server is free again at once, though there was much left to do.
  const next = await duration(() => call("compress_prompt", { text }));
  const whole = part / shares.at(-1)!;
  assert.ok(next < whole / 10, `${next} ms for the next, ${whole} ms for all of the long work`);
});

/** Writes lines to a server's input, which then ends, and reads what it answers. */
async function answersTo(lines: readonly string[]) {
  const server = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit"] });
  server.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const output = Buffer.concat(await server.stdout.toArray()).toString();
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const ping = (id: number) => JSON.stringify({ jsonrpc: "2.0", id, method: "ping" });

test("a message that is no JSON, none of JSON-RPC or too long is refused, and the next is answered", async () => {
  const isLong = { jsonrpc: "2.0", id: 7, method: "tools/call", params: { name: "x".repeat(2 ** 25) } };
  const answers = await answersTo([
    "{not json",
    '{"jsonrpc":"2.0","id":3,"method":4}',
    "[]",
    JSON.stringify(isLong),
    ping(9),
  ]);
  assert.deepEqual(
    answers.map(({ id, error }) => [id, error?.code]),
    [
      [null, -32700],
      [3, -32600],
      [null, -32600],
      [7, -32600],
      [9, undefined],
    ],
  );
  assert.match(answers[3].error.message, /longer than 32 MiB/);
});

test("what was asked is answered though the input has ended", async () => {
  const initialize = {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "0" },
  };
  const answers = await answersTo([
    JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: initialize }),
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
    JSON.stringify({
      jsonrpc: "2.0",
      id: 2,
      method: "tools/call",
      params: { name: "compress_prompt", arguments: { text } },
    }),
  ]);
  assert.ok(answers.find(({ id }) => id === 2).result.structuredContent.after > 0);
});

test("it ends well where there is nobody to ask", () => {
  const { status, stderr } = spawnSync(process.execPath, [projectPath("dist/cli.js"), "mcp"], {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  assert.deepEqual([status, stderr], [0, ""]);
});
