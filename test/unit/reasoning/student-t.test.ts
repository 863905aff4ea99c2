import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cumulative, quantile } from "../../../engine/reasoning/student-t.ts";

const dof = fc.double({ min: 1.5, max: 60, noNaN: true });
const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const value = fc.double({ min: -30, max: 30, noNaN: true });

test("known quantiles (tables of Student's t)", () => {
  assert.ok(Math.abs(quantile(0.975, 5) - 2.570581835636314) < 1e-9);
  assert.ok(Math.abs(quantile(0.9, 7) - 1.4149239276488585) < 1e-9);
  assert.ok(Math.abs(quantile(0.05, 30) + 1.697260886593957) < 1e-9);
});

test("the quantile inverts the cumulative probability", () => {
  fc.assert(fc.property(probability, dof, (p, d) => Math.abs(cumulative(quantile(p, d), d) - p) < 1e-9));
});

test("the cumulative probability rises from 0 to 1", () => {
  fc.assert(
    fc.property(value, dof, (t, d) => {
      const [low, high] = [cumulative(t - 1e-4, d), cumulative(t + 1e-4, d)];
      return 0 <= low && low <= high && high <= 1;
    }),
  );
});
