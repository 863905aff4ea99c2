import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { folder, write } = temporaryFolder();
const one = write("a/one.md", "Please be very kind to everybody who asks. Never name a price.\n");
const two = write("a/b/two.md", "Please note that you should answer in one sentence.\n");
const none = join(folder, "none.md");
const firstCells = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((row) => row.split(/\s{2,}/)[0]);

for (const verb of [["compress"], ["forecast", "--model", "gpt-5.5"], ["compare", "--models", "gpt-4,gpt-4o"]]) {
  test(`${verb[0]} of several files gives a line each, and what fails is told while the rest go on`, () => {
    const { stdout, stderr, status } = tare([...verb, join(folder, "a/**/*.md"), none]);
    assert.equal(status, 1);
    assert.match(stderr, /none\.md: no such file\.\ntare: 1 of 3 files failed\.\n$/);
    const cells = firstCells(stdout);
    assert.deepEqual(
      cells.slice(1).filter((cell) => cell?.includes(folder)),
      verb[0] === "compare" ? [two, one, two, one] : [two, one],
    );
  });

  test(`${verb[0]} of several files gives JSON lines with the file as their id`, () => {
    const { stdout } = tare([...verb, "--json", one, two]);
    const ids = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).id);
    assert.deepEqual(ids, [one, two]);
    assert.equal(JSON.parse(tare([...verb, "--json", one]).stdout).id, undefined);
    assert.match(tare([...verb, "--jsonl", one, two]).stderr, /--jsonl reads one file\./);
  });
}

test("a comparison of several files has a column a model, of tokens and of what a call takes", () => {
  const rows = tare(["compare", "--models", "gpt-4,gpt-4o", one, two]).stdout.trim().split("\n");
  const tokens = (file: string, model: string) =>
    String(JSON.parse(tare(["inspect", "--json", "--model", model, file]).stdout).sent.tokens);
  assert.deepEqual(rows[0]!.split(/\s{2,}/), ["tokens", "gpt-4", "gpt-4o"]);
  assert.deepEqual(rows[1]!.split(/\s{2,}/), [one, tokens(one, "gpt-4"), tokens(one, "gpt-4o")]);
  assert.match(rows[6]!, /two\.md +\$[\d.]+ +\$[\d.]+$/);
});

test("the diffs of several files come one after the other", () => {
  const { stdout } = tare(["compress", "--diff", one, two]);
  assert.deepEqual(
    stdout
      .split("\n")
      .filter((line) => line.startsWith("--- "))
      .map((line) => line.slice(4).split("\t")[0]),
    [one, two],
  );
});
