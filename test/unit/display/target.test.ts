import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  bandsOf,
  lossInWords,
  parseTarget,
  ruleCurve,
  ruleLine,
  rulesAt,
  rulesAtRisk,
  shareKept,
  tokensAt,
  versionName,
} from "../../../display/target.ts";
import { LOSSES, type Stage } from "../../../protocol/compression.ts";

const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });
const weight = {
  sent: exactly(1200),
  prose: 1000,
  stages: [
    { loss: "filler", units: 5, tokens: 100 },
    { loss: "aside", units: 2, tokens: 50 },
    { loss: "talk", units: 3, tokens: 250 },
    { loss: "rule", units: 8, tokens: 300 },
    { loss: "must", units: 2, tokens: 100 },
  ],
} as const;

test("the kinds of loss lie along the share of the prose, and rules begin to go where the last of the others ends", () => {
  assert.deepEqual(
    bandsOf(weight).map(({ to }) => Number(to.toFixed(6))),
    [0.9, 0.85, 0.6, 0.3, 0.2],
  );
  assert.equal(shareKept(undefined, weight), 0.9);
  assert.equal(shareKept({ tokens: 1000 }, weight), 0.8);
  assert.equal(tokensAt(0.8, weight), 1000);
  assert.equal(Number(ruleLine(weight).toFixed(6)), 0.6);
  assert.deepEqual(rulesAtRisk(0.6, weight), { rules: 0, of: 10 });
  assert.deepEqual(rulesAtRisk(0.45, weight), { rules: 4, of: 10 });
  assert.deepEqual(rulesAtRisk(0.1, weight), { rules: 10, of: 10 });
});

test("it is told what goes, what is next, and where rules would have to go", () => {
  assert.equal(lossInWords(undefined, weight), "Removes filler. Next: asides. Below 60%, rules would have to go.");
  assert.equal(
    lossInWords({ keep: 0.7 }, weight),
    "Removes filler, asides, sentences that only explain. Below 60%, rules would have to go.",
  );
  assert.equal(
    lossInWords({ keep: 0.45 }, weight),
    "Below 60%, rules would have to go: 4 of 10 at 45%. Squeeze stops before the first.",
  );
  assert.match(lossInWords({ keep: 0.45 }, weight, { rules: 3, of: 10 }), /3 of 10/);
  assert.equal(lossInWords({ keep: 1 }, weight), "Removes nothing. Next: filler. Below 60%, rules would have to go.");
  const fixed = { ...weight, stages: weight.stages.slice(0, 1) };
  assert.equal(lossInWords({ keep: 0.5 }, fixed), "Can't go this low: protected text alone exceeds the target.");
  assert.equal(lossInWords(undefined, { ...weight, stages: [] }), "Removes nothing.");
});

test("fewer rules can stay the less of the prose does", () => {
  const stage = (loss: Stage["loss"]) =>
    fc.record({
      loss: fc.constant(loss),
      units: fc.integer({ min: 1, max: 9 }),
      tokens: fc.integer({ min: 0, max: 400 }),
    });
  const stages = fc.subarray([...LOSSES]).chain((losses) => fc.tuple(...losses.map(stage)));
  fc.assert(
    fc.property(
      stages,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (stages, a, b) => {
        const curve = ruleCurve({ prose: 1000, stages });
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((keep) => rulesAt(keep, curve));
        assert.ok(0 <= low! + 1e-9 && low! <= high! + 1e-9 && high! <= 1 + 1e-9);
        assert.ok(rulesAt(1, curve) === 1);
        assert.notEqual(lossInWords({ keep: a }, { sent: exactly(1000), prose: 1000, stages }), "");
      },
    ),
    { seed: 3 },
  );
});

test("a target is a share in per cent or a number of tokens", () => {
  assert.deepEqual(parseTarget("80%"), { keep: 0.8 });
  assert.deepEqual(parseTarget(" 80 "), { keep: 0.8 });
  assert.deepEqual(parseTarget("62.5 %"), { keep: 0.625 });
  assert.deepEqual(parseTarget("1200"), { tokens: 1200 });
  assert.deepEqual(parseTarget("1,200 tokens"), { tokens: 1200 });
  assert.deepEqual(parseTarget("50 tokens"), { tokens: 50 });
  for (const text of ["", "0", "0%", "101%", "many", "12.5 tokens", "-5", "1200.5"])
    assert.equal(parseTarget(text), undefined, text);
  assert.equal(versionName({ tokens: 1200 }), "at 1,200 tokens");
  assert.equal(versionName(undefined), "trimmed");
});
