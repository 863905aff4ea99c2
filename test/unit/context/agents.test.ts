import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentId, ContextInput, Loads } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

/** What an agent loads in one way, by path, in its order. */
async function loaded(agent: AgentId, files: Record<string, string>, loads: Loads, input: Partial<ContextInput> = {}) {
  const { agents } = await weighContext(mapFiles(files), { agents: [agent], user: true, ...input });
  return agents[0]!.entries.filter((entry) => entry.loads === loads && entry.matches !== false).map(({ path }) => path);
}

test("Claude Code reads the user's memory, then each folder's down to the start", async () => {
  const files = {
    "packages/api/CLAUDE.md": "api",
    "CLAUDE.local.md": "mine",
    "CLAUDE.md": "root",
    "~/.claude/CLAUDE.md": "user",
    "AGENTS.md": "not read",
  };
  const root = ["~/.claude/CLAUDE.md", "CLAUDE.md", "CLAUDE.local.md"];
  assert.deepEqual(await loaded("claude-code", files, "always"), root);
  assert.deepEqual(await loaded("claude-code", files, "always", { start: "packages/api" }), [
    ...root,
    "packages/api/CLAUDE.md",
  ]);
  assert.deepEqual(await loaded("claude-code", files, "always", { user: false }), root.slice(1));
  const matching = (file: string) => loaded("claude-code", files, "matching", { file });
  assert.deepEqual(await matching("packages/api/src/x.ts"), ["packages/api/CLAUDE.md"]);
  assert.deepEqual(await matching("packages/web/x.ts"), []);
});

test("Claude Code loads rules without paths always, and others when a file matches", async () => {
  const files = {
    ".claude/rules/all.md": "Use tabs.",
    ".claude/rules/ts.md": '---\npaths: "src/**/*.{ts,tsx}, lib/*.ts"\n---\nNo any.',
    "src/a.tsx": "",
    "lib/b.ts": "",
  };
  assert.deepEqual(await loaded("claude-code", files, "always"), [".claude/rules/all.md"]);
  for (const file of ["src/a.tsx", "lib/b.ts"])
    assert.deepEqual(await loaded("claude-code", files, "matching", { file }), [".claude/rules/ts.md"], file);
  assert.deepEqual(await loaded("claude-code", files, "matching", { file: "docs/a.md" }), []);
});

test("Codex takes the first of a folder's files, and 32 KiB of all together", async () => {
  const files = {
    "AGENTS.md": "x ".repeat(16_000),
    "api/AGENTS.md": "not read",
    "api/AGENTS.override.md": "y ".repeat(1000),
    "~/.codex/AGENTS.md": "user",
  };
  const input: ContextInput = { agents: ["codex"], user: true, start: "api" };
  const { entries } = (await weighContext(mapFiles(files), input)).agents[0]!;
  assert.deepEqual(
    entries.map(({ path }) => path),
    ["~/.codex/AGENTS.md", "AGENTS.md", "api/AGENTS.override.md"],
  );
  // 32,768 bytes less 32,000 leave 384 of the thousand words.
  assert.ok(Math.abs(entries[2]!.weight!.tokens - 384) <= 1);
  assert.ok(Math.abs(entries[2]!.cut!.tokens - 616) <= 1);
});

test("Cursor goes by alwaysApply, globs and description, and reads no .md among its rules", async () => {
  const rule = (head: string) => `---\n${head}\n---\nText.`;
  const files = {
    ".cursor/rules/always.mdc": rule("alwaysApply: true"),
    ".cursor/rules/style.mdc": rule("globs: **/*.ts,**/*.tsx\nalwaysApply: false"),
    ".cursor/rules/asked.mdc": rule("description: how to release"),
    ".cursor/rules/manual.mdc": rule("alwaysApply: false"),
    ".cursor/rules/dead.md": "Text.",
    "a.tsx": "",
  };
  assert.deepEqual(await loaded("cursor", files, "always"), [".cursor/rules/always.mdc"]);
  assert.deepEqual(await loaded("cursor", files, "matching", { file: "a.tsx" }), [".cursor/rules/style.mdc"]);
  assert.deepEqual(await loaded("cursor", files, "listed"), [".cursor/rules/asked.mdc"]);
  const { entries } = (await weighContext(mapFiles(files), { agents: ["cursor"], user: true })).agents[0]!;
  assert.equal(entries.find(({ path }) => path.endsWith(".md"))!.problems[0]!.code, "dead");
});

test("Copilot sends equal texts once, follows no import, and lists every instruction file", async () => {
  const files = {
    "AGENTS.md": "Use tabs. @docs/a.md",
    "CLAUDE.md": "Use tabs. @docs/a.md",
    "docs/a.md": "not followed",
    ".github/instructions/py.instructions.md": '---\napplyTo: "*.PY"\ndescription: Python\n---\nTyped.',
    ".claude/rules/all.md": "Always.",
    "src/a.py": "",
  };
  const { entries, sums } = (await weighContext(mapFiles(files), { agents: ["copilot"], user: true })).agents[0]!;
  const claude = entries.find(({ path }) => path === "CLAUDE.md")!;
  assert.deepEqual([claude.weight!.tokens, claude.problems[0]!.code, claude.imports], [0, "loaded-twice", []]);
  assert.ok(sums.always.tokens > 0);
  assert.deepEqual(await loaded("copilot", files, "matching", { file: "src/a.py" }), [
    ".github/instructions/py.instructions.md",
  ]);
  assert.deepEqual(await loaded("copilot", files, "listed"), [
    ".github/instructions/py.instructions.md",
    ".claude/rules/all.md",
  ]);
});

test("a glob is told to be dead where no file of this listing matches it, and only there", async () => {
  const glob = "src/**/*.PY";
  const rule = `---\napplyTo: "${glob}"\n---\nTyped.`;
  const isDead = async (file: string) => {
    const files = mapFiles({ ".github/instructions/py.instructions.md": rule, [file]: "" });
    const { entries } = (await weighContext(files, { agents: ["copilot"], user: true })).agents[0]!;
    return entries.some(({ problems }) => problems.some(({ code }) => code === "dead-glob"));
  };
  const asked = ["src/a.py", "apps/web/src/x/a.py", "SRC/a.py", "src/a.ts", "lib/a.py"];
  assert.deepEqual(await Promise.all(asked.map(isDead)), [false, false, false, true, true]);
});
