import assert from "node:assert/strict";
import { test } from "node:test";
import { callPrice, callPriceInWords, turnPriceInWords } from "../../../display/call-price.ts";

test("what costs less than a tenth of a cent a call is told by the thousand", () => {
  const dollars = [0, 0.00000003, 0.00006, 0.00099, 0.001, 0.0015, 1.2];
  assert.deepEqual(dollars.map(callPrice), [
    "$0",
    "$0.000030 per 1,000",
    "$0.060 per 1,000",
    "$0.99 per 1,000",
    "$0.0010",
    "$0.0015",
    "$1.20",
  ]);
  assert.deepEqual([0.00006, 0.0015].map(callPriceInWords), ["$0.060 per 1,000 calls", "$0.0015 a call"]);
  assert.deepEqual([0.00006, 0.0015].map(turnPriceInWords), ["$0.060 per 1,000 turns", "$0.0015 a turn"]);
});
