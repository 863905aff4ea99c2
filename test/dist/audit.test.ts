import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-audit-"));
const log = (name: string, tokens: readonly number[]) => {
  const path = join(folder, name);
  const lines = tokens.map((reasoning_tokens) => JSON.stringify({ model: "gpt-5", effort: "high", reasoning_tokens }));
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};

test("logs are one history, the oldest first; what is unusual is said, with its place and with what it does not mean", () => {
  const older = log("older.jsonl", [320, 448, 384, 512, 384]);
  const newer = log("newer.jsonl", [1280, 1472, 1344, 1501, 1408]);
  const { stdout, status } = tare(["audit", older, newer]);
  assert.equal(status, 0);
  const words = stdout.replace(/\s+/g, " ");
  assert.match(words, /^gpt-5, effort high: 10 calls, 9,053 thinking tokens billed, \$0\.091\./);
  assert.match(words, /Unusual: later calls are 3\.5 times earlier ones \(2\.8 times to 4\.3 times\)\./);
  assert.match(words, /1 of 10 calls: OpenAI reports .* Line \S*newer\.jsonl:4\./);
  assert.match(words, /Unusual does not mean overbilled/);
  const { groups } = JSON.parse(tare(["audit", newer, older, "--json"]).stdout);
  assert.ok(groups[0].drift.high < 1);
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
