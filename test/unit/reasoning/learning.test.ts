import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CallTraits, learn, type Observation, type Priors } from "../../../engine/reasoning/learning.ts";

const priors: Priors = {
  user: 0.7,
  levels: { family: 0.4, size: 0.2, model: 0.4, effort: 0.2, "family and effort": 0.1, "model and effort": 0.3 },
  slope: 0.3,
  middle: 7.5,
  topic: 0.2,
  apart: 0.5,
  noise: 0.7,
  robustness: 5,
  rounds: 3,
};

const traits = (model: string, topic: number[] = [0, 0]): CallTraits => ({
  names: {
    family: "f",
    size: "medium",
    model,
    effort: "high",
    "family and effort": "f high",
    "model and effort": `${model} high`,
  },
  location: Math.log(1000),
  topic,
  apart: 0,
});
const observe = (model: string, tokens: number, topic?: number[]): Observation => ({
  ...traits(model, topic),
  scale: 0.6,
  tokens,
});
const times = (n: number, observation: Observation) => Array.from({ length: n }, () => observation);

test("without calls nothing moves", () => {
  assert.deepEqual(learn([], priors)(traits("a")), { shift: 0, stretch: 1, left: 1, ownCalls: 0, allCalls: 0 });
});

test("five calls that thought four times as long move the forecast most of the way, and never past it", () => {
  let last = 0;
  for (let n = 1; n <= 5; n++) {
    const { shift } = learn(times(n, observe("a", 4000)), priors)(traits("a"));
    assert.ok(shift > last);
    last = shift;
  }
  assert.ok(last > 0.6 * Math.log(4) && last < Math.log(4));
});

test("calls of one model move another model less, and calls on one topic another topic less", () => {
  const lesson = learn(times(5, observe("a", 4000, [2, 0])), priors);
  const own = lesson(traits("a", [2, 0]));
  const other = lesson(traits("b", [2, 0]));
  assert.ok(other.shift > 0 && other.shift < own.shift);
  assert.deepEqual([other.ownCalls, other.allCalls], [0, 5]);
  assert.ok(lesson(traits("a", [-2, 0])).shift < own.shift);
});

test("each call leaves less open, of its own kind the most", () => {
  let last = 1;
  for (let n = 1; n <= 20; n++) {
    const lesson = learn(times(n, observe("a", 4000)), priors);
    const { left } = lesson(traits("a"));
    assert.ok(left > 0 && left < last && left < lesson(traits("b")).left && lesson(traits("b")).left < 1);
    last = left;
  }
});

test("a stray call among others hardly moves the forecast", () => {
  const usual = times(6, observe("a", 1000));
  const { shift, stretch } = learn([...usual, observe("a", 1_000_000)], priors)(traits("a"));
  assert.ok(shift < 0.5, String(shift));
  assert.ok(stretch > learn(usual, priors)(traits("a")).stretch);
});

test("order does not matter", () => {
  const tokens = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(fc.array(tokens, { minLength: 1, maxLength: 20 }), (counts) => {
      const calls = counts.map((n, i) => observe(i % 2 ? "a" : "b", n, [i % 3, -i % 5]));
      const forth = learn(calls, priors)(traits("a", [1, 1]));
      const back = learn(calls.toReversed(), priors)(traits("a", [1, 1]));
      return Math.abs(forth.shift - back.shift) < 1e-9 && Math.abs(forth.stretch - back.stretch) < 1e-9;
    }),
  );
});
