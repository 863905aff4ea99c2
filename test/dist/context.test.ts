import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
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
