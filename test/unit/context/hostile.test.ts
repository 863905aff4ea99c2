import assert from "node:assert/strict";
import { test } from "node:test";
import { AGENT } from "../../../engine/context/agents.ts";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentId, ContextEntry, Files } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

async function entriesOf(files: Files, agent: AgentId): Promise<readonly ContextEntry[]> {
  return (await weighContext(files, { agents: [agent], user: true })).agents[0]!.entries;
}

/** Files that note what is asked of them. */
function watch(files: Files): { watched: Files; asked: string[] } {
  const asked: string[] = [];
  const noting =
    <T>(ask: (path: string) => T) =>
    (path: string): T => {
      asked.push(path);
      return ask(path);
    };
  return { watched: { list: noting(files.list), read: noting(files.read) }, asked };
}

const codes = (entries: readonly ContextEntry[]) =>
  entries.map(({ path, problems }) => [path, ...problems.map((p) => p.code)]);

test("nothing is read but in the workspace and in the agent's own places", async () => {
  const lure = "@../a.md @/etc/passwd @~/.ssh/id_rsa.txt @~/../b.md @C:/x.md @~/.claude/../.ssh/config.txt";
  const files = mapFiles({
    "CLAUDE.md": lure,
    "AGENTS.md": lure,
    "GEMINI.md": lure,
    ".gemini/settings.json": '{"context": {"fileName": ["../../x.md", "~/.ssh/id_rsa", "GEMINI.md"]}}',
    "opencode.json": '{"instructions": ["../../x.md", "~/.ssh/*", "/etc/*"]}',
    ".aider.conf.yml": "read: [/etc/passwd, ../x.md, ~/.ssh/id_rsa]",
    ".claude/settings.json": '{"outputStyle": "../../x"}',
    ".codex/config.toml": 'project_doc_fallback_filenames = ["../../x.md"]',
  });
  for (const { id, userPlaces } of Object.values(AGENT)) {
    const { watched, asked } = watch(files);
    await entriesOf(watched, id);
    for (const path of asked) {
      assert.ok(!/^(?:\/|[A-Za-z]:|\.\.)|\/\.\.(?:\/|$)/.test(path), `${id}: ${path}`);
      if (path.startsWith("~"))
        assert.ok(
          userPlaces.some((place) => path === place || path.startsWith(`${place}/`)),
          `${id}: ${path}`,
        );
    }
  }
});

test("a glob that stands for too much is a row, and costs no time", async () => {
  const bombs = [
    "{a,b}".repeat(20),
    `${"**/".repeat(3)}${"*a".repeat(20)}b`,
    `${"a**/".repeat(30)}x`,
    "[".repeat(5000),
  ];
  const rules = bombs.map((glob, i) => [
    `.github/instructions/${i}.instructions.md`,
    `---\napplyTo: '${glob}'\n---\nText.`,
  ]);
  const names = Array.from({ length: 500 }, (_, i) => [`${"a".repeat(100)}${i}.ts`, ""]);
  const start = process.cpuUsage();
  const entries = await entriesOf(mapFiles(Object.fromEntries([...rules, ...names])), "copilot");
  const matching = entries.filter(({ loads }) => loads === "matching");
  assert.ok(matching.every(({ problems }) => problems.length === 1));
  assert.equal(matching.length, bombs.length);
  // Of this process alone, in microseconds: on a busy machine the clock tells of others too.
  assert.ok(process.cpuUsage(start).user < 2e6);
});

test("a file that is too large, cannot be read or is no text is a row", async () => {
  const texts = mapFiles({ "CLAUDE.md": "x", "AGENTS.md": "x", "CLAUDE.local.md": "x", ".claude/CLAUDE.md": "x" });
  const files: Files = {
    ...texts,
    read: async (path) => {
      if (path === "CLAUDE.md") return { text: "Use tabs. ".repeat(1000), size: 10 * 2 ** 20 };
      if (path === "CLAUDE.local.md") return { refused: "unreadable" };
      if (path === ".claude/CLAUDE.md") return { refused: "not-text" };
      return texts.read(path);
    },
  };
  const claude = await entriesOf(files, "claude-code");
  assert.deepEqual(codes(claude), [
    ["CLAUDE.md", "too-large"],
    [".claude/CLAUDE.md", "not-text"],
    ["CLAUDE.local.md", "unreadable"],
  ]);
  // Claude Code skips it whole; Copilot sends it, and Tare counts what it has read.
  assert.equal(claude[0]!.weight!.tokens, 0);
  const copilot = (await entriesOf(files, "copilot")).find(({ path }) => path === "CLAUDE.md")!;
  assert.deepEqual([copilot.problems.map(({ code }) => code), copilot.weight!.tokens > 1000], [["too-large"], true]);
});

test("files that all import each other are read once each", async () => {
  const names = Array.from({ length: 60 }, (_, i) => `${i}.md`);
  const text = names
    .map((name) => `@${name}`)
    .join(" ")
    .repeat(3);
  const files = mapFiles({ "CLAUDE.md": text, ...Object.fromEntries(names.map((name) => [name, text])) });
  const { watched, asked } = watch(files);
  await entriesOf(watched, "claude-code");
  assert.ok(asked.length < 80);
});

test("what could go is looked for in the beginning of a file of megabytes only", async () => {
  const rule = "- Never push directly to the main branch.\n";
  const long = `${rule}${"x y z. ".repeat(20_000)}\n\n- Ask before you add a new dependency.\n`;
  const files = mapFiles({
    "CLAUDE.md": `${rule}- Ask before you add a new dependency.\n`,
    ".claude/rules/a.md": long,
  });
  const { agents } = await weighContext(files, { agents: ["claude-code"], user: false, proposals: true });
  assert.deepEqual(
    agents[0]!.proposals!.map(({ kind, span }) => [kind, span!.start < rule.length]),
    [["said-twice", true]],
  );
});
