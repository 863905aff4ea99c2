import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AuditedCall, audit } from "../../../engine/audit/audit.ts";

let line = 0;
const call = (rest: Partial<AuditedCall> = {}): AuditedCall => ({
  log: 0,
  line: ++line,
  model: "gpt-5",
  effort: "high",
  reasoning: 640,
  ...rest,
});
const found = (calls: readonly AuditedCall[]) =>
  audit(calls).flatMap(({ findings }) => findings.map(({ check, first }) => [check, ...first.map((at) => at.line)]));

test("calls stand with those of their model and effort, with all that was billed for them", () => {
  const calls = [call({ cost: 0.5 }), call({ effort: "low", reasoning: 64 }), call({ cost: 0.25, reasoning: 128 })];
  const [high, low] = audit(calls);
  assert.deepEqual([high?.calls, high?.reasoning, high?.cost], [2, 768, 0.75]);
  assert.deepEqual([low?.effort, low?.calls, low?.reasoning, low?.cost], ["low", 1, 64, undefined]);
});

test("counts that contradict each other are found, and what cannot be true is not summed", () => {
  assert.deepEqual(found([call()]), []);
  const wrong = call({ doubt: "total" });
  assert.deepEqual(found([call(), wrong]), [["sum", wrong.line]]);
  const { reasoning: _, ...impossible } = call({ doubt: "hidden" });
  assert.deepEqual(found([call(), impossible]), [["sum", impossible.line]]);
  assert.deepEqual([audit([call(), impossible])[0]?.calls, audit([call(), impossible])[0]?.reasoning], [2, 640]);
});

test("OpenAI's models that are reported in steps of 64 are held to it, later ones are not", () => {
  const odd = call({ reasoning: 700 });
  assert.deepEqual(found([call(), odd, call({ reasoning: 0 })]), [["step", odd.line]]);
  assert.deepEqual(found([call({ model: "gpt-5-2", reasoning: 700 }), call({ model: "o3-large", reasoning: 7 })]), []);
});

test("a call that was billed twice as many tokens a second as its kin stands out once enough are timed", () => {
  const timed = (seconds: number) => call({ visible: 360, seconds });
  const usual = Array.from({ length: 19 }, (_, i) => timed(9 + (i % 5)));
  const fast = timed(4);
  assert.deepEqual(found([...usual, fast]), [["speed", fast.line]]);
  assert.deepEqual(found([...usual.slice(1), fast]), []);
});

test("later calls are held against earlier ones, beyond what the prompts let expect where these were read", () => {
  const outlook = (location: number) => ({ expected: { location }, spread: 1.3 });
  const calls = [6, 6.2, 5.8, 6.1, 5.9, 8, 8.2, 7.8, 8.1, 7.9].map((log) => ({ reasoning: Math.exp(log) }));
  const plain = audit(calls.map((one) => call(one)))[0]!;
  assert.ok(plain.drift?.isUnusual && plain.drift.ratio > 7 && plain.forecast === undefined);
  const harder = audit(calls.map((one, i) => call({ ...one, outlook: outlook(i < 5 ? 6 : 8) })))[0]!;
  assert.ok(harder.drift && !harder.drift.isUnusual && harder.forecast && !harder.forecast.isUnusual);
});

test("a finding names the first twenty of its calls and counts all", () => {
  const [{ findings } = { findings: [] }] = audit(Array.from({ length: 50 }, () => call({ reasoning: 1 })));
  assert.deepEqual([findings[0]?.count, findings[0]?.first.length], [50, 20]);
});

test("any calls are audited: every one counts once, and no number is lost", () => {
  const any = fc.record({
    model: fc.constantFrom("gpt-5", "o3", "claude-opus-4-5"),
    effort: fc.constantFrom("low", "high"),
    reasoning: fc.nat(1e6),
    seconds: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    visible: fc.nat(1e6),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 80 }), (calls) => {
      const groups = audit(calls.map((one) => call(one)));
      assert.equal(
        groups.reduce((sum, group) => sum + group.calls, 0),
        calls.length,
      );
      for (const { drift } of groups)
        if (drift) assert.ok(drift.low <= drift.ratio && drift.ratio <= drift.high && drift.low >= 0);
    }),
  );
});
