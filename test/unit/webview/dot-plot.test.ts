import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dotPlot } from "../../../webview/dot-plot.ts";

const quantiles = fc
  .array(fc.integer({ min: 0, max: 200_000 }), { minLength: 7, maxLength: 7 })
  .map((values) => values.sort((a, b) => a - b))
  .map(([a, b, c, d, e, f, g]) => ({
    "0.05": a!,
    "0.1": b!,
    "0.25": c!,
    "0.5": d!,
    "0.75": e!,
    "0.9": f!,
    "0.95": g!,
  }));

test("twenty dots in rising order, as many below each quantile as it says", () => {
  fc.assert(
    fc.property(quantiles, (q) => {
      const { dots, rows, ticks } = dotPlot(q, 16);
      assert.equal(dots.length, 20);
      for (const [i, { tokens, x, row }] of dots.entries()) {
        assert.ok(x >= 0 && x <= 1 && row >= 0 && row < rows && tokens >= 0);
        assert.ok(i === 0 || tokens >= dots[i - 1]!.tokens - 1e-6);
        assert.ok(dots.filter((d) => d.x === x && d.row === row).length === 1, "no dot hides another");
      }
      const below = (tokens: number) => dots.filter((d) => d.tokens <= tokens + 1e-6).length;
      assert.ok(below(q["0.5"]) >= 10 && below(q["0.9"]) >= 18 && below(q["0.1"]) >= 2);
      for (const tick of ticks) assert.ok(tick.x >= 0 && tick.x <= 1);
      assert.ok(ticks.length <= 4);
    }),
  );
});

test("a narrow forecast looks narrow", () => {
  const q = { "0.05": 990, "0.1": 992, "0.25": 996, "0.5": 1000, "0.75": 1004, "0.9": 1008, "0.95": 1010 };
  const { dots } = dotPlot(q, 16);
  assert.ok(dots.at(-1)!.x - dots[0]!.x < 0.2);
});
