import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { ContextEntry } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

async function claude(files: Record<string, string>): Promise<readonly ContextEntry[]> {
  return (await weighContext(mapFiles(files), { agents: ["claude-code"], user: true })).agents[0]!.entries;
}

/** Imports as a tree of paths, with the code of what is wrong. */
function tree(entries: readonly ContextEntry[]): unknown[] {
  return entries.map(({ path, imports, problems }) => [path, ...problems.map(({ code }) => code), ...tree(imports)]);
}

test("imports unfold below the file that names them, also in the middle of a sentence", async () => {
  const entries = await claude({
    "CLAUDE.md": "See @docs/a.md, and `@docs/code.md`.",
    "docs/a.md": "More in @./b.md",
    "docs/b.md": "The end.",
    "docs/code.md": "in code",
  });
  assert.deepEqual(tree(entries), [["CLAUDE.md", ["docs/a.md", ["docs/b.md"]]]]);
  const [{ weight, importsWeight, imports }] = entries as [ContextEntry];
  const [a] = imports as [ContextEntry];
  assert.equal(importsWeight!.tokens, a.weight!.tokens + a.importsWeight!.tokens);
  assert.ok(weight!.tokens > 0);
  assert.deepEqual(a.at, { start: 4, end: 14 });
});

test("a circle, a step too far, a file that is missing or outside: each is a row without weight", async () => {
  const files = {
    "CLAUDE.md": "@1.md @missing.md @../out.md @/etc/hosts.md @~/notes.md @~/.claude/mine.md @someone @org/package",
    "1.md": "@2.md @CLAUDE.md",
    "2.md": "@3.md",
    "3.md": "@4.md",
    "4.md": "@5.md",
    "5.md": "too far",
    "~/.claude/mine.md": "mine",
    "~/notes.md": "private",
  };
  const entries = await claude(files);
  const far = ["2.md", ["3.md", ["4.md", ["5.md", "too-deep"]]]];
  assert.deepEqual(tree(entries), [
    [
      "CLAUDE.md",
      ["1.md", far, ["CLAUDE.md", "cycle"]],
      ["missing.md", "missing"],
      ["../out.md", "outside"],
      ["/etc/hosts.md", "outside"],
      ["~/notes.md", "outside"],
      ["~/.claude/mine.md"],
    ],
  ]);
});

test("what comes by two ways counts once", async () => {
  const entries = await claude({
    "CLAUDE.md": "@.claude/rules/a.md @b.md",
    ".claude/rules/a.md": "A.",
    "b.md": "@.claude/rules/a.md",
  });
  assert.deepEqual(tree(entries), [
    ["CLAUDE.md", [".claude/rules/a.md"], ["b.md", [".claude/rules/a.md", "loaded-twice"]]],
    [".claude/rules/a.md", "loaded-twice"],
  ]);
});
