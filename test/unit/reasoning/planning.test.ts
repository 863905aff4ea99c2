import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { planBudget, subQuestions } from "../../../engine/reasoning/budget-plan.ts";
import { lengths } from "../../../engine/reasoning/length-distribution.ts";
import { visibleAnswer } from "../../../engine/reasoning/own-calls.ts";
import { overthinking, remaining } from "../../../engine/reasoning/remaining.ts";
import { samplePlans } from "../../../engine/reasoning/sampling.ts";
import { callCost } from "../../../engine/reasoning/total-cost.ts";
import type { ModelInfo } from "../../../protocol/catalogue.ts";
import {
  type CallCost,
  type Distribution,
  PROBABILITIES,
  type Quantiles,
  quantiles,
} from "../../../protocol/forecast.ts";

const belief = { location: Math.log(2000), scale: 0.6, dof: 7, limit: 50_000 };
const flat = (n: number): Distribution => ({ mean: n, quantiles: quantiles(() => n) });
const model: ModelInfo = {
  id: "m",
  provider: "p",
  name: "M",
  counting: { family: "o200k", tolerance: 0 },
  prices: { input: 1, output: 10, cachedRead: 0.1 },
};
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

test("a trace in a script without spaces has sentences, too", () => {
  const [mark] = overthinking(`欧拉有7座桥。${"再想一想。".repeat(5)}`);
  assert.equal(mark?.reason, "nothing new");
  assert.equal(mark!.end - mark!.start, 5 * "再想一想。".length);
});

test("decimals are told apart, and any trace is marked within its bounds", () => {
  assert.deepEqual(overthinking("So x = 12.5. Hence y = 12.7, and z. Thus w = 12.9!"), []);
  assert.equal(overthinking("So x = 12.5. Thus w = 12.5!").length, 1);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("so ", "x = ", "1", ".", "?", "\n", "Ab", " ") }), (trace) => {
      const marks = overthinking(trace);
      return marks.every(
        ({ start, end }, i) => start < end && end <= trace.length && start >= (marks[i - 1]?.end ?? 0),
      );
    }),
  );
  for (const piece of ["a.", "......x", "so ", "x = 1 ", "\n"]) overthinking(piece.repeat(300_000));
});

test("more samples never lower the chance of success, cost in proportion, and each gains less", () => {
  const { mean } = lengths(belief);
  const call = (dollars: number): CallCost => ({ input: 0, hidden: flat(dollars), total: flat(dollars) });
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (success) => {
      const plans = samplePlans({ mean, success, total: call(0.02) }, belief, 8);
      assert.ok(Math.abs(plans[0]!.success! - success) < 1e-12);
      return plans.every((plan, i) => {
        const last = plans[i - 1];
        const further = last === undefined || plan.perFurtherSuccess! >= last.perFurtherSuccess!;
        const better = last === undefined || (plan.success! > last.success! && plan.longest > last.longest);
        return better && further && plan.success! <= 1 && Math.abs(plan.cost! - 0.02 * plan.samples) < 1e-9;
      });
    }),
    { numRuns: 20 },
  );
  assert.deepEqual(Object.keys(samplePlans({ mean }, belief, 1)[0]!), ["samples", "tokens", "longest"]);
});

test("a budget plan spends the budget exactly and never rises from step to step", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 20 }), (budget, n) => {
      const steps = planBudget(subQuestions("What is it?\n".repeat(n)), budget);
      const spent = steps.reduce((sum, { tokens }) => sum + tokens, 0);
      return (
        steps.length === n &&
        spent === budget &&
        steps.every((step, i) => i === 0 || step.tokens <= steps[i - 1]!.tokens + 1)
      );
    }),
  );
});

test("sub-questions are list items and sentences that ask", () => {
  const text = "Read this.\n1. Name the parts.\n2. Weigh them.\nWhich is heaviest? Say why.";
  assert.deepEqual(
    subQuestions(text).map(({ start, end }) => text.slice(start, end)),
    ["1. Name the parts.", "2. Weigh them.", "Which is heaviest?"],
  );
  assert.deepEqual(subQuestions("Sort it."), []);
});

test("the total is input at its price plus hidden and visible output", () => {
  const cost = callCost(model, { input: 100, hidden: flat(7), visible: flat(2) })!;
  assert.equal(cost.total.quantiles["0.5"], 100 + 70 + 20);
  assert.equal(cost.total.mean, 190);
  assert.equal(cost.cachedInput, 10);
  assert.equal(callCost(model, { input: 100, hidden: flat(7) })!.total.mean, 170);
  const { prices: _, ...unpriced } = model;
  assert.equal(callCost(unpriced, { input: 1, hidden: flat(1) }), undefined);
});

test("how long answers are is told by five own calls of the model and effort, not by fewer", () => {
  const call = (visible: number) => ({ model: "m", effort: "high", reasoning: 1, visible });
  const four = [180, 200, 220, 210].map(call);
  assert.equal(visibleAnswer(four, "m high", 1e5), undefined);
  assert.equal(visibleAnswer([...four, { ...call(190), effort: "low" }], "m high", 1e5), undefined);
  const answer = visibleAnswer([...four, call(190)], "m high", 1e5)!;
  assert.ok(answer.quantiles["0.05"] > 150 && answer.quantiles["0.95"] < 260);
  assert.ok(Math.abs(answer.quantiles["0.5"] - 200) < 5);
});
