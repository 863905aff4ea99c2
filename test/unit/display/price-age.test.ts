import assert from "node:assert/strict";
import { test } from "node:test";
import { oldPrices } from "../../../display/price-age.ts";

test("a snapshot of prices is called old from its 121st day on", () => {
  assert.equal(oldPrices("2026-09-23", new Date("2026-09-22T23:00:00Z")), undefined);
  assert.equal(oldPrices("2026-09-23", new Date("2027-01-21T23:59:59Z")), undefined);
  assert.equal(
    oldPrices("2026-09-23", new Date("2027-01-22T00:00:00Z")),
    "prices are 121 days old and may have changed",
  );
});
