import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { findModel } from "../../../engine/cost/catalogue.ts";
import { forecastPrompt } from "../../../engine/forecast.ts";
import { learnFrom } from "../../../engine/learn-calls.ts";
import { callTables } from "../../../engine/reasoning/forecast-weights.ts";
import { Forecaster } from "../../../engine/reasoning/forecaster.ts";
import { callKind, locate } from "../../../engine/reasoning/location.ts";
import { readAsset, readTextAsset } from "../../../engine/runtime/assets.ts";
import { finite } from "../../../engine/runtime/finite.ts";
import { SalienceEngine } from "../../../engine/salience/salience.ts";
import { type Forecast, type OwnCall, PROBABILITIES } from "../../../protocol/forecast.ts";
import { forecastOf } from "../../support/forecast-of.ts";

const salience = new SalienceEngine();
const forecaster = new Forecaster(salience);
after(async () => {
  await forecaster.close();
  await salience.close();
});

const ask = (text: string, model: string, effort?: string, ownCalls: readonly OwnCall[] = []): Promise<Forecast> =>
  forecastOf({ text, model, ownCalls, ...(effort !== undefined && { effort }) }, forecaster);

const FACT = "In which year was the first bridge over the river Spree in Köpenick built?";
const PROOF =
  "Let $p$ be an odd prime. Find the number of subsets $A$ of $\\{1,2,\\dots,2p\\}$ with exactly $p$ elements whose sum is divisible by $p$. Prove your answer.";
const width = ({ quantiles }: Forecast) => Math.log(quantiles["0.9"] / quantiles["0.1"]);

test("the files are those of the manifest", () => {
  const { files } = JSON.parse(readTextAsset("models/forecast/manifest.json"));
  for (const { name, bytes, sha256 } of files) {
    const data = readAsset(`models/forecast/${name}`);
    assert.equal(data.length, bytes);
    assert.equal(createHash("sha256").update(data).digest("hex"), sha256);
  }
});

test("a model of any name has a forecast in numbers, its calls and those of others too", async () => {
  for (const model of ["constructor", "__proto__", "toString", "hasownproperty", "constructor/gpt-5.5"]) {
    const log = JSON.stringify({ model, reasoning_tokens: 100, output_tokens: 200 });
    const { calls, audit } = await learnFrom(readLogs([log]), forecaster);
    assert.equal(finite(audit).length, 1);
    for (const asked of [model, "gpt-5.5"]) finite(await ask(FACT, asked, undefined, calls));
  }
});

test("quantiles rise, the mean lies above the median, money follows tokens", async () => {
  const { quantiles, mean, cost, basis } = await ask(PROOF, "gpt-5.2", "high");
  assert.ok(PROBABILITIES.every((p, i) => i === 0 || quantiles[p] > quantiles[PROBABILITIES[i - 1]!]));
  assert.ok(mean > quantiles["0.5"]);
  assert.ok(Math.abs(cost!.p90 / cost!.median - quantiles["0.9"] / quantiles["0.5"]) < 0.01);
  assert.equal(basis, "this model and effort");
});

test("a hard problem thinks longer than a question of fact", async () => {
  const [hard, easy] = [await ask(PROOF, "gpt-5.2", "high"), await ask(FACT, "gpt-5.2", "high")];
  assert.ok(hard.quantiles["0.5"] > 2 * easy.quantiles["0.5"]);
});

test("a greeting answers itself, and an Olympiad problem takes many times as long, at any model", async () => {
  const olympiad =
    "Find all functions f from the positive integers to themselves such that f(a) + b divides a^2 + f(a) f(b) for all a and b. Full proof.";
  for (const [model, effort] of [["gpt-5", "medium"], ["o3", "medium"], ["deepseek-r1"], ["gpt-oss-120b", "high"]]) {
    const [easy, hard] = [await ask("Good afternoon!", model!, effort), await ask(olympiad, model!, effort)];
    assert.ok(easy.quantiles["0.5"] <= 200, `${model}: ${easy.quantiles["0.5"]}`);
    assert.ok(hard.quantiles["0.5"] > 15 * easy.quantiles["0.5"], `${model}: ${hard.quantiles["0.5"]}`);
  }
});

