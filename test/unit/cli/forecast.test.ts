import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../../support/tare.ts";

const folder = mkdtempSync(join(tmpdir(), "tare-forecast-"));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const PROMPT = "Which of these three invoices was paid twice? Explain how you know.";
const forecast = (args: string[], prompt = PROMPT) => tare(["forecast", "--model", "gpt-5.2", ...args], prompt);

test("own calls move the forecast, are told, and a bad line is named", () => {
  const call = JSON.stringify({ model: "gpt-5.2", effort: "medium", reasoning_tokens: 9000 });
  const log = file("calls.jsonl", `${`${call}\n`.repeat(43)}{"model":"gpt-5.2"}\n`);
  const [before, after] = [forecast(["--json"]), forecast(["--json", "--calls", log])];
  const [usual, own] = [JSON.parse(before.stdout), JSON.parse(after.stdout)];
  assert.ok(usual.quantiles["0.5"] < 4500 && own.quantiles["0.5"] > 7000 && own.quantiles["0.5"] < 9500);
  assert.deepEqual(own.ownCalls, { same: 43, all: 43 });
  assert.match(after.stderr, /calls\.jsonl: line 44: no count of reasoning tokens/);
  assert.match(forecast(["--calls", log]).stdout, /this model and effort, and 43 of your own calls/);
});

test("a call whose prompt is logged is held against that prompt", () => {
  const proof =
    "Find all pairs of primes p < q such that p^2 + pq + q^2 is a perfect square, and prove that there are no more.";
  const expected = JSON.parse(forecast(["--json"], proof).stdout).quantiles["0.5"];
  const call = JSON.stringify({ model: "gpt-5.2", effort: "medium", reasoning_tokens: expected, text: proof });
  const log = file("proofs.jsonl", `${call}\n`.repeat(20));
  const [usual, own] = [forecast(["--json"]), forecast(["--json", "--calls", log])].map(
    ({ stdout }) => JSON.parse(stdout).quantiles["0.5"],
  );
  assert.ok(Math.abs(Math.log(own / usual)) < 0.02, `${usual} became ${own}`);
});

test("a log that is not there is told in one line", () => {
  const { status, stderr } = forecast(["--calls", join(folder, "none.jsonl")]);
  assert.equal(status, 1);
  assert.match(stderr, /^tare: .*none\.jsonl: no such file\.\n$/);
});
