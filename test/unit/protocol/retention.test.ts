import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Token } from "../../../protocol/inspection.ts";
import { keptSalience, retentionCurve, retentionWithin } from "../../../protocol/retention.ts";

const someTokens = fc
  .array(fc.record({ salience: fc.double({ min: 0, max: 10, noNaN: true }), protected: fc.boolean() }), {
    maxLength: 300,
  })
  .map((tokens): Token[] => tokens.map((t, i) => ({ ...t, start: i, end: i + 1 })));

const token = (salience: number, isProtected: boolean, start: number): Token => ({
  salience,
  protected: isProtected,
  start,
  end: start + 1,
});

test("the curve rises from what is protected to the whole prompt, and is concave after its first point", () => {
  fc.assert(
    fc.property(someTokens, (tokens) => {
      const curve = retentionCurve(tokens);
      if (tokens.length === 0) return assert.deepEqual(curve, []);
      assert.equal(curve[0]!.tokens, tokens.filter((t) => t.protected).length);
      assert.equal(curve.at(-1)!.tokens, tokens.length);
      assert.ok(Math.abs(curve.at(-1)!.salience - 1) < 1e-9);
      const slopes = curve.slice(1).map((p, i) => (p.salience - curve[i]!.salience) / (p.tokens - curve[i]!.tokens));
      for (const [i, slope] of slopes.entries()) {
        assert.ok(curve[i + 1]!.keep > curve[i]!.keep && slope >= -1e-9);
        assert.ok(i === 0 || slope <= slopes[i - 1]! + 1e-9);
      }
    }),
  );
});

test("no removal of free tokens keeps more salience than the curve says", () => {
  fc.assert(
    fc.property(someTokens, fc.infiniteStream(fc.boolean()), (tokens, coin) => {
      const removed = tokens.filter((t) => !t.protected && coin.next().value);
      const kept = tokens.length - removed.length;
      const bound = retentionCurve(tokens).find((p) => p.tokens >= kept)?.salience ?? 1;
      assert.ok(keptSalience(tokens, removed) <= bound + 1e-9);
    }),
  );
});

test("protected tokens stay first, then the most salient", () => {
  const tokens = [token(1, true, 0), token(6, false, 1), token(2, false, 2), token(1, false, 3)];
  assert.deepEqual(retentionCurve(tokens), [
    { keep: 0.25, tokens: 1, salience: 0.1 },
    { keep: 0.5, tokens: 2, salience: 0.7 },
    { keep: 0.75, tokens: 3, salience: 0.9 },
    { keep: 1, tokens: 4, salience: 1 },
  ]);
  assert.equal(keptSalience(tokens, [{ start: 1, end: 2 }]), 0.4);
});

test("a prompt without salience loses none", () => {
  assert.equal(keptSalience([token(0, false, 0)], [{ start: 0, end: 1 }]), 1);
  assert.equal(retentionCurve([token(0, false, 0)])[0]!.salience, 1);
});

test("a budget for what is sent takes from the file what is too much and hardly more, whatever else the file holds", () => {
  const exactly = (tokens: number) => ({ tokens, low: tokens, high: tokens });
  fc.assert(
    fc.property(fc.nat(5000), fc.integer({ min: 1, max: 50_000 }), fc.nat(), (unsent, sent, over) => {
      const [file, excess] = [sent + unsent, over % sent];
      const keep = retentionWithin(sent - excess, { count: exactly(file), sent: exactly(sent) });
      const gone = file - Math.floor(keep * file);
      assert.ok(excess <= gone && gone <= excess + file / 1000 + 1, `${gone} of ${file} for ${excess} of ${sent}`);
    }),
  );
});
