import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { tare } from "../support/tare.ts";

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
  assert.match(after.stderr, /calls\.jsonl: line 44: no count of tokens/);
  assert.match(forecast(["--calls", log]).stdout, /this model's calls at this effort level, and 43 calls of yours/);
});

test("instructions are told what a turn and a session pay instead, and a batch goes on behind them", () => {
  const rules = file("AGENTS.md", "Use tabs. Never push to main.\n");
  const { stdout, status } = forecast([rules]);
  assert.equal(status, 0);
  assert.match(
    stdout.replaceAll("\n", " "),
    /no forecast of their own\. A turn: \$[\d.]+ uncached\. A session: \$[\d.]+ for 50 turns\./,
  );
  assert.match(
    tare(["inspect", "--model", "gpt-5.2", rules]).stdout,
    /turn +\$[\d.]+ uncached.*\n +session +\$[\d.]+ for 50 turns/,
  );
  const lines = [{ text: "Use tabs.", path: "AGENTS.md" }, { text: "" }, { text: PROMPT }];
  const told = forecast(["--jsonl"], lines.map((line) => JSON.stringify(line)).join("\n"));
  const rows = told.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    rows.map(({ sentAs, session, quantiles }) => [sentAs, session?.turns, quantiles !== undefined]),
    [
      ["instructions", 50, false],
      ["nothing", undefined, false],
      [undefined, undefined, true],
    ],
  );
});

test("a call whose prompt is logged is held against that prompt", () => {
  const proof =
    "Find all pairs of primes p < q such that p^2 + pq + q^2 is a perfect square, and prove that there are no more.";
  const expected = JSON.parse(forecast(["--json", "--effort", "medium"], proof).stdout).quantiles["0.5"];
  const call = JSON.stringify({ model: "gpt-5.2", effort: "medium", reasoning_tokens: expected, text: proof });
  const log = file("proofs.jsonl", `${call}\n`.repeat(20));
  const [usual, own] = [[], ["--calls", log]]
    .map((more) => forecast(["--json", "--effort", "medium", ...more]))
    .map(({ stdout }) => JSON.parse(stdout).quantiles["0.5"]);
  assert.ok(Math.abs(Math.log(own / usual)) < 0.02, `${usual} became ${own}`);
});

test("a log that tells of no call is said to count for nothing", () => {
  const { status, stderr } = forecast(["--calls", file("empty.jsonl", "")]);
  assert.equal(status, 0);
  assert.match(stderr, /no usage records found in this file/);
});

test("a call of no model or of an unknown effort is named, and the others count", () => {
  const calls = [{ model: " " }, { model: "gpt-5.2", effort: "lots" }, { model: "gpt-5.2", effort: "medium" }];
  const lines = calls.map((call) => JSON.stringify({ ...call, reasoning_tokens: 900 }));
  const { stdout, stderr } = forecast(["--json", "--calls", file("odd.jsonl", lines.join("\n"))]);
  assert.deepEqual(JSON.parse(stdout).ownCalls, { same: 1, all: 1 });
  assert.match(stderr, /line 1: no model.*\n.*line 2: gpt-5\.2 has no effort "lots"/);
});

test("a log that is not there is told in one line", () => {
  const { status, stderr } = forecast(["--calls", join(folder, "none.jsonl")]);
  assert.equal(status, 1);
  assert.match(stderr, /^tare: .*none\.jsonl: no such file\.\n$/);
});

test("what only compression heeds is refused where nothing is compressed", () => {
  for (const args of [
    ["--question", "Who?"],
    ["--method", "globenc"],
  ]) {
    const { status, stderr } = forecast(args);
    assert.equal(status, 2);
    assert.match(stderr, /^tare: .* give them with --keep\.\n$/);
    assert.equal(forecast([...args, "--keep", "0.8"]).status, 0);
  }
});

