import assert from "node:assert/strict";
import { test } from "node:test";
import { calcPrice, findProvider } from "@pydantic/genai-prices";
import fc from "fast-check";
import { allModels, asOf, findModel } from "../../../engine/cost/catalogue.ts";
import { countedBy, targetCount } from "../../../engine/cost/counting.ts";
import { modelFacts } from "../../../engine/cost/model-facts.ts";
import { breakEvenCalls, outputCost, priceInput } from "../../../engine/cost/price.ts";
import { count } from "../../../engine/count.ts";

/** The source's own calculation, for this very model, at noon (UTC) of the day of the snapshot. */
function reference(id: string, provider: string, usage: Record<string, number>) {
  const source = findProvider({ providerId: provider })!;
  const bare = id.startsWith(`${provider}/`) ? id.slice(provider.length + 1) : id;
  const model = source.models.find((candidate) => candidate.id === bare)!;
  const alone = { ...source, models: [{ ...model, match: { equals: bare } }] };
  return calcPrice(usage, bare, { provider: alone, timestamp: new Date(`${asOf()}T12:00:00Z`) })!;
}

const close = (actual: number | undefined, expected: number, what: string) =>
  assert.ok(Math.abs(actual! - expected) <= 1e-12 * expected, `${what}: ${actual}, not ${expected}`);

/** What the second source says is not the first one's to judge. */
const second = new Set([
  ...modelFacts().missingModels.flatMap(({ provider, id }) => [id, `${provider}/${id}`]),
  ...modelFacts().correctedPrices.map(({ id }) => id),
]);
const priced = allModels().filter(({ id, prices }) => prices && prices.note === undefined && !second.has(id));
const tokens = fc.oneof(fc.nat(2_000_000), fc.constantFrom(0, 128_000, 128_001, 200_000, 271_999, 272_000, 272_001));

test("prices equal the source's own calculation, for random models and token counts", () => {
  fc.assert(
    fc.property(fc.constantFrom(...priced), tokens, fc.nat(200_000), (model, input, output) => {
      const cost = priceInput(model, input)!;
      const expected = reference(model.id, model.provider, { input_tokens: input, output_tokens: output });
      close(cost.input, expected.input_price, model.id);
      close(outputCost(model, output, input), expected.output_price, model.id);
      if (cost.cachedRead !== undefined) {
        const cached = reference(model.id, model.provider, { input_tokens: input, cache_read_tokens: input });
        close(cost.cachedRead, cached.input_price, model.id);
      }
      if (cost.cachedWrite !== undefined) {
        const written = reference(model.id, model.provider, { input_tokens: input, cache_write_tokens: input });
        close(cost.cachedWrite, written.input_price, model.id);
      }
    }),
    { numRuns: 500 },
  );
});

test("the tier of the total input prices the whole request", () => {
  const model = findModel("gemini-2.5-pro");
  close(priceInput(model, 200_000)?.input, 0.25, "at the threshold");
  close(priceInput(model, 200_001)?.input, 200_001 * 2.5e-6, "above it");
  close(outputCost(model, 1000, 200_001), 0.015, "output above it");
});

test("a prompt that is too short to be cached has no price for that", () => {
  const { cacheMinimumTokens, ...model } = findModel("gpt-5.5");
  assert.equal(cacheMinimumTokens, 1024);
  assert.equal(priceInput({ ...model, cacheMinimumTokens }, 1023)?.cachedRead, undefined);
  assert.ok(priceInput({ ...model, cacheMinimumTokens }, 1024)?.cachedRead);
  assert.ok(priceInput(model, 1)?.cachedRead);
});

test("a batch costs its factor, where one is published", () => {
  const cost = priceInput(findModel("claude-opus-4-8"), 1000)!;
  close(cost.batch, 0.0025, "half of 5 dollars a million");
  assert.equal(findModel("claude-sonnet-5-5")?.prices?.batch, 0.5, "of a model that the price list lacks, too");
  for (const id of ["grok-4.6", "google/claude-opus-4-8", "gpt-4o-search-preview"])
    assert.equal(priceInput(findModel(id), 1000)?.batch, undefined, id);
});

