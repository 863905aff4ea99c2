import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-audit-"));
const log = (name: string, time: string, tokens: readonly number[]) => {
  const path = join(folder, name);
  const lines = tokens.map((reasoning_tokens) => ({ model: "gpt-5", effort: "high", reasoning_tokens, time }));
  writeFileSync(path, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  return path;
};
const times = (count: number, tokens: readonly number[]) => Array.from({ length: count }, () => tokens).flat();

test("calls since a day are held against those before; what is unusual is said, with its place and with what it does not mean", () => {
  const older = log("older.jsonl", "2026-11-01T12:00:00Z", times(6, [320, 448, 384, 512, 576]));
  const newer = log("newer.jsonl", "2026-11-21T12:00:00Z", times(2, [1280, 1472, 1344, 1501, 1408]));
  const { stdout, status } = tare(["audit", older, newer, "--since", "2026-11-20"]);
  assert.equal(status, 0);
  const words = stdout.replace(/\s+/g, " ");
  assert.match(words, /^gpt-5, effort high: 40 calls, 27,450 thinking tokens billed, \$0\.27\./);
  assert.match(
    words,
    /Unusual: later calls are 3\.2 times earlier ones \(.*\)\. Chance alone shows this in at most 1 of [\d,]+ logs\./,
  );
  assert.match(words, /2 of 40 calls: OpenAI reports .* Lines \S*newer\.jsonl:4, \S*newer\.jsonl:9\./);
  assert.match(words, /Unusual does not mean overbilled/);
  const { groups } = JSON.parse(tare(["audit", older, newer, "--since", "2026-11-20", "--json"]).stdout);
  assert.deepEqual([groups[0].later.before, groups[0].later.after, groups[0].later.isUnusual], [30, 10, true]);
  assert.doesNotMatch(tare(["audit", older, newer]).stdout, /later calls/, "without a day, 40 calls are too few");
  assert.equal(tare(["audit", older, "--since", "yesterday"]).status, 2);
});

test("a call whose log does not count its thinking is left out, which is said", () => {
  const path = join(folder, "uncounted.jsonl");
  writeFileSync(path, '{"model":"gpt-4.1","usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14}}\n');
  const { status, stderr } = tare(["audit", path]);
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^tare: 1 call is left out: the logs do not count their thinking tokens\ntare: no usage records/,
  );
});

test("a log is read from standard input; its bad lines are named; one without a call is an error", () => {
  const call = '{"model":"o3","reasoning_tokens":64}';
  const { stdout, stderr, status } = tare(["audit"], `${call}\nnonsense\n`);
  assert.deepEqual([status, stderr], [0, "tare: -: line 2: not JSON\n"]);
  assert.match(stdout, /^o3, effort \S+: 1 call, 64 thinking tokens billed/);
  assert.deepEqual(
    [tare(["audit"], "").status, tare(["audit"], "").stderr],
    [1, "tare: no usage records found in this file.\n"],
  );
  assert.equal(tare(["audit", "-", "-"], call).status, 2);
});
