import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { correct, type History, learn, type Priors } from "../../../engine/reasoning/learning.ts";

const priors: Priors = { user: 0.7, key: 0.4, scaleCalls: 10 };
const tokens = fc.integer({ min: 1, max: 200_000 });
const observe = (history: History, key: string, n: number): History =>
  learn(history, { key, location: Math.log(1000), scale: 0.6, tokens: n });

test("without calls nothing moves", () => {
  assert.deepEqual(correct({}, "a", priors), { shift: 0, stretch: 1, ownCalls: 0, allCalls: 0 });
});

test("five calls that thought four times as long move the forecast most of the way, and never past it", () => {
  let history: History = {};
  let last = 0;
  for (let i = 0; i < 5; i++) {
    history = observe(history, "a", 4000);
    const { shift } = correct(history, "a", priors);
    assert.ok(shift > last);
    last = shift;
  }
  assert.ok(last > 0.6 * Math.log(4) && last < Math.log(4));
});

test("calls of one model move another model less", () => {
  let history: History = {};
  for (let i = 0; i < 5; i++) history = observe(history, "a", 4000);
  const own = correct(history, "a", priors);
  const other = correct(history, "b", priors);
  assert.ok(other.shift > 0 && other.shift < own.shift);
  assert.equal(other.ownCalls, 0);
  assert.equal(other.allCalls, 5);
});

test("one stray call moves the forecast less than the same sum spread evenly", () => {
  const stray = correct(observe({}, "a", 1_000_000), "a", priors);
  assert.ok(stray.shift < 1.2, String(stray.shift));
});

test("order does not matter, and the history survives JSON", () => {
  fc.assert(
    fc.property(fc.array(tokens, { minLength: 1, maxLength: 20 }), (calls) => {
      const forth = calls.reduce((h, n) => observe(h, "a", n), {} as History);
      const back = calls.reduceRight((h, n) => observe(h, "a", n), {} as History);
      const a = correct(forth, "a", priors);
      const b = correct(JSON.parse(JSON.stringify(back)), "a", priors);
      return Math.abs(a.shift - b.shift) < 1e-9 && Math.abs(a.stretch - b.stretch) < 1e-9 && a.stretch > 0;
    }),
  );
});
