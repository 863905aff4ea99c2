import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-history-"));
const git = (...args: readonly string[]) =>
  execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...args], { encoding: "utf8" });
const commit = (subject: string, files: Record<string, string>) => {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  git("add", "-A");
  git("commit", "-qm", subject);
};
git("init", "-q");
symlinkSync("AGENTS.md", join(folder, "CLAUDE.md"));
commit("First", { "AGENTS.md": "Use tabs." });
git("tag", "start");
commit("Code only", { "a.ts": "export {};" });
commit("More rules", { "AGENTS.md": "Use tabs. Run the tests before you commit." });
writeFileSync(join(folder, "AGENTS.md"), "Use tabs. Run the tests.");

test("the history tells what a turn sends at a reference, after each commit that changed it, and now", () => {
  const { stdout } = tare(["context", folder, "--since", "start", "--json", "--agent", "codex", "claude-code"]);
  const { points } = JSON.parse(stdout) as {
    points: { subject: string; agents: { agent: string; standing: { tokens: number } }[] }[];
  };
  assert.deepEqual(
    points.map(({ subject }) => subject),
    ["First", "More rules", "now"],
  );
  const tokens = points.map(({ agents }) => agents.find(({ agent }) => agent === "codex")!.standing.tokens);
  assert.ok(tokens[0]! < tokens[2]! && tokens[2]! < tokens[1]!);
  // Of Claude Code, whose file is a link.
  assert.ok(points.every(({ agents }) => agents.find(({ agent }) => agent === "claude-code")!.standing.tokens > 0));
  assert.match(tare(["context", folder, "--since", "start", "--agent", "codex"]).stdout, /Codex: \+\d+ tokens a turn/);
  assert.match(
    tare(["context", folder, "--since", "start", "--markdown"]).stdout,
    /\| Codex \| \d+ \| \d+ \| \+\d+ \| \+\$/,
  );
});

test("a reference that git does not know is told, and none is taken for an option", () => {
  for (const reference of ["nowhere", "--upload-pack=x"]) {
    const { status, stderr } = tare(["context", folder, `--since=${reference}`]);
    assert.equal(status, 1, reference);
    assert.match(stderr, /git says: /);
  }
});
