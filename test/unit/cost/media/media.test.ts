import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allModels } from "../../../../engine/cost/catalogue.ts";
import { resized } from "../../../../engine/cost/media/anthropic.ts";
import { mediaTokens } from "../../../../engine/cost/media/media.ts";
import { patchCount } from "../../../../engine/cost/media/openai.ts";
import { MEDIA } from "../../../../protocol/prompt.ts";

const image = (model: string, width: number, height: number, detail?: string) =>
  mediaTokens("image", { size: { width, height } }, model, detail).tokens;

test("pictures: the tokens that providers print, or billed", () => {
  const published: readonly (readonly [string, number, number, string, number])[] = [
    ["gpt-4o", 1024, 1024, "high", 765],
    ["gpt-4o", 2048, 4096, "high", 1105],
    ["gpt-4o", 2049, 513, "high", 1445],
    ["gpt-4o", 2050, 513, "high", 765],
    ["gpt-4o", 4096, 8192, "low", 85],
    ["gpt-5.4", 1024, 1024, "high", 1229],
    ["gpt-5.4", 2048, 2048, "high", 3000],
    ["gpt-6-astra", 1024, 1024, "high", 1229],
    ["gpt-6-astra", 2048, 2048, "high", 3000],
    ["gpt-6-astra", 4096, 512, "high", 2458],
    ["claude-sonnet-4-6", 1920, 1080, "auto", 1560],
    ["claude-sonnet-4-6", 3840, 2160, "auto", 1560],
    ["claude-sonnet-4-6", 200, 200, "auto", 64],
    ["claude-sonnet-4-6", 1000, 1000, "auto", 1296],
    ["claude-sonnet-4-6", 1092, 1092, "auto", 1521],
    ["claude-sonnet-4-6", 2000, 1500, "auto", 1564],
    ["claude-opus-4-7", 2000, 1500, "auto", 3888],
    ["claude-opus-4-8", 1920, 1080, "auto", 2691],
    ["claude-opus-5", 3840, 2160, "auto", 4784],
    ...[100, 512, 1024, 2048].map((side) => ["gemini-3.6-flash", side, side, "auto", 1089] as const),
    ["gemini-3.6-flash", 1568, 728, "auto", 1078],
    ["gemini-3.6-flash", 768, 1932, "auto", 1113],
    ["gemini-3.6-flash", 768, 512, "auto", 1080],
    ["gemini-3.6-flash", 1920, 1080, "auto", 1100],
    ["gemini-3.6-flash", 2048, 512, "auto", 1056],
    ["gemini-3.6-flash", 512, 2048, "auto", 1056],
    ["gemini-3.6-flash", 4096, 512, "auto", 1034],
    ["gemini-2.0-flash", 384, 384, "auto", 258],
    ["gemini-2.5-flash", 960, 540, "auto", 1548],
    ["grok-4.5", 768, 336, "auto", 268],
    ["grok-4.5", 764, 980, "auto", 748],
  ];
  for (const [model, width, height, detail, tokens] of published)
    assert.equal(image(model, width, height, detail), tokens, `${model}, ${width} × ${height}, ${detail}`);
  // It was billed 2,488: OpenAI's page admits one token more or less.
  assert.ok(Math.abs(image("gpt-4.1-mini", 4000, 1474) - 2488) <= 1);
  // What OpenAI's and Anthropic's pages say of patches and sizes.
  assert.equal(patchCount({ width: 1800, height: 2400 }, { longest: 2048, patches: 1536 }), 1452);
  assert.equal(patchCount({ width: 6000, height: 6000 }, { longest: 65_535 }), 35_344);
  assert.equal(patchCount({ width: 6000, height: 6000 }, { longest: 2048, patches: 2500 }), 2500);
  assert.deepEqual(resized({ width: 1075, height: 1520 }), { width: 924, height: 1307 });
  assert.deepEqual(resized({ width: 1920, height: 1080 }), { width: 1456, height: 819 });
});