test("short everyday prompts think a fraction of hard ones, at models that were seen on benchmarks alone", async () => {
  const everyday = [
    "Is 87 divisible by 3? Yes or no.",
    "Which city is the capital of Chile?",
    'Positive or negative? "The queue was endless and nobody cared."',
    "12 yards in metres?",
  ];
  const hard = [
    "Write a complete JVM in Zig: class loading, bytecode verification, a generational collector and a baseline JIT. All files.",
    "Prove that every planar graph without triangles can be coloured with three colours. Full proof.",
  ];
  for (const [model, effort] of [["gpt-5", "medium"], ["o3", "medium"], ["gpt-5.2", "high"], ["gemini-2.5-pro"]]) {
    const medians = async (texts: string[]) =>
      (await Promise.all(texts.map((text) => ask(text, model!, effort)))).map(({ quantiles }) => quantiles["0.5"]);
    const [most, least] = [Math.max(...(await medians(everyday))), Math.min(...(await medians(hard)))];
    assert.ok(least > 1.5 * most, `${model}: ${least} against ${most}`);
  }
});

test("releases that think differently are forecast apart", async () => {
  const medians = await Promise.all(["deepseek-r1", "deepseek-r1-0528"].map((model) => ask("Good afternoon!", model)));
  assert.ok(medians[1]!.quantiles["0.5"] > 1.5 * medians[0]!.quantiles["0.5"]);
});

test("the effort table rises at every probability, and the forecast is its row", async () => {
  for (const model of ["gpt-5.2", "gpt-5", "claude-opus-4-6", "gemini-3-pro-preview"]) {
    const forecast = await ask(FACT, model);
    const rows = forecast.efforts;
    for (const p of PROBABILITIES)
      assert.ok(
        rows.every((r, i) => i === 0 || r.quantiles[p] >= rows[i - 1]!.quantiles[p]),
        `${model} ${p}`,
      );
    const graded = rows.flatMap(({ success }) => success ?? []);
    assert.ok(graded.every((chance, i) => i === 0 || chance >= graded[i - 1]!));
    assert.deepEqual(rows.find((r) => r.effort === forecast.effort)?.quantiles, forecast.quantiles);
  }
});

test("no two efforts are forecast alike", async () => {
  for (const model of ["o3", "gpt-5", "gpt-5.6-sol", "claude-opus-5"])
    for (const text of [FACT, PROOF]) {
      const medians = (await ask(text, model, "high")).efforts.map(({ quantiles }) => quantiles["0.5"]);
      assert.ok(
        medians.every((n, i) => i === 0 || n > 1.2 * medians[i - 1]!),
        `${model}: ${medians}`,
      );
    }
});

test("a thinking budget truncates, and no quantile exceeds the model's output limit", async () => {
  const { quantiles, mean } = await ask(PROOF, "claude-opus-4-5", "1024");
  assert.equal(quantiles["0.95"], 1024);
  assert.ok(mean <= 1024);
  const limit = findModel("gpt-5.2").outputTokens!;
  assert.ok((await ask(PROOF, "gpt-5.2", "xhigh")).quantiles["0.95"] <= limit);
});

test("a budget cuts every effort off, and says of how many calls", async () => {
  const free = await ask(PROOF, "gpt-5.2", "high");
  const input = { text: PROOF, model: "gpt-5.2", effort: "high" };
  const bound = await forecastOf({ ...input, budget: free.quantiles["0.75"] }, forecaster);
  assert.ok(bound.efforts.every(({ quantiles }) => quantiles["0.95"] <= free.quantiles["0.75"]));
  assert.ok(Math.abs(bound.cut! - 0.25) < 0.01);
  assert.equal(bound.quantiles["0.5"], free.quantiles["0.5"]);
  assert.match(bound.notes.join(), /cuts off 2\d% of such calls/);
});

