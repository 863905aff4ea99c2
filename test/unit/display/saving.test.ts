import assert from "node:assert/strict";
import { test } from "node:test";
import { costChange, whyNot } from "../../../display/saving.ts";

const asOf = "2026-11-20";
const advice = { compress: true, net: -400, dollars: -0.0004, why: "saves 400 input tokens per call" };
const shorter = { before: 1300, after: 900, advice };

test("without a cache a call saves the input that is gone", () => {
  const change = costChange({ input: 0.0013, asOf }, { ...shorter, cost: { input: 0.0009, asOf } });
  assert.ok(Math.abs(change! + 0.0004) < 1e-12);
  assert.equal(whyNot(change, shorter), undefined);
});

test("a prompt that is cached saves a tenth of that", () => {
  const cost = { input: 0.0009, cachedRead: 0.00009, asOf };
  const change = costChange({ input: 0.0013, cachedRead: 0.00013, asOf }, { ...shorter, cost });
  assert.ok(Math.abs(change! + 0.00004) < 1e-12);
});

test("what becomes too short to be cached costs more, and that is said", () => {
  const cost = { input: 0.0009, asOf };
  const change = costChange({ input: 0.0013, cachedRead: 0.00013, asOf }, { ...shorter, cost });
  assert.ok(Math.abs(change! - 0.00077) < 1e-12);
  assert.match(whyNot(change, { ...shorter, cost })!, /too short for the provider's cache/);
});

test("a longer answer is paid for too", () => {
  const longer = { ...advice, net: -300, dollars: 0.0006 };
  const change = costChange({ input: 0.0013, asOf }, { ...shorter, advice: longer, cost: { input: 0.0009, asOf } });
  assert.ok(Math.abs(change! - 0.0006) < 1e-12);
});

test("without a price nothing is said of money", () => {
  assert.equal(costChange(undefined, shorter), undefined);
  assert.equal(whyNot(undefined, { advice: { ...advice, compress: false } }), advice.why);
});
