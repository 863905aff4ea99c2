import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogueOf } from "../../../engine/cost/source/catalogue-of.ts";
import { pricesInForce, readPriceList } from "../../../engine/cost/source/price-list.ts";
import { Failure } from "../../../protocol/failure.ts";

const model = (prices: unknown) => ({ id: "gpt-x", match: { equals: "gpt-x" }, prices });
const list = (prices: unknown) => readPriceList([{ id: "openai", models: [model(prices)] }], "data.json");
const inForce = (prices: unknown, day: string) => pricesInForce(list(prices)[0]!.models[0]!, day);

test("the prices of a day are those of its most hours, of the last rule that holds", () => {
  const changing = [
    { prices: { input_mtok: 4 } },
    { constraint: { start_date: "2026-06-01" }, prices: { input_mtok: 3 } },
    { constraint: { start_time: "20:00:00Z", end_time: "02:00:00Z" }, prices: { input_mtok: 1 } },
  ];
  assert.deepEqual(inForce({ input_mtok: 2 }, "2026-01-01"), { prices: { input_mtok: 2 }, varies: false });
  assert.deepEqual(inForce(changing, "2026-05-31"), { prices: { input_mtok: 4 }, varies: true });
  assert.deepEqual(inForce(changing, "2026-06-01"), { prices: { input_mtok: 3 }, varies: true });
});

test("a list makes a catalogue of its day, with the rates of longer requests", () => {
  const prices = { input_mtok: { base: 2, tiers: [{ start: 1000, price: 4 }] }, output_mtok: 8 };
  const { asOf, models } = catalogueOf(list(prices), "a list", "2026-10-01");
  assert.equal(asOf, "2026-10-01");
  assert.deepEqual(models.find(({ id }) => id === "gpt-x")?.prices, {
    input: 2e-6,
    output: 8e-6,
    tiers: [{ above: 1000, input: 4e-6, output: 8e-6 }],
  });
});

test("what is no price list is told with the place where it is none", () => {
  for (const [value, place] of [
    [{}, /data\.json: this is no price list/],
    [[], /no price list/],
    [[{ id: "openai", models: [{ id: "gpt-x", prices: {} }] }], /at 0\.models\.0\.match/],
  ] as const)
    assert.throws(
      () => readPriceList(value, "data.json"),
      (error) => error instanceof Failure && place.test(error.message),
    );
});