test("efforts at which a model was not seen are told apart", async () => {
  const { efforts } = await ask(FACT, "gpt-5", "high");
  const measured = Object.fromEntries(efforts.map((row) => [row.effort, row.measured]));
  assert.deepEqual(measured, { minimal: false, low: false, medium: true, high: true });
});

test("what a call costs is its input, its thinking and, where own calls tell, its answer", async () => {
  const log = `${JSON.stringify({ model: "gpt-5.2", effort: "high", reasoning_tokens: 900, output_tokens: 1000 })}\n`;
  const { calls } = await learnFrom(readLogs([log.repeat(8)]), forecaster);
  const { total, visible, mean } = await ask(FACT, "gpt-5.2", "high", calls);
  const prices = findModel("gpt-5.2").prices!;
  assert.ok(Math.abs(visible!.mean - 100) < 1e-6);
  assert.ok(Math.abs(total!.hidden.mean - mean * prices.output) < 1e-9);
  assert.ok(total!.input > 10 * prices.input && total!.input < 40 * prices.input);
  assert.ok(Math.abs(total!.total.mean - total!.input - (mean + 100) * prices.output) < 1e-9);
  assert.equal((await ask(FACT, "gpt-5.2", "high")).visible, undefined);
});

test("a file of rows is billed for all that can be read, and says so", async () => {
  const row = `${JSON.stringify({ messages: [{ role: "user", content: FACT }] })}\n`;
  const bill = (rows: number) =>
    forecastOf({ text: `${row.repeat(rows)}no row\n`, path: "a.jsonl", model: "gpt-5.2" }, forecaster);
  const [one, five] = [await bill(1), await bill(5)];
  assert.match(five.notes.join(), /holds 5 calls/);
  const perToken = findModel("gpt-5.2").prices!.output;
  assert.ok(Math.abs(five.total!.hidden.mean - 5 * five.mean * perToken) < 1e-9);
  assert.ok(five.total!.input > 4 * one.total!.input);
});

test("instructions have no forecast but what turns pay for them; an empty prompt has neither", async () => {
  const input = { text: `${PROOF}\n`.repeat(100), model: "claude-opus-4-5" };
  const rules = await forecastPrompt({ ...input, path: "AGENTS.md" }, forecaster);
  assert.ok("sentAs" in rules && rules.cost && rules.session);
  assert.equal(rules.sentAs, "instructions");
  assert.ok(Math.abs(rules.session.uncached - 50 * rules.cost.input) < 1e-9);
  assert.ok(Math.abs(rules.session.cached! - rules.cost.cachedWrite! - 49 * rules.cost.cachedRead!) < 1e-9);
  const none = await forecastPrompt({ ...input, text: "" }, forecaster);
  assert.ok("sentAs" in none && none.sentAs === "nothing" && !none.session);
});

test("a model without reasoning, and the effort none, forecast zero and say so", async () => {
  const silent = await ask(PROOF, "gpt-4o");
  assert.equal(silent.quantiles["0.95"], 0);
  assert.equal(silent.basis, "this model does not reason");
  assert.match(silent.notes.join(), /does not think/);
  const off = await ask(PROOF, "gpt-5.2", "none");
  assert.equal(off.mean, 0);
  assert.match(off.notes.join(), /off/);
});

test("a model that thinks only when asked is forecast as the user's own calls ask", async () => {
  assert.equal((await ask(FACT, "claude-sonnet-4-5")).mean, 0);
  const log = JSON.stringify({ model: "claude-sonnet-4-5", reasoning_tokens: 700, output_tokens: 900 });
  const { calls } = await learnFrom(readLogs([log]), forecaster);
  assert.ok((await ask(FACT, "claude-sonnet-4-5", undefined, calls)).mean > 0);
});

