import assert from "node:assert/strict";
import { test } from "node:test";
import { oldPrices, priceDay } from "../../../display/price-age.ts";

test("a snapshot of prices is called old from its 121st day on", () => {
  assert.equal(oldPrices("2026-09-23", new Date("2026-09-22T23:00:00Z")), undefined);
  assert.equal(oldPrices("2026-09-23", new Date("2027-01-21T23:59:59Z")), undefined);
  assert.equal(
    oldPrices("2026-09-23", new Date("2027-01-22T00:00:00Z")),
    "prices are 121 days old and may have changed",
  );
});

test("a price tells its day, its age where it may have changed, and whose it is where it has no day", () => {
  assert.equal(priceDay("2026-09-23", new Date("2026-11-20")), "2026-09-23");
  assert.equal(priceDay("2026-09-23", new Date("2027-01-22")), "2026-09-23, 121 days old and perhaps changed since");
  assert.equal(priceDay(undefined), "your own table");
});
