import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Billed, billOf } from "../../../engine/cost/bill.ts";
import { findModel } from "../../../engine/cost/catalogue.ts";
import type { Prices } from "../../../protocol/catalogue.ts";

const model = (id: string, prices?: Prices) => ({ ...findModel(id), ...(prices && { prices }) });
const RATES = { input: 3, output: 15, cachedRead: 0.3, cachedWrite: 3.75 };
const claude = model("claude-sonnet-4-5", {
  ...RATES,
  batch: 0.5,
  tiers: [{ above: 200_000, input: 6, output: 22.5, cachedRead: 0.6, cachedWrite: 7.5 }],
});
const total = (billed: Billed, of = claude) => billOf(billed, of)?.total;

test("what a cache held, wrote for five minutes and wrote for an hour has its own price each", () => {
  const input = 10 + 20 + 30 + 40;
  const call = { input, cached: 20, cacheWrite5m: 30, cacheWrite1h: 40, output: 50, hidden: 8 };
  const bill = billOf(call, claude)!;
  assert.equal(bill.total, 10 * 3 + 20 * 0.3 + 30 * 3.75 + 40 * 2 * 3 + 50 * 15);
  assert.equal(bill.hidden, 8 * 15);
  assert.equal(billOf({ input, output: 50 }, claude)?.hidden, undefined);
});

test("above a tier's size all of the call has its rates, the cached part counted; sums of calls have the plain ones", () => {
  const call = { input: 200_001, cached: 200_000, output: 1 };
  assert.equal(total(call), 6 + 200_000 * 0.6 + 22.5);
  assert.equal(total({ ...call, input: 200_000, cached: 199_999 }), 3 + 199_999 * 0.3 + 15);
  assert.equal(total({ ...call, calls: 9 }), 3 + 200_000 * 0.3 + 15);
});

test("batch, flex and priority are factors on all of it; of a tier whose price is not known, none is made up", () => {
  const call = { input: 1000, cached: 400, output: 500 };
  const standard = total(call, model("o3"))!;
  const factor = (tier: NonNullable<Billed["tier"]>, id = "o3") =>
    Math.round((total({ ...call, tier }, model(id))! / total(call, model(id))!) * 1e6) / 1e6;
  assert.ok(standard > 0);
  assert.deepEqual([factor("standard"), factor("batch"), factor("flex"), factor("priority")], [1, 0.5, 0.5, 1.75]);
  assert.deepEqual(
    [
      factor("priority", "gpt-5"),
      factor("priority", "gpt-5.5"),
      factor("priority", "gpt-5-mini"),
      factor("priority", "gemini-2.5-pro"),
      factor("flex", "gemini-2.5-pro"),
      factor("batch", "grok-4.7"),
    ],
    [2, 2.5, 1.8, 1.8, 0.5, 0.8],
  );
  for (const [tier, id] of [
    ["priority", "claude-sonnet-4-5"],
    ["priority", "gemini-2.0-flash"],
    ["flex", "gpt-4o"],
  ] as const)
    assert.equal(total({ ...call, tier }, model(id)), undefined);
});

test("without a price, an input or an output there is no bill; a free variant costs nothing", () => {
  const { prices: _, ...unpriced } = claude;
  assert.equal(billOf({ input: 1, output: 1 }, unpriced), undefined);
  assert.equal(total({ output: 1 }), undefined);
  assert.equal(total({ input: 1 }), undefined);
  assert.equal(total({ input: 1000, output: 1000 }, model("openrouter/deepseek/deepseek-r1:free")), 0);
});

test("hidden tokens never cost more than the call, and more tokens never cost less", () => {
  const count = fc.nat({ max: 400_000 });
  fc.assert(
    fc.property(count, count, count, fc.nat({ max: 1000 }), (input, cached, output, hidden) => {
      const call = { input: input + cached, cached, output: output + hidden, hidden };
      const bill = billOf(call, claude)!;
      assert.ok(bill.hidden! <= bill.total);
      assert.ok(billOf({ ...call, output: call.output + 1 }, claude)!.total > bill.total);
    }),
  );
});
