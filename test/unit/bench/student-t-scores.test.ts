import { test } from "node:test";
import fc from "fast-check";
import { crps, logDensity } from "../../../bench/support/student-t-scores.ts";
import { cumulative } from "../../../engine/reasoning/student-t.ts";

test("the density is the slope of the cumulative probability", () => {
  const value = fc.double({ min: -30, max: 30, noNaN: true });
  const dof = fc.double({ min: 1.5, max: 60, noNaN: true });
  fc.assert(
    fc.property(value, dof, (t, d) => {
      const slope = (cumulative(t + 1e-4, d) - cumulative(t - 1e-4, d)) / 2e-4;
      return Math.abs(slope - Math.exp(logDensity(t, d))) < 1e-5;
    }),
  );
});

test("the CRPS is the integral of the squared distance between the two step functions", () => {
  fc.assert(
    fc.property(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: 3, max: 30, noNaN: true }), (t, d) => {
      const step = 0.02;
      let integral = 0;
      for (let x = -80 + step / 2; x < 80; x += step) integral += step * (cumulative(x, d) - (x >= t ? 1 : 0)) ** 2;
      return Math.abs(integral - crps(t, d)) < 0.02;
    }),
    { numRuns: 10 },
  );
});
