import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import fc from "fast-check";
import { billOf } from "../../../engine/cost/bill.ts";
import { allModels, findModel, setOwnModels } from "../../../engine/cost/catalogue.ts";
import { readOwnModels } from "../../../engine/cost/own-models.ts";
import { outputCost, priceInput } from "../../../engine/cost/price.ts";
import { count } from "../../../engine/count.ts";
import { Failure } from "../../../protocol/failure.ts";

const use = (value: unknown) => setOwnModels(readOwnModels(value, "models.json"), "models.json");
afterEach(() => setOwnModels(new Map(), ""));

test("a price of one's own holds for every name of that model, without the day of the snapshot", () => {
  use({ "claude-sonnet-4-5": { input: 2, output: 8 } });
  for (const name of ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "Claude-Sonnet-4.5"]) {
    const model = findModel(name);
    assert.deepEqual(priceInput(model, 1000), { input: 0.002 }, name);
    assert.equal(outputCost(model, 1000), 0.008);
    assert.equal(billOf({ input: 1000, output: 1000 }, model)?.total, 0.01);
  }
  assert.equal(findModel("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0").prices?.areOwn, undefined);
  assert.equal(allModels().filter(({ id }) => id === "claude-sonnet-4-5").length, 1);
});

test("a model of one's own counts like the one it is like, and costs what it says", () => {
  use({ "In-House 7": { like: "gpt-4o", input: 0.5, output: 1, contextTokens: 4000 }, plain: {} });
  const text = JSON.stringify({ messages: [{ role: "user", content: "Be kind." }] });
  const own = count({ text, path: "a.json", model: "in-house 7" });
  const like = count({ text, path: "a.json", model: "gpt-4o" });
  assert.deepEqual({ ...own, model: "", cost: 0 }, { ...like, model: "", cost: 0 });
  assert.deepEqual(own.cost, { input: own.tokens * 0.5e-6 });
  assert.equal(findModel("in-house 7").contextTokens, 4000);
  assert.equal(findModel("plain").prices, undefined, "nothing is known of it");
  assert.equal(findModel("plain").counting.tolerance, 0.15);
  assert.ok(allModels().some(({ id }) => id === "In-House 7"));
  assert.equal(findModel("sonnet").provider, "anthropic", "a family means the catalogue's");
});

test("what is wrong with them is said in one line that names the model and the key", () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [[], /^models\.json: it must be an object/],
    [{ a: 1 }, /"a" must be an object with the keys like, input/],
    [{ a: { inptu: 1 } }, /"a" has the key "inptu", which is not known/],
    [{ a: { input: "1", output: 2 } }, /"a": "input" must be US dollars per million tokens/],
    [{ a: { input: -1, output: 2 } }, /"a": "input" must be/],
    [{ a: { input: 1 } }, /"a" needs both "input" and "output"/],
    [{ a: { cachedRead: 1 } }, /"a" has cache prices/],
    [{ a: { contextTokens: 1.5 } }, /"a": "contextTokens" must be a number of tokens/],
    [{ a: { like: "gtp-4o" } }, /"a" is like "gtp-4o", which is not known; the nearest names are gpt-4o/],
  ];
  for (const [value, message] of wrong) {
    assert.throws(
      () => use(value),
      (error) => error instanceof Failure && message.test(error.message),
      `${message}`,
    );
  }
});

test("any JSON is taken or refused with a failure", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      try {
        use({ model: value });
      } catch (error) {
        assert.ok(error instanceof Failure, String(error));
      }
    }),
  );
});
