import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Inspection } from "../../protocol/inspection.ts";
import { assertAddsUp } from "../support/adds-up.ts";
import { fixtures } from "../support/fixtures.ts";
import { tare } from "../support/tare.ts";
import { assertTiles } from "../support/tiles.ts";

test("every fixture is inspected: tokens and parts tile it, spans lie within it", { timeout: 600_000 }, async (t) => {
  const lines = fixtures.map(({ name, text }) => JSON.stringify({ id: name, path: name, text }));
  const { status, stdout, stderr } = tare(["inspect", "--jsonl", "--model", "gpt-5.5"], lines.join("\n"));
  assert.equal(status, 0, stderr);
  const inspections = stdout
    .trim()
    .split("\n")
    .map((line): Inspection => JSON.parse(line));
  for (const [i, { name, text }] of fixtures.entries()) {
    await t.test(name, () => {
      const { id, count, parts, protections, removable, tokens } = inspections[i]!;
      assert.equal(id, name);
      assert.equal(count.tokens, tokens.length);
      assertAddsUp(inspections[i]!, name);
      assertTiles(tokens, text.length);
      assertTiles(
        parts.filter((part) => part.depth === 0),
        text.length,
      );
      for (const { start, end } of [...protections, ...removable, ...parts]) {
        assert.ok(0 <= start && start <= end && end <= text.length);
      }
      for (const token of tokens) assert.ok(token.salience >= 0);
    });
  }
});

test("a file is inspected by its path as a line is by its own", () => {
  const { path, text } = fixtures.find(({ name }) => name === "support-agent.prompt.md")!;
  const byFile = tare(["inspect", path, "--json"]);
  const byLine = tare(["inspect", "--jsonl"], JSON.stringify({ path, text }));
  assert.deepEqual(JSON.parse(byFile.stdout), JSON.parse(byLine.stdout));
  assert.equal(readFileSync(path, "utf8"), text);
});

test("a special token that a prompt quotes counts as text, with a warning at its place", () => {
  const text = "Stop at <|endoftext|> and go on.";
  const { tokens, warnings } = JSON.parse(tare(["inspect", "--json"], text).stdout) as Inspection;
  const { start, end } = warnings[0]!;
  assert.equal(text.slice(start, end), "<|endoftext|>");
  assert.ok(tokens.filter((token) => start < token.end && token.start < end).length > 1);
});

test("no table is wider than 80 columns", { timeout: 600_000 }, () => {
  const chosen = fixtures.filter(({ name }) => /menu|support-agent|unclosed-fence/.test(name));
  const options = ["--volume", "1000000", "--samples", "64", "--budget", "200000", "--keep", "0.7"];
  const tables = [
    tare(["models"]).stdout,
    ...chosen.map(({ path }) => tare(["inspect", path]).stdout.split("\nWeighs\n")[1]!),
    ...chosen.map(({ path }) => tare(["forecast", path, ...options]).stdout),
  ];
  // Sentences are left for the terminal to break.
  const rows = tables.flatMap((table) => table.split("\n").filter((line) => line.trim().includes("  ")));
  assert.ok(rows.length > 1000);
  for (const row of rows) assert.ok(row.length <= 80, row);
});