test("an unknown model falls back to its family or to all models, says so, and is less sure than its kin", async () => {
  const kin = await ask(FACT, "gpt-7-turbo-thinking", "high");
  const stranger = await ask(FACT, "acme-brain-1", "high");
  assert.equal(kin.basis, "its family");
  assert.equal(stranger.basis, "all models");
  assert.match(kin.notes.join(), /family/);
  assert.match(stranger.notes.join(), /from all/);
  const [tables, reading] = [callTables(), await forecaster.read(FACT)];
  const kind = callKind(tables, "gpt-7-turbo-thinking", "high");
  const asIfKnown = locate(tables, reading, { ...kind, basis: "this model and effort" });
  assert.ok(locate(tables, reading, kind).spread > asIfKnown.spread);
});

test("a model's size is read off its name", () => {
  const sizes = { "gemini-3-pro": "medium", "gemini-3-flash": "small", "o4-mini": "small", "gpt-5-pro": "large" };
  for (const [id, size] of Object.entries(sizes)) assert.equal(callKind(callTables(), id, "high").names.size, size);
});

test("prompts of other kinds widen the interval", async () => {
  const usual = width(await ask(FACT, "gpt-5.2", "high"));
  const strange = {
    code: 'fn main() {\n    let mut v: Vec<u64> = Vec::new();\n    for i in 0..10 { v.push(i.pow(2)); }\n    println!("{:?}", v);\n}\nReview this Rust code.',
    poem: "The moon hangs low on silver thread,\nthe reeds bow down, the swans have fled;\nwrite on, my friend, four stanzas more\nof wind and salt and open shore.",
    base64: Buffer.from("some bytes that nobody asked about, again and again".repeat(8)).toString("base64"),
    german: "Bitte schreibe eine höfliche Absage an einen Bewerber und erwähne, dass die Stelle intern besetzt wurde.",
    chinese: "请为我们的新产品写一段简短的介绍，语气要友好，适合发布在社交媒体上。",
  };
  for (const [kind, text] of Object.entries(strange)) {
    const forecast = await ask(text, "gpt-5.2", "high");
    assert.ok(width(forecast) > 1.1 * usual, `${kind}: ${width(forecast)} against ${usual}`);
  }
});

test("five own calls move the forecast and are told", async () => {
  const before = await ask(FACT, "gpt-5.2", "high");
  const call = { model: "gpt-5.2", effort: "high", reasoning_tokens: 5 * before.quantiles["0.5"] };
  const { calls } = await learnFrom(readLogs([`${JSON.stringify(call)}\n`.repeat(5)]), forecaster);
  const now = await ask(FACT, "gpt-5.2", "high", calls);
  assert.ok(now.quantiles["0.5"] > 2 * before.quantiles["0.5"]);
  assert.deepEqual(now.ownCalls, { same: 5, all: 5 });
});

test("any text has a forecast: lone surrogates, NUL, ten million characters", async () => {
  for (const text of ["\ud800", "\0\0", "a b ".repeat(2_500_000)]) {
    const { quantiles } = await ask(text, "o3", "high");
    assert.ok(Number.isFinite(quantiles["0.5"]) && quantiles["0.5"] > 0);
  }
});

test("reading a log tells how far it has come, and stops when it is cancelled", async () => {
  const unread = '{"model":"gpt-5","reasoning_tokens":64}\n';
  const log = unread + '{"model":"gpt-5","reasoning_tokens":64,"text":"Why?"}\n'.repeat(3);
  const shares: number[] = [];
  await learnFrom(readLogs([log]), forecaster, { onProgress: (share) => shares.push(share) });
  assert.deepEqual(shares, [0, 0.25, 0.5], "the latest call first, and none that is not read");
  const controller = new AbortController();
  const work = learnFrom(readLogs([log]), forecaster, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await assert.rejects(work, { code: "cancelled" });
});
