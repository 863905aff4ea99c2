import assert from "node:assert/strict";
import { test } from "node:test";
import { againstForecast } from "../../../engine/audit/ratio.ts";

test("calls that differ from the forecast as users do are usual, however many; further off they are not", () => {
  const missed = (by: number) => Array.from({ length: 400 }, (_, i) => by + Math.sin(i));
  const spread = 1.3;
  assert.equal(againstForecast(missed(2), spread)?.isUnusual, false);
  assert.equal(againstForecast(missed(3), spread)?.isUnusual, true);
  assert.equal(againstForecast(missed(-3), spread)?.isUnusual, true);
});

test("of a few calls nothing is said", () => {
  assert.equal(againstForecast([1, 2, 3, 4], 1), undefined);
});
