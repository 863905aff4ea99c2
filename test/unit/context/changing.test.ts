import assert from "node:assert/strict";
import { test } from "node:test";
import { weighContext } from "../../../engine/weigh-context.ts";
import type { AgentContext } from "../../../protocol/context.ts";
import { mapFiles } from "../../support/map-files.ts";

async function contextOf(files: Record<string, string>): Promise<AgentContext> {
  const input = { agents: ["claude-code"], root: "/shop", user: true, proposals: true } as const;
  return (await weighContext(mapFiles(files), input)).agents[0]!;
}

test("a date that is kept up ends the cached prefix, and what stands behind it is sent anew", async () => {
  const memory = "# Shop\n\nUse tabs.\n\nLast updated: 2026-08-01\n\nNever push.\n";
  const { proposals } = await contextOf({
    "CLAUDE.md": memory,
    ".claude/rules/a.md": "Ask before you deploy.\n".repeat(9),
  });
  const found = proposals!.filter(({ kind }) => kind === "unstable");
  assert.equal(found.length, 1);
  const { path, span, behind, saves } = found[0]!;
  assert.deepEqual(
    [path, memory.slice(span!.start, span!.end), saves.tokens],
    ["CLAUDE.md", "Last updated: 2026-08-01", 0],
  );
  assert.ok(behind!.tokens > 50 && behind!.cost!.uncached > 0);
});

test("notes that the agent writes and a changelog that is imported change as wholes; a year in a rule and code do not", async () => {
  const { proposals } = await contextOf({
    "CLAUDE.md": "@CHANGELOG.md\n\nSupport Node releases of 2026.\n\n```\nLast updated: 2026-08-01\n```\n",
    "CHANGELOG.md": "# 1.0\n",
    "~/.claude/projects/-shop/memory/MEMORY.md": "The tests are slow.\n",
  });
  assert.deepEqual(
    proposals!.filter(({ kind }) => kind === "unstable").map(({ path, span }) => [path, span]),
    [
      ["CHANGELOG.md", undefined],
      ["~/.claude/projects/-shop/memory/MEMORY.md", undefined],
    ],
  );
});

test("a cache that lives for an hour costs more to write than one of minutes, and reads the same", async () => {
  const { caching } = await contextOf({ "CLAUDE.md": "Ask before you deploy.\n".repeat(999) });
  assert.ok(caching!.reaches && caching!.firstOfHour! > caching!.first && caching!.first > caching!.uncached);
});
