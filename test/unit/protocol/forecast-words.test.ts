import assert from "node:assert/strict";
import { test } from "node:test";
import type { Quantiles } from "../../../protocol/forecast.ts";
import { inWords, netInWords, restsOn, thinks } from "../../../protocol/forecast-words.ts";
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
  assert.equal(netInWords(netSaving(bill, -0.001), 1000), "saves $1.00, 5.0% of the bill (2.5% to 10%)");
  assert.equal(netInWords(netSaving(bill, 0.001), 1000), "adds $1.00, 5.0% of the bill (2.5% to 10%)");
});
