import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { efficiency, planBudget, SCHEDULES, type Schedule } from "../../../engine/reasoning/budget-plan.ts";
import { overthinking, remaining } from "../../../engine/reasoning/remaining.ts";
import { samplePlans } from "../../../engine/reasoning/sampling.ts";
import { totalCost } from "../../../engine/reasoning/total-cost.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";
import { PROBABILITIES, type Quantiles } from "../../../protocol/forecast.ts";

const belief = { location: Math.log(2000), scale: 0.6, dof: 7 };
const rising = (q: Quantiles) => PROBABILITIES.every((p, i) => i === 0 || q[p] >= q[PROBABILITIES[i - 1]!]);

test("what remains of a fresh trace is the forecast; it rises with the probability at any length", () => {
  assert.equal(remaining(belief, 0)["0.5"], 2000);
  fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (spent) => rising(remaining(belief, spent))));
});

test("a trace that outlasts its forecast is expected to go on: the longer it ran, the longer what is left", () => {
  assert.ok(remaining(belief, 20_000)["0.5"] > remaining(belief, 10_000)["0.5"]);
});

test("a conclusion drawn twice is marked, a new one is not", () => {
  const trace = "We compute the sum. So x = 12. Let me verify with Gauss. Therefore x = 12. Hence y = 3.";
  assert.deepEqual(
    overthinking(trace).map(({ start, end, reason }) => [trace.slice(start, end).trim(), reason]),
    [["Therefore x = 12.", "the same conclusion again"]],
  );
});

test("sentences that bring nothing new are marked as one stretch", () => {
  const trace = `Euler had 7 bridges.${" Hmm wait, let me see.".repeat(5)} Then came Hamilton.`;
  const [mark] = overthinking(trace);
  assert.equal(mark?.reason, "nothing new");
  assert.equal(trace.slice(mark!.start, mark!.end).match(/Hmm/g)?.length, 5);
});

test("more samples never lower the chance of success, and cost in proportion", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (success) => {
      const plans = samplePlans(belief, success, { compute: 0, latency: 0 }, 8, 50_000);
      return plans.every(
        (plan, i) =>
          Math.abs(plan.tokens - (i + 1) * plans[0]!.tokens) < 1e-6 &&
          plan.success <= 1 &&
          (i === 0 || (plan.success > plans[i - 1]!.success && plan.longest > plans[i - 1]!.longest)),
      );
    }),
    { numRuns: 20 },
  );
  assert.ok(Math.abs(samplePlans(belief, 0.4, { compute: 0, latency: 0 }, 1, 50_000)[0]!.success - 0.4) < 1e-12);
});

test("a budget plan spends the budget exactly and never rises under a decaying schedule", () => {
  const schedules = fc.constantFrom(...(Object.keys(SCHEDULES) as Schedule[]));
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1, max: 20 }),
      schedules,
      (budget, n, schedule) => {
        const steps = planBudget("What is it?\n".repeat(n), budget, schedule);
        const spent = steps.reduce((sum, { tokens }) => sum + tokens, 0);
        return (
          steps.length === n &&
          spent === budget &&
          steps.every((s, i) => i === 0 || s.tokens <= steps[i - 1]!.tokens + 1)
        );
      },
    ),
  );
});

test("sub-questions are list items and sentences that ask; a prompt without one is a single step", () => {
  const text = "Read this.\n1. Name the parts.\n2. Weigh them.\nWhich is heaviest? Say why.";
  const steps = planBudget(text, 900, "linear");
  assert.deepEqual(
    steps.map(({ start, end }) => text.slice(start, end)),
    ["1. Name the parts.", "2. Weigh them.", "Which is heaviest?"],
  );
  assert.equal(planBudget("Sort it", 5, "cosine")[0]?.tokens, 5);
});

test("E^3 rewards accuracy twice", () => assert.equal(efficiency(0.8, 100), 4 * efficiency(0.4, 100)));

test("the total is input at its prices plus hidden and visible output", () => {
  const prices = { input: 1, output: 10, cachedRead: 0.1 };
  const model: ModelInfo = {
    id: "m",
    provider: "p",
    name: "M",
    counting: { family: "o200k", ratio: 1, tolerance: 0 },
    prices,
  };
  const flat = (n: number) => Object.fromEntries(PROBABILITIES.map((p) => [p, n])) as unknown as Quantiles;
  const cost = totalCost(model, { input: 100, cached: 50, hidden: flat(7), visible: flat(2) }, 1000)!;
  assert.ok(Math.abs(cost.total["0.5"] - 1000 * (50 + 5 + 70 + 20)) < 1e-6);
  const { prices: _, ...unpriced } = model;
  assert.equal(totalCost(unpriced, { input: 1, hidden: flat(1), visible: flat(1) }), undefined);
});
