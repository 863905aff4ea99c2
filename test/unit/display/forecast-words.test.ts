import assert from "node:assert/strict";
import { test } from "node:test";
import {
  averageInWords,
  billInWords,
  inWords,
  netInWords,
  restsOn,
  thinks,
  typicalTokens,
} from "../../../display/forecast-words.ts";
import type { CallCost, Quantiles } from "../../../protocol/forecast.ts";
import { netSaving } from "../../../protocol/net-saving.ts";

const quantiles = (low: number, median: number, high: number): Quantiles => ({
  "0.05": low,
  "0.1": low,
  "0.25": low,
  "0.5": median,
  "0.75": high,
  "0.9": high,
  "0.95": high,
});
const forecast = { quantiles: quantiles(604, 2318, 9771) };
const none = { quantiles: quantiles(0, 0, 0) };

test("a forecast in words and in short, to two digits", () => {
  assert.equal(inWords(forecast), "Typical call: 2,300 thinking tokens; 1 in 10 uses more than 9,800.");
  assert.equal(thinks(forecast), "thinks ~2,300 (600–9,800)");
  assert.equal(inWords(none), "No thinking before the answer.");
  assert.equal(thinks(none), "thinks 0");
  const cut = { quantiles: quantiles(604, 2000, 2000) };
  assert.equal(inWords(cut), "Typical call: 2,000 thinking tokens; the others use less.");
});

test("a forecast whose range is wider than fifty times has no median", () => {
  const wide = { quantiles: quantiles(100, 1200, 5100) };
  assert.equal(inWords(wide), "Thinking is not predictable from here; 5 calls of yours would settle it.");
  const own = { ...wide, ownCalls: { same: 5, all: 9 } };
  assert.equal(inWords(own), "Thinking is not predictable: calls of yours differ too much.");
  const elsewhere = { ...wide, ownCalls: { same: 4, all: 9 } };
  assert.equal(inWords(elsewhere), inWords(wide));
  assert.equal(thinks(wide), "thinks ?");
  assert.equal(typicalTokens(wide), "?");
  assert.equal(thinks({ quantiles: quantiles(100, 1200, 5000) }), "thinks ~1,200 (100–5,000)");
});

test("a bill says its median first, and the average only for many calls", () => {
  const bill = (low: number, median: number, high: number, mean: number): CallCost => {
    const total = { mean, quantiles: quantiles(low, median, high) };
    return { input: 0, hidden: total, total };
  };
  const long = bill(0.012, 0.097, 0.87, 0.36);
  const words = "$0.097; 1 in 10 costs more than $0.87.";
  assert.equal(billInWords(long), `Typical call, before the answer: ${words}`);
  assert.equal(billInWords({ ...long, visible: long.total }), `Typical call: ${words}`);
  assert.equal(
    averageInWords(long.total),
    "For many calls, budget the average of $0.36 each: a few long calls raise it above the typical one.",
  );
  const cut = bill(0.01, 0.04, 0.04, 0.03);
  assert.equal(billInWords(cut), "Typical call, before the answer: $0.040; the others cost less.");
  assert.equal(averageInWords(cut.total), "For many calls, budget the average of $0.030 each.");
  const certain = bill(0.01, 0.01, 0.01, 0.01);
  assert.equal(billInWords(certain), "Every call, before the answer: $0.010.");
  assert.equal(averageInWords(certain.total), "");
});

test("what it rests on", () => {
  const basis = "this model and effort";
  const known = "this model's calls at this effort level";
  assert.equal(restsOn({ basis }), known);
  assert.equal(restsOn({ basis, ownCalls: { same: 43, all: 43 } }), `${known}, and 43 calls of yours`);
  const some = restsOn({ basis, ownCalls: { same: 0, all: 1 } });
  assert.equal(some, `${known}, and 1 call of yours (0 at this model and effort level)`);
});

test("what compression changes, as a share of the bill, whichever way it goes", () => {
  const bill = { mean: 0.02, quantiles: quantiles(0.01, 0.015, 0.04) };
  const change = "$1.00 a month, 5.0% of the average bill (8 in 10: 2.5% to 10%)";
  assert.equal(netInWords(netSaving(bill, -0.001), 1000, "a month"), `saves ${change}`);
  assert.equal(netInWords(netSaving(bill, 0.001), 1000, "a month"), `adds ${change}`);
  const certain = { mean: 0.02, quantiles: quantiles(0.02, 0.02, 0.02) };
  assert.equal(netInWords(netSaving(certain, -0.01), 1, "a call"), "saves $0.010 a call, 50% of the average bill");
});