test("prices changed before the snapshot hold, later ones do not yet, and hours of the day are noted", () => {
  close(priceInput(findModel("o3"), 1e6)?.input, 2, "since 2025-06-10");
  close(priceInput(findModel("gemini-3.8-flash"), 1e6)?.input, 0.75, "until 2027-01-01");
  assert.ok(findModel("deepseek-v4-pro").prices?.note);
  close(priceInput(findModel("deepseek-v4-pro"), 1e6)?.input, 0.66, "the price of most hours of the day");
});

/** A recording of one second: 8,000 samples of a byte. */
function recording(): string {
  const wave = Buffer.alloc(44 + 8000);
  wave.write("RIFF", 0);
  wave.writeUInt32LE(36 + 8000, 4);
  wave.write("WAVEfmt ", 8);
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(8000, 24);
  wave.writeUInt32LE(8000, 28);
  wave.writeUInt16LE(1, 32);
  wave.writeUInt16LE(8, 34);
  wave.write("data", 36);
  wave.writeUInt32LE(8000, 40);
  return wave.toString("base64");
}

test("sound costs what its maker takes for it, in the count as in the bill", () => {
  const model = findModel("gpt-audio");
  close(priceInput(model, 1000, 400)?.input, 600 * 2.5e-6 + 400 * 32e-6, "by its own rate");
  assert.equal(priceInput(findModel("gemini-2.5-flash"), 5000, 400)?.cachedRead, undefined, "of both nobody says it");
  close(priceInput(findModel("gpt-4o"), 1000, 400)?.input, 1000 * 2.5e-6, "where no price of it is known");

  const content = [
    { type: "text", text: "What is said here?" },
    { type: "input_audio", input_audio: { data: recording(), format: "wav" } },
  ];
  const text = JSON.stringify({ messages: [{ role: "user", content }] });
  const { basis, tokens, cost } = count({ text, path: "a.json", model: "gpt-audio" });
  const audio = basis.find(({ what }) => what === "audio")!.tokens;
  assert.ok(audio > 0);
  close(cost?.input, (tokens - audio) * 2.5e-6 + audio * 32e-6, "counted");
});

test("a model without prices costs nothing that we could say", () => {
  const model = allModels().find((candidate) => candidate.prices === undefined)!;
  assert.equal(priceInput(model, 1000), undefined);
  assert.equal(outputCost(model, 1000), undefined);
  assert.equal(breakEvenCalls(model, 1000, 0.5), undefined);
});

test("compressing a warm cached prefix pays exactly from the break-even on", () => {
  close(breakEvenCalls(findModel("claude-opus-4-8"), 10_000, 0.5), 11.5, "1.25 to write, 0.1 to read");
  fc.assert(
    fc.property(fc.constantFrom(...priced), fc.double({ min: 0.05, max: 0.95, noNaN: true }), (model, kept) => {
      const calls = breakEvenCalls(model, 1, kept);
      const { input, cachedRead, cachedWrite = input } = model.prices!;
      if (calls === undefined || !Number.isFinite(calls) || calls < 1) return;
      const keeping = (n: number) => n * cachedRead!;
      const compressing = (n: number) => (cachedWrite + (n - 1) * cachedRead!) * kept;
      assert.ok(keeping(calls * 1.01) > compressing(calls * 1.01));
      assert.ok(keeping(calls * 0.99) < compressing(calls * 0.99));
    }),
  );
});

test("a count is exact with its own vocabulary, and within an interval with a kin's", () => {
  fc.assert(
    fc.property(fc.constantFrom(...allModels()), fc.nat(10_000_000), ({ counting }, n) => {
      const { tokens: middle, low, high } = targetCount(counting, n);
      assert.ok(low <= middle && middle <= high);
      if (countedBy(counting) === "exact") assert.deepEqual([low, middle, high], [n, n, n]);
    }),
  );
  assert.deepEqual(targetCount({ family: "claude3", tolerance: 0.05 }, 1001), {
    tokens: 1001,
    low: 950,
    high: 1052,
  });
});
