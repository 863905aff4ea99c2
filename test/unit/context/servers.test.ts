import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentId, EditorTool, ServerTools } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

const tools: ServerTools = {
  server: "shop",
  instructions: "Ask before you order.",
  tools: [
    {
      name: "find",
      description: "Finds articles.",
      inputSchema: { type: "object", properties: { q: { type: "string" } } },
    },
    { name: "order", description: "Orders an article.", inputSchema: { type: "object", properties: {} } },
  ],
};
const CONFIGS: Readonly<Partial<Record<AgentId, Record<string, string>>>> = {
  "claude-code": {
    ".mcp.json": '{"mcpServers": {"shop": {"command": "shop"}, "off": {"disabled": true}}}',
    "~/.claude.json": '{"mcpServers": {"shop": {"command": "other"}, "mine": {"url": "https://example.com"}}}',
  },
  copilot: { ".vscode/mcp.json": '{\n  // comments are allowed\n  "servers": {"shop": {}, "mine": {},},\n}' },
  cursor: {
    ".cursor/mcp.json": '{"mcpServers": {"shop": {}}}',
    "~/.cursor/mcp.json": '{"mcpServers": {"mine": {}}}',
  },
  codex: {
    ".codex/config.toml": '[mcp_servers.shop]\ncommand = "shop"\n[mcp_servers.shop.env]\nKEY = "[mcp_servers.none]"\n',
    "~/.codex/config.toml": '[mcp_servers."mine"]\n',
  },
  "gemini-cli": { ".gemini/settings.json": '{"mcpServers": {"shop": {}, "mine": {}}}' },
  zed: { ".zed/settings.json": '{"context_servers": {"shop": {}, "mine": {}}}' },
};

async function serversOf(
  agent: AgentId,
  files: Record<string, string>,
  known: readonly ServerTools[] = [],
  editorTools: readonly EditorTool[] = [],
) {
  const input = { agents: [agent], user: true, model: "gpt-5.5", tools: known, editorTools };
  const context = (await weighContext(mapFiles(files), input)).agents[0]!;
  return { ...context, servers: context.entries.filter(({ loads }) => loads === "tools") };
}

test("every agent's files of servers are read, and none of the servers is taken for nothing", async () => {
  for (const [agent, files] of Object.entries(CONFIGS)) {
    const { servers, unknown, sums } = await serversOf(agent as AgentId, files);
    assert.deepEqual(
      servers.map(({ name }) => name),
      ["shop", "mine"],
      agent,
    );
    assert.ok(servers.every(({ weight, problems }) => weight === undefined && problems[0]!.code === "unknown-tools"));
    assert.deepEqual([unknown, sums.tools.tokens], [2, 0]);
  }
});

test("a saved list tells what each tool weighs", async () => {
  const { servers, unknown, standing } = await serversOf("cursor", CONFIGS.cursor!, [tools]);
  const [shop, said] = servers;
  assert.deepEqual(
    shop!.tools!.map(({ name }) => name),
    ["find", "order"],
  );
  assert.equal(
    shop!.weight!.tokens,
    shop!.tools!.reduce((sum, { tokens }) => sum + tokens, 0),
  );
  assert.ok(said!.weight!.tokens > 0);
  assert.equal(unknown, 1);
  assert.equal(standing.tokens, shop!.weight!.tokens + said!.weight!.tokens);
});

test("Claude Code sends names, and describes tools once they are looked for, or at once where it is told so", async () => {
  const deferred = await serversOf("claude-code", CONFIGS["claude-code"]!, [tools]);
  const described = deferred.entries.find(({ loads, tools }) => loads === "on-demand" && tools)!;
  assert.equal(described.tools!.length, 2);
  assert.ok(deferred.sums.tools.tokens < described.weight!.tokens);
  const eager = { ".mcp.json": '{"mcpServers": {"shop": {"alwaysLoad": true}}}' };
  assert.equal((await serversOf("claude-code", eager, [tools])).servers[0]!.weight!.tokens, described.weight!.tokens);
});

test("Copilot's servers have the tools that VS Code lists under their names, unless the user has told others", async () => {
  const listed = (...names: string[]) => names.map((name) => ({ name, description: "Does it.", inputSchema: {} }));
  const names = async (servers: readonly string[], tools: EditorTool[], known: ServerTools[] = []) => {
    const file = JSON.stringify({ servers: Object.fromEntries(servers.map((name) => [name, {}])) });
    const found = (await serversOf("copilot", { ".vscode/mcp.json": file }, known, tools)).servers;
    return found.map((one) => [one.name, one.tools?.map(({ name }) => name)]);
  };
  const all = listed("mcp_shop_find", "mcp_shop_back_office_add", "mcp_io_github_git_read", "other_shop_x");
  assert.deepEqual(await names(["shop", "shop back", "io.github.git-hub/server", "Idle"], all), [
    ["shop", ["mcp_shop_find"]],
    ["shop back", ["mcp_shop_back_office_add"]],
    ["io.github.git-hub/server", ["mcp_io_github_git_read"]],
    ["Idle", undefined],
  ]);
  // Cut to thirteen letters, both begin alike.
  const alike = ["documentation-a", "documentation-b"];
  assert.deepEqual(await names(alike, listed("mcp_documentation_find")), [
    ["documentation-a", undefined],
    ["documentation-b", undefined],
  ]);
  assert.deepEqual((await names(["shop"], all, [tools]))[0], ["shop", ["find", "order"]]);
  const claude = await serversOf("claude-code", CONFIGS["claude-code"]!, [], all);
  assert.equal(claude.servers[0]!.weight, undefined);
});
