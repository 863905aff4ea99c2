import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AuditedCall, audit } from "../../../engine/audit/audit.ts";

let line = 0;
const call = (rest: Partial<AuditedCall> = {}): AuditedCall => ({
  log: 0,
  line: ++line,
  model: "gpt-5",
  modelId: "gpt-5",
  effort: "high",
  reasoning: 640,
  ...rest,
});
const found = (calls: readonly AuditedCall[]) =>
  audit(calls).flatMap(({ findings }) => findings.map(({ check, first }) => [check, ...first.map((at) => at.line)]));

test("a model is called as the catalogue writes it, whichever release a call names", () => {
  const releases = ["gpt-5.2", "gpt-5.2-2025-12-11"].map((modelId) => call({ model: "gpt-5-2", modelId }));
  assert.deepEqual(
    audit(releases).map(({ model, calls }) => [model, calls]),
    [["gpt-5.2", 2]],
  );
});

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
  const timed = (seconds: number, more = 0) => call({ reasoning: 640 + 64 * more, visible: 360, seconds });
  const usual = Array.from({ length: 19 }, (_, i) => timed(9 + (i % 5), i % 2));
  const fast = timed(1);
  assert.deepEqual(found([...usual, fast]), [["speed", fast.line]]);
  assert.deepEqual(found([...usual.slice(1), fast]), []);
});

test("a call over its budget, or longer than the model writes, is found; a budget that is a little overrun is not", () => {
  const over = call({ reasoning: 1280, budget: 1024 });
  assert.deepEqual(found([call({ budget: 1024 }), call({ reasoning: 1088, budget: 1024 }), over]), [
    ["budget", over.line],
  ]);
  const long = call({ reasoning: 128_000, visible: 1_000, limit: 128_000 });
  assert.deepEqual(found([call({ limit: 128_000, visible: 100 }), long]), [["limit", long.line]]);
});

test("an answer that has other tokens than were billed for it is found, its frame aside", () => {
  const wrong = call({ visible: 900, recounted: 400 });
  assert.deepEqual(found([call({ visible: 406, recounted: 400 }), wrong, call({ visible: 900 })]), [
    ["answer", wrong.line],
  ]);
});

test("one count again and again is found where chance hardly repeats it", () => {
  const model = "claude-opus-4-5";
  const others = [900, 2_400, 1_300, 5_100].map((reasoning) => call({ model, reasoning }));
  const same = [1, 2, 3].map(() => call({ model, reasoning: 3_217 }));
  assert.deepEqual(found([...others, ...same]), [["repeat", ...same.map(({ line }) => line)]]);
  assert.deepEqual(found([...others, ...same.slice(1)]), []);
  const short = [1, 2, 3].map(() => call({ model, reasoning: 2 }));
  assert.deepEqual(found([...others, ...short]), []);
});

const day = (date: string) => Date.parse(date);

test("later calls are held against earlier ones, beyond what the prompts let expect where these were read", () => {
  const outlook = (location: number) => ({ expected: { location, apart: 0, topic: [0, 1] }, spread: 1.3 });
  const log = (later: number, expected?: number) =>
    Array.from({ length: 60 }, (_, i) => {
      const isLater = i >= 40;
      return call({
        model: "claude-opus-4-5",
        reasoning: Math.round(Math.exp(6 + (isLater ? later : 0) + 0.4 * Math.sin(5 * i * i))),
        time: day(isLater ? "2026-11-21" : "2026-11-19"),
        ...(expected !== undefined && { outlook: outlook(6 + (isLater ? expected : 0)) }),
      });
    });
  const since = day("2026-11-20");
  const [plain] = audit(log(0.9), since);
  assert.ok(plain?.later?.isUnusual && plain.forecast === undefined);
  assert.deepEqual([plain.later.before, plain.later.after, plain.later.unlike], [40, 20, 0]);
  assert.ok(plain.later.low < Math.exp(0.9) && Math.exp(0.9) < plain.later.high);
  assert.equal(audit(log(0), since)[0]?.later?.isUnusual, false);
  assert.equal(audit(log(0.9, 0.9), since)[0]?.later?.isUnusual, false);
  const elsewhere = log(0.9, 0.9).map((one, i) => ({
    ...one,
    outlook: { ...one.outlook!, expected: { ...one.outlook!.expected, topic: i < 40 ? [0, 1] : [9, 1] } },
  }));
  const [other] = audit(elsewhere, since);
  assert.deepEqual([other?.later?.after, other?.later?.unlike, other?.later?.isUnusual], [0, 20, false]);
  assert.equal(audit(log(0.9))[0]?.later, undefined, "without a day, 60 calls are too few");
});

test("where the log tells durations, more tokens in the same time stand out when more tokens alone do not", () => {
  const log = (inflation: number) =>
    Array.from({ length: 240 }, (_, i) => {
      const tokens = Math.exp(7 + 1.5 * Math.sin(3 * i * i));
      const seconds = (tokens / 60) * Math.exp(0.1 * Math.sin(7 * i * i));
      return call({
        model: "claude-opus-4-5",
        reasoning: Math.round(tokens * (i < 100 ? 1 : inflation)),
        visible: 200,
        seconds,
      });
    });
  const [group] = audit(log(1.3));
  assert.deepEqual([group?.later?.isUnusual, group?.pace?.isUnusual], [false, true]);
  assert.ok(group!.pace!.low < 1.3 && 1.3 < group!.pace!.high && (group!.pace!.smallest ?? 9) < 1.3);
  assert.equal(audit(log(1))[0]?.pace?.isUnusual, false);
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
    fc.property(fc.array(any, { maxLength: 160 }), (calls) => {
      const groups = audit(calls.map((one) => call(one)));
      assert.equal(
        groups.reduce((sum, group) => sum + group.calls, 0),
        calls.length,
      );
      for (const { later, pace, findings } of groups) {
        for (const change of [later, pace])
          if (change) {
            assert.ok(change.low <= change.ratio && change.ratio <= change.high && change.low >= 0);
            assert.ok(change.chance > 0 && change.chance <= 1 && (change.smallest ?? 2) > 1);
          }
        for (const { odds } of findings) assert.ok(odds >= 0 && odds < 0.05);
      }
    }),
  );
});
