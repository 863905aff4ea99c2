import assert from "node:assert/strict";
import { test } from "node:test";
import { averageInWords, billInWords, inWords, netInWords, restsOn, thinks } from "../../../display/forecast-words.ts";
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
  assert.equal(inWords(forecast), "Half of such calls think less than 2,300 tokens; one in ten more than 9,800.");
  assert.equal(thinks(forecast), "thinks ~2,300 (600–9,800)");
  assert.equal(inWords(none), "Such calls do not think before they answer.");
  assert.equal(thinks(none), "thinks 0");
  const cut = { quantiles: quantiles(604, 2000, 2000) };
  assert.equal(inWords(cut), "At least half of such calls think 2,000 tokens, the others less.");
});

test("a bill says its median first, and the average only for many calls", () => {
  const bill = (low: number, median: number, high: number, mean: number): CallCost => {
    const total = { mean, quantiles: quantiles(low, median, high) };
    return { input: 0, hidden: total, total };
  };
  const long = bill(0.012, 0.097, 0.87, 0.36);
  const words = "less than $0.097 half the time, and more than $0.87 one time in ten.";
  assert.equal(billInWords(long), `All but the visible answer costs ${words}`);
  assert.equal(billInWords({ ...long, visible: long.total }), `In all it costs ${words}`);
  assert.equal(
    averageInWords(long.total),
    "For many calls, budget the average, $0.36 each: the longest calls lift it above the median.",
  );
  const cut = bill(0.01, 0.04, 0.04, 0.03);
  assert.equal(billInWords(cut), "All but the visible answer costs $0.040 at least half the time, else less.");
  assert.equal(averageInWords(cut.total), "For many calls, budget the average, $0.030 each.");
  const certain = bill(0.01, 0.01, 0.01, 0.01);
  assert.equal(billInWords(certain), "All but the visible answer costs $0.010.");
  assert.equal(averageInWords(certain.total), "");
});

test("what it rests on", () => {
  const basis = "this model and effort";
  assert.equal(restsOn({ basis }), basis);
  assert.equal(restsOn({ basis, ownCalls: { same: 43, all: 43 } }), `${basis}, and 43 of your own calls`);
  const some = restsOn({ basis, ownCalls: { same: 0, all: 1 } });
  assert.equal(some, `${basis}, and 1 of your own calls (0 of this model and effort)`);
});

test("what compression changes, as a share of the bill, whichever way it goes", () => {
  const bill = { mean: 0.02, quantiles: quantiles(0.01, 0.015, 0.04) };
  const change = "$1.00 a month, 5.0% of the average bill (eight times in ten 2.5% to 10%)";
  assert.equal(netInWords(netSaving(bill, -0.001), 1000, "a month"), `saves ${change}`);
  assert.equal(netInWords(netSaving(bill, 0.001), 1000, "a month"), `adds ${change}`);
  const certain = { mean: 0.02, quantiles: quantiles(0.02, 0.02, 0.02) };
  assert.equal(netInWords(netSaving(certain, -0.01), 1, "a call"), "saves $0.010 a call, 50% of the average bill");
});
