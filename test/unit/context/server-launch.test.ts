import assert from "node:assert/strict";
import { test } from "node:test";
import { listedTools } from "../../../engine/context/listed-tools.ts";
import { serverLaunch } from "../../../engine/context/server-launch.ts";
import type { AgentId } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

/** A variable as files write it. */
const v = (name: string) => `\${${name}}`;
const around = { folder: "/home/ada/shop", env: { KEY: "k", EMPTY: "" } };
const launchOf = (files: Record<string, string>, agent: AgentId = "claude-code") =>
  serverLaunch(mapFiles(files), agent, "shop", around);
const file = (settings: object) => ({ ".mcp.json": JSON.stringify({ mcpServers: { shop: settings } }) });

test("a server starts as the first file says that names it, with its variables filled in", async () => {
  const settings = {
    command: "npx",
    args: ["-y", "shop@2", `--url=${v("URL:-http://localhost")}`, "$HOME"],
    env: { API_KEY: v("KEY"), NONE: v("EMPTY"), PORT: 8 },
  };
  const user = { "~/.claude.json": '{"mcpServers": {"shop": {"command": "other"}}}' };
  assert.deepEqual(await launchOf({ ...user, ...file(settings) }), {
    command: "npx",
    args: ["-y", "shop@2", "--url=http://localhost", "$HOME"],
    folder: "/home/ada/shop",
    env: { API_KEY: "k", NONE: "" },
  });
  const inCode = { command: `${v("workspaceFolder")}/run`, cwd: `${v("workspaceFolder")}/a`, env: { K: v("env:KEY") } };
  const code = JSON.stringify({ servers: { shop: inCode } });
  assert.deepEqual(await launchOf({ ".vscode/mcp.json": code }, "copilot"), {
    command: "/home/ada/shop/run",
    args: [],
    folder: "/home/ada/shop/a",
    env: { K: "k" },
  });
});

test("what is no command, or asks for what only its agent knows, is told", async () => {
  const noCommand = /^Failure: shop: no saved file that Tare can read says by which command it starts\.$/;
  await assert.rejects(launchOf(file({ url: "https://example.com" })), noCommand);
  await assert.rejects(launchOf({}), noCommand);
  await assert.rejects(launchOf(file({ disabled: true, command: "npx" })), noCommand);
  await assert.rejects(launchOf(file({}), "aider"), noCommand);
  await assert.rejects(launchOf({ ".codex/config.toml": '[mcp_servers.shop]\ncommand = "npx"\n' }, "codex"), noCommand);
  for (const variable of ["input:token", "NOWHERE", ""].map(v))
    await assert.rejects(
      launchOf(file({ command: "npx", args: [variable] })),
      ({ message }) => message === `shop: its command asks for ${variable}, which is not set here.`,
    );
});

test("a saved answer is read as it came, as its result, or as the list alone, and nothing else is taken for one", () => {
  const tools = [{ name: "find", inputSchema: {} }];
  for (const answer of [{ result: { tools, instructions: "Ask." } }, { tools, instructions: "Ask." }])
    assert.deepEqual(listedTools("shop", JSON.stringify(answer), "a.json"), {
      server: "shop",
      tools,
      instructions: "Ask.",
    });
  assert.deepEqual(listedTools("shop", JSON.stringify(tools), "a.json"), { server: "shop", tools });
  assert.deepEqual(listedTools("shop", "[]", "a.json"), { server: "shop", tools: [] });
  for (const text of ["null", "3", "{}", "[1, 2]", '{"tools": [{}]}', '{"result": 1}'])
    assert.throws(() => listedTools("shop", text, "a.json"), /^Failure: a\.json: no answer to tools\/list/, text);
  assert.throws(() => listedTools("shop", "{", "a.json"), /^Failure: a\.json: this is no JSON\.$/);
});
