import assert from "node:assert/strict";
import { test } from "node:test";
import { contextHistory } from "../../../engine/context-history.ts";
import { tokensAt } from "../../../protocol/context-points.ts";
import { mapFiles } from "../../support/map-files.ts";

/** The latest first: what AGENTS.md said after each commit. */
const STATES = ["Use tabs. Run the tests.", "Use tabs. Run the tests.", "Use tabs.", "Use tabs.", ""];
const commits = STATES.map((_, i) => ({ hash: String(i), time: "2026-11-30T00:00:00Z", subject: `Commit ${i}` }));
const filesAt = async (hash: string) => mapFiles(STATES[Number(hash)] ? { "AGENTS.md": STATES[Number(hash)]! } : {});
const input = { agents: ["codex"] as const, model: "gpt-5.5", user: true };
const subjects = async (most?: number, now?: string) => {
  const history = { commits, filesAt, ...(now !== undefined && { now: mapFiles({ "AGENTS.md": now }) }) };
  return (await contextHistory(history, input, most)).map(({ subject }) => subject);
};

test("the history tells the newest point, each that differs from the one before, and the oldest", async () => {
  assert.deepEqual(await subjects(), ["Commit 0", "Commit 1", "Commit 3", "Commit 4"]);
  assert.deepEqual(await subjects(undefined, "Use tabs. Run the tests."), ["now", "Commit 1", "Commit 3", "Commit 4"]);
  assert.deepEqual(await contextHistory({ commits: [], filesAt }, input), []);
});

test("it ends once there are enough changes, and knows what was before the last of them", async () => {
  assert.deepEqual(await subjects(2), ["Commit 0", "Commit 1", "Commit 3"]);
});

test("the user's own files count at no point", async () => {
  const files = mapFiles({ "AGENTS.md": "Use tabs.", "~/.codex/AGENTS.md": "Never push to main." });
  const [point] = await contextHistory({ commits: [], filesAt, now: files }, input);
  const [old] = (await contextHistory({ commits, filesAt }, input)).slice(-2);
  assert.equal(tokensAt(point!, "Codex"), tokensAt(old!, "Codex"));
});
