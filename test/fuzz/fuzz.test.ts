import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "./fuzz.ts";
import { seedsOf } from "./seeds.ts";

test("a short fuzz finds nothing in parsing, counting, compressing, forecasting, auditing and printing", async () => {
  const options = { prompts: 150, logs: 50, seed: 1_000_000, seeds: seedsOf([]) };
  assert.deepEqual(await fuzz(options), []);
});
