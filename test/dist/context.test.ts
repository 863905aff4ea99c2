import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { ContextReport } from "../../protocol/context.ts";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-context-"));
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
write("ws/CLAUDE.md", "Use tabs. See @docs/style.md and @secret.md");
write("ws/docs/style.md", "Short names.");
write("ws/AGENTS.md", "Run the tests.");
write("home/.claude/CLAUDE.md", "Be brief.");
write("secret.md", "never read");
symlinkSync(join(folder, "secret.md"), join(folder, "ws/secret.md"));
symlinkSync(join(folder, "ws"), join(folder, "ws/docs/loop"));
const context = (...args: readonly string[]) =>
  tare(["context", join(folder, "ws"), ...args], "", { HOME: join(folder, "home") });

test("tare context tells each agent that loads anything, in words, JSON and Markdown", () => {
  const { status, stdout } = context();
  assert.equal(status, 0);
  for (const part of ["Claude Code", "docs/style.md", "~/.claude/CLAUDE.md", "Codex", "$"])
    assert.ok(stdout.includes(part), part);
  const { agents } = JSON.parse(context("--agent", "codex", "--json").stdout) as ContextReport;
  assert.deepEqual(
    agents.map(({ agent, entries }) => [agent, entries.map(({ path }) => path)]),
    [["codex", ["AGENTS.md"]]],
  );
  assert.match(context("--markdown").stdout, /\| `CLAUDE\.md` \| \d+ \|/);
});

test("what a link leads to outside of the folder is named and not read; a loop is a row", () => {
  const { agents } = JSON.parse(context("--agent", "claude-code", "--json").stdout) as ContextReport;
  const [claude] = agents;
  const secret = claude!.entries[1]!.imports[1]!;
  assert.deepEqual([secret.path, secret.weight, secret.problems[0]!.code], ["secret.md", undefined, "outside"]);
  assert.deepEqual(
    claude!.problems.map(({ path, code }) => [path, code]),
    [["docs/loop", "symlink-loop"]],
  );
});

test("over the budget there is a line for each agent, and exit status 1", () => {
  const { status, stderr } = context("--budget", "1", "--no-user");
  assert.equal(status, 1);
  assert.match(stderr, /^tare: Claude Code: .+ over the budget of 1\.\n/);
  const { agents } = JSON.parse(context("--no-user", "--json").stdout) as ContextReport;
  const over = agents.filter(({ standing }) => standing.tokens > 1);
  assert.equal(stderr.trim().split("\n").length, over.length);
  assert.equal(context("--budget", "100000").status, 0);
});

test("no server, hook or command that a workspace or the user's files name is started", () => {
  const marker = join(folder, "started");
  const server = {
    command: process.execPath,
    args: ["-e", `require("fs").writeFileSync(${JSON.stringify(marker)}, "")`],
  };
  const line = [server.command, ...server.args.map((arg) => JSON.stringify(arg))].join(" ");
  const servers = JSON.stringify({ mcpServers: { lure: server } });
  for (const path of [".mcp.json", ".cursor/mcp.json", ".gemini/settings.json"]) write(`lure/${path}`, servers);
  write("lure/.vscode/mcp.json", JSON.stringify({ servers: { lure: server } }));
  write("lure/.codex/config.toml", `[mcp_servers.lure]\ncommand = ${JSON.stringify(server.command)}\n`);
  write("lure/.git/config", `[core]\n\tfsmonitor = ${line}\n`);
  const hooks = { hooks: { SessionStart: [{ hooks: [{ type: "command", command: line }] }] } };
  write("lure/.claude/settings.json", JSON.stringify(hooks));
  write("lure/.claude/skills/a/SKILL.md", `---\nname: a\ndescription: A.\n---\n!\`${line}\`\n`);
  write("home/.claude.json", servers);
  for (const how of [["--proposals", "--json"], ["--annotations"]]) {
    const { status, stdout } = tare(["context", join(folder, "lure"), ...how], "", { HOME: join(folder, "home") });
    assert.equal(status, 0);
    assert.ok(how.includes("--annotations") || stdout.includes("lure"), "the servers are found");
  }
  assert.equal(existsSync(marker), false);
  assert.equal(spawnSync(server.command, server.args).status, 0);
  assert.ok(existsSync(marker), "the lure works");
});
