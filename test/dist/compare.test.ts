import assert from "node:assert/strict";
import { test } from "node:test";
import type { Comparison } from "../../protocol/comparison.ts";
import { tare } from "../support/tare.ts";

const PROMPT = "You are a translator of letters. Антон, переведи это письмо, пожалуйста. 请用中文回答这个问题。";
const compare = (models: string, args: string[] = [], input = PROMPT) =>
  tare(["compare", "--models", models, ...args], input);

test("a comparison has a row a model in the order asked for, and what it cuts each script into", () => {
  const { stdout } = compare("gpt-4, gpt-5.5,claude-opus-5-5");
  const rows = stdout.split("\n").filter((line) => /^(?:gpt|claude)/.test(line));
  assert.deepEqual(
    rows.map((row) => row.split(" ")[0]),
    ["gpt-4", "gpt-5.5", "claude-opus-5-5", "gpt-4", "gpt-5.5", "claude-opus-5-5"],
  );
  assert.match(rows[0]!, /^gpt-4 +\d+ +\$[\d.]+ +– +0 +\$[\d.]+$/);
  assert.match(rows[2]!, /≈ \d+ +\$[\d.]+ +\$[\d.]+ +~[\d,]+ \([\d,]+–[\d,]+\) +~\$[\d.]+ \(\$[\d.]+–\$[\d.]+\)$/);
  assert.match(rows[3]!, /^gpt-4 \(cl100k\) +[\d.]+ a word +[\d.]+ a word +[\d.]+ a character$/);
});

test("the numbers are those of the other verbs", () => {
  const { models }: Comparison = JSON.parse(compare("gpt-5.2,claude-opus-5-5", ["--json"]).stdout);
  for (const { model, sent, thinking, total, cost } of models) {
    const inspection = JSON.parse(tare(["inspect", "--json", "--model", model], PROMPT).stdout);
    const forecast = JSON.parse(tare(["forecast", "--json", "--model", model], PROMPT).stdout);
    assert.deepEqual([sent, cost], [inspection.sent, inspection.cost]);
    assert.deepEqual([thinking!.quantiles, total], [forecast.quantiles, forecast.total]);
  }
});

test("a line of a batch has its comparison, a faulty one its error", () => {
  const lines = [JSON.stringify({ id: "a", text: PROMPT }), '{"id":"b"}'].join("\n");
  const { status, stdout } = compare("gpt-5.5,gpt-4", ["--jsonl"], lines);
  assert.equal(status, 1);
  const [first, second] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual([first.id, first.models.length, second.id, second.error.code], ["a", 2, "b", "bad-input"]);
});

test("no model, an empty name and an unknown one are wrong usage", () => {
  assert.equal(tare(["compare"], PROMPT).status, 2);
  assert.match(compare("gpt-5.5,,gpt-4").stderr, /names with commas between them/);
  const { status, stderr } = compare("gpt-5.5,no-such-model");
  assert.equal(status, 2);
  assert.match(stderr, /Unknown model "no-such-model"/);
});

test("models are listed by what is typed, the newest generation first", () => {
  const ids = (...filter: string[]): string[] =>
    JSON.parse(tare(["models", ...filter, "--json"]).stdout).models.map(({ id }: { id: string }) => id);
  const opus = ids("anthropic", "opus").filter((id) => !id.includes("/"));
  assert.ok(opus.length > 3 && opus.every((id) => id.includes("opus")));
  assert.ok(opus.indexOf("claude-opus-5-5") < opus.indexOf("claude-opus-4-5"));
  assert.ok(ids("gpt").length < ids().length);
  assert.deepEqual(ids("claude-opus-5-5-latest"), ["claude-opus-5-5"]);
  assert.equal(tare(["models", "no-such-model"]).status, 2);
});