test("where no price is known, no bill is promised; a model that does not reason rests on nothing", () => {
  assert.match(tare(["forecast", "--model", "a-new-model", "--keep", "0.8"], PROMPT).stdout, /No price .* no cost\./);
  const { stdout } = tare(["forecast", "--model", "gpt-4o"], PROMPT);
  assert.match(stdout, /^gpt-4o, effort none\.\nThis model does not think before it answers\.\n/);
});

test("standard input is not read twice", () => {
  const { status, stderr } = forecast(["--calls", "-"]);
  assert.equal(status, 2);
  assert.match(stderr, /^tare: only one of .* standard input\.\n$/);
});

test("the bill, what compression takes off it, samples, a budget and what is left of a trace, in words and as JSON", () => {
  const prompt =
    "You are quite a careful accountant. Thank you so much in advance for your help!\n" +
    "1. Add the totals.\n2. Compare them with the statement.\nWhat follows?";
  const trace = file("trace.txt", "The total = 350. Let me check. Therefore the total = 350. Hence the total = 350.");
  const args = ["--volume", "50000", "--keep", "0.8", "--samples", "3", "--budget", "900", "--thinking", trace];
  const { stdout } = forecast(args, prompt);
  for (const words of [
    /^all but the answer +\$/m,
    /50,000 on average/,
    /Compressed to 80%, the prompt saves \$[\d.]+ a month, <?[\d.]+%\s+of\s+the\s+average\s+bill\s+\([^)]+\sto\s[^)]+\)\./,
    /^3 +\d\d%/m,
    /^1\. Add the totals\. +\d+$/m,
    /After \d+ tokens, a typical call\s+thinks\s+[\d,]+\s+more;\s/,
    /the same conclusion again/,
  ])
    assert.match(stdout, words);
  const json = JSON.parse(forecast(["--json", ...args], prompt).stdout);
  assert.equal(json.month.calls, 50_000);
  assert.equal(json.month.total.mean, 50_000 * json.total.total.mean);
  assert.equal(json.month.hidden.quantiles["0.9"], 50_000 * json.total.hidden.quantiles["0.9"]);
  assert.ok(json.net.saved > 0 && json.net.low < json.net.share && json.net.share < json.net.high);
  assert.equal(json.samples.length, 3);
  assert.equal(
    json.steps.reduce((sum: number, { tokens }: { tokens: number }) => sum + tokens, 0),
    900,
  );
  const { start, end } = json.steps[0];
  assert.equal(prompt.slice(start, end), "1. Add the totals.");
});

test("a batch's line may have its own budget; a number of samples out of bounds is wrong usage", () => {
  const lines = [
    { id: 1, text: PROMPT, budget: 300 },
    { id: 2, text: PROMPT, effort: "medium" },
  ].map((line) => JSON.stringify(line));
  const answers = forecast(["--jsonl"], lines.join("\n")).stdout.trim().split("\n");
  const [bound, free] = answers.map((line) => JSON.parse(line));
  assert.ok(bound.cut > 0 && bound.quantiles["0.95"] === 300);
  assert.equal(free.cut, undefined);
  assert.equal(forecast(["--samples", "65"]).status, 2);
});

test("what compressing takes off the bill heeds what has to stay", () => {
  const text = "Please be so kind as to really look at all of these invoices. Then tell me which one was paid twice.";
  const lines = [{ text }, { text, keepFirst: 9 }].map((line) => JSON.stringify({ ...line, keep: 0.6 }));
  const [free, whole] = forecast(["--jsonl"], lines.join("\n")).stdout.trim().split("\n");
  assert.ok(JSON.parse(free!).net.saved > 0);
  assert.equal(JSON.parse(whole!).net.saved, 0);
});

test("an effort that the model is not known to have is told; no model's name is none", () => {
  const { stdout } = tare(["forecast", "--json", "--model", "gpt-5", "--effort", "xhigh"], "How many?");
  assert.match(JSON.parse(stdout).notes[0], /gpt-5 .* xhigh; it has minimal, low, medium, high/);
  const { status, stderr } = tare(["forecast", "--model", ""], "How many?");
  assert.equal(status, 2);
  assert.match(stderr, /No model is named/);
});