test("pictures: the tokens that the makers' own code gives, and their formulas", () => {
  const sizes = [
    [512, 512],
    [1024, 1024],
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
    [4032, 3024],
    [1240, 1754],
  ] as const;
  const expected: readonly (readonly [model: string, detail: string, ...tokens: readonly number[]])[] = [
    ["gpt-4.1", "high", 255, 765, 1105, 1105, 1105, 765, 1105],
    ["gpt-5.1", "auto", 210, 630, 910, 910, 910, 630, 910],
    ["gpt-4.1-mini", "low", 415, 1659, 1491, 3305, 3733, 4977, 3475],
    ["gpt-5.2", "high", 308, 1229, 1104, 2448, 2765, 3687, 2574],
    ["gpt-5.4-mini", "low", 308, 1229, 1104, 2448, 2765, 3687, 2574],
    ["gpt-5.4", "auto", 308, 1229, 1104, 2448, 2765, 2942, 2574],
    ["gpt-5.6-luna", "high", 308, 1229, 1104, 2448, 2765, 2942, 2574],
    ["gpt-6-astra", "high", 308, 1229, 1104, 2448, 2931, 2942, 2574],
    ["gpt-5.5", "auto", 308, 1229, 1104, 2448, 9792, 11_868, 2574],
    ["gpt-5.6-sol", "auto", 308, 1229, 1104, 2448, 9792, 14_364, 2574],
    ["gpt-5.5", "low", 308, 308, 173, 173, 173, 231, 231],
    ["claude-haiku-4-5", "auto", 361, 1369, 1196, 1560, 1560, 1564, 1551],
    ["claude-haiku-5-5", "auto", 361, 1369, 1196, 2691, 4784, 4740, 2835],
    ["gemini-3.8-flash", "low", 256, 256, 264, 264, 264, 266, 266],
    ["gemini-3-pro-preview", "high", 1089, 1089, 1100, 1100, 1100, 1064, 1092],
    ["gemini-2.0-flash", "auto", 1032, 1032, 1548, 1548, 1548, 1032, 1548],
    ["grok-4.6", "auto", 260, 1028, 924, 2044, 8164, 11_974, 2149],
    ["qwen3-vl-32b-instruct", "auto", 258, 1026, 882, 2042, 8162, 11_846, 2147],
    ["qwen2.5-vl-72b", "auto", 326, 1371, 1198, 2693, 10_551, 15_554, 2774],
    ["pixtral-12b", "auto", 1056, 4160, 2340, 2340, 2340, 3120, 3008],
    ["mistral-small-2603", "auto", 380, 1406, 1222, 1736, 1736, 2352, 2200],
    ["internvl3-78b", "auto", 258, 2562, 2306, 2306, 2306, 3330, 1794],
    ["llava-1.6-34b", "auto", 2928, 2928, 1948, 1948, 1948, 2340, 2256],
    ["llama-4-scout", "auto", 727, 2467, 1887, 2322, 2322, 1887, 2322],
  ];
  for (const [model, detail, ...tokens] of expected)
    assert.deepEqual(
      sizes.map(([width, height]) => image(model, width, height, detail)),
      tokens,
      `${model}, ${detail}`,
    );
});

test("documents, sound and moving pictures: published figures", () => {
  const hour = { seconds: 3600, size: { width: 1920, height: 1080 } };
  assert.equal(mediaTokens("video", hour, "gemini-3.6-flash").tokens, 327_600);
  assert.ok(Math.abs(mediaTokens("video", hour, "gemini-2.5-flash").tokens - 1_080_000) < 10_000);
  assert.equal(mediaTokens("video", hour, "amazon.nova-pro").tokens, 276_480);
  assert.equal(mediaTokens("video", { seconds: 10 }, "amazon.nova-lite").tokens, 2880);
  // Twelve seconds at 24 frames a second, without sound, were billed so.
  assert.equal(mediaTokens("video", { seconds: 12, fps: 24 }, "gemini-3.6-flash").low, 19_008);
  assert.equal(
    mediaTokens("video", { ...hour, seconds: 60, size: { width: 1280, height: 720 } }, "qwen3-vl").tokens,
    43_200,
  );
  assert.equal(mediaTokens("audio", { seconds: 10 }, "gpt-audio").tokens, 100);
  assert.equal(mediaTokens("audio", { seconds: 10 }, "gpt-audio", "auto", true).tokens, 200);
  assert.equal(mediaTokens("audio", { seconds: 10 }, "gemini-3.5-flash").tokens, 250);
  assert.equal(mediaTokens("audio", { seconds: 10 }, "gemini-2.5-pro").tokens, 320);
  assert.equal(mediaTokens("document", { pages: 1 }, "gemini-3.5-flash").tokens, 532);
  assert.equal(mediaTokens("document", { pages: 4 }, "gemini-2.0-flash").tokens, 1032);
  const three = mediaTokens("document", { pages: 3 }, "claude-sonnet-4-5");
  assert.ok(three.low <= 7000 && 7000 <= three.high && Math.abs(three.tokens - 7000) < 10);
});

const side = fc.integer({ min: 1, max: 9000 });

test("an unknown size gives a range that holds what every usual size costs, and names its rule", () => {
  for (const { id } of allModels()) {
    const { low, high, tokens, rule } = mediaTokens("image", {}, id);
    assert.match(rule, /rule$/, id);
    assert.ok(low <= tokens && tokens <= high, id);
    const square = image(id, 512, 512);
    assert.ok(low <= square && square <= high, `${id}: ${square} in ${low} to ${high}`);
  }
});

test("every medium of every model is a whole number of tokens above nothing, within its own interval", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...allModels().map(({ id }) => id)),
      fc.constantFrom(...MEDIA),
      fc.constantFrom("auto", "low", "high", "original", "media_resolution_medium", "?"),
      side,
      side,
      (model, kind, detail, width, height) => {
        const extent = { size: { width, height }, pages: width, seconds: height / 7 };
        const { tokens, low, high } = mediaTokens(kind, extent, model, detail);
        assert.ok([tokens, low, high].every(Number.isInteger), `${model} ${kind}: ${low} ${tokens} ${high}`);
        assert.ok(0 < tokens && low <= tokens && tokens <= high, `${model} ${kind}: ${low} ${tokens} ${high}`);
      },
    ),
  );
});

test("a cap is never passed, and a turned picture costs the same where the rule knows no rows", () => {
  const caps = { "gpt-4o": 1445, "claude-sonnet-4-6": 1568, "claude-opus-5": 4784, "gemini-3.6-flash": 1120 };
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(caps)), side, side, ([model, cap], width, height) => {
      assert.ok(image(model, width, height) <= cap);
      assert.equal(image(model, width, height), image(model, height, width));
    }),
  );
});
