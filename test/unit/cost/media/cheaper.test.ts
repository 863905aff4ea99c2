import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allModels, findModel } from "../../../../engine/cost/catalogue.ts";
import { cheaperWays } from "../../../../engine/cost/media/cheaper.ts";
import { type Extent, mediaTokens } from "../../../../engine/cost/media/media.ts";
import type { CheaperWay, SentMedium } from "../../../../protocol/inspection.ts";
import type { MediaKind } from "../../../../protocol/prompt.ts";

function medium(model: string, kind: MediaKind, extent: Extent, detail?: string): SentMedium {
  const { size, pages, seconds, fps } = extent;
  return {
    start: 0,
    end: 1,
    kind,
    role: "user",
    isAttached: true,
    ...size,
    ...(pages !== undefined && { pages }),
    ...(seconds !== undefined && { seconds }),
    ...(fps !== undefined && { fps }),
    ...(detail !== undefined && { detail }),
    ...mediaTokens(kind, extent, findModel(model).id, detail),
  };
}

const picture = (model: string, width: number, height: number, detail?: string) =>
  medium(model, "image", { size: { width, height } }, detail);
const ways = (model: string, one: SentMedium, most?: number) => cheaperWays(one, findModel(model), most);
const brief = ({ width, height, detail, fps, seconds, pages, tokens }: CheaperWay) =>
  [width && `${width}x${height}`, detail, fps && `${fps} fps`, seconds && `${seconds} s`, pages && `${pages} p`, tokens]
    .filter((word) => word !== undefined)
    .join(" ");

test("the largest size of a lower price, and each lower level of detail", () => {
  const cases: readonly (readonly [string, SentMedium, ...string[]])[] = [
    ["gpt-4o", picture("gpt-4o", 1920, 1080), "911x512 425", "low 85"],
    // A pixel more a side is a row of tiles more.
    ["gpt-4o", picture("gpt-4o", 1025, 600), "1024x599 765", "875x512 425", "low 85"],
    ["gpt-4o", picture("gpt-4o", 1240, 1754), "724x1024 765", "512x724 425", "low 85"],
    ["gemini-3.6-flash", picture("gemini-3.6-flash", 1920, 1080), "medium 527", "low 264"],
  ];
  for (const [model, one, ...expected] of cases) assert.deepEqual(ways(model, one).map(brief), expected, model);
  const said = (model: string, one: SentMedium) => ways(model, one).map(brief);
  const photo = said("gpt-5.5", picture("gpt-5.5", 3840, 2160));
  for (const way of ["2720x1530 4896", "high 2765", "low 173"]) assert.ok(photo.includes(way), `${way}: ${photo}`);
  assert.ok(said("claude-opus-4-8", picture("claude-opus-4-8", 3840, 2160)).includes("1792x1008 2304"));
  assert.ok(said("claude-opus-4-8", picture("claude-opus-4-8", 1920, 1080)).includes("1344x756 1296"));
  // Here “low” is no less than “high”, and of a large photo more.
  assert.deepEqual(
    said("gpt-5.4", picture("gpt-5.4", 1920, 1080, "low")).filter((way) => /low|high/.test(way)),
    [],
  );
  assert.ok(said("gpt-5.4", picture("gpt-5.4", 4032, 3024, "low")).includes("high 2942"));
});

test("recordings are sent for less by frames and seconds, documents by pages and detail", () => {
  const film = { seconds: 60, size: { width: 1920, height: 1080 } };
  const cheaper = (model: string, kind: MediaKind, extent: Extent, detail?: string) =>
    ways(model, medium(model, kind, extent, detail)).map(brief);
  assert.deepEqual(cheaper("gemini-2.5-flash", "video", film), ["0.25 fps 5940", "30 s 9000", "low 6000"]);
  assert.deepEqual(
    cheaper("gemini-3.6-flash", "video", { ...film, fps: 24 }, "high").at(-1),
    `low ${1440 * 66 + 1500}`,
  );
  assert.deepEqual(cheaper("gemini-3.6-flash", "audio", { seconds: 60 }), ["30 s 750"]);
  assert.deepEqual(cheaper("gemini-3.6-flash", "document", { pages: 10 }), ["5 p 2660", "low 2660"]);
});

test("within a number of tokens, however little that saves; or nothing where it cannot be", () => {
  const one = picture("gpt-4o", 1920, 1080);
  assert.deepEqual(ways("gpt-4o", one, 1100).map(brief), ["1024x576 765", "low 85"]);
  assert.deepEqual(ways("gpt-4o", one, 50), []);
});

test("what is saved is told in dollars, and nothing is advised where too little is known", () => {
  const [way] = ways("gpt-4o", picture("gpt-4o", 1025, 600));
  assert.equal(way!.saved, (1105 - 765) * findModel("gpt-4o").prices!.input);
  assert.ok(way!.seen! > 0.99);
  assert.deepEqual(ways("claude-opus-4-8", medium("claude-opus-4-8", "image", {})), []);
  assert.deepEqual(ways("deepseek-v4-pro", picture("deepseek-v4-pro", 1920, 1080)), []);
});

test("each way costs what the maker's rule says of it, keeps the shape, and fits", () => {
  const side = fc.integer({ min: 1, max: 5000 });
  const models = fc.constantFrom(...allModels().map(({ id }) => id));
  const levels = fc.constantFrom(undefined, "auto", "low", "high");
  fc.assert(
    fc.property(
      models,
      side,
      side,
      levels,
      fc.option(fc.integer({ min: 1, max: 3000 })),
      (model, width, height, detail, most) => {
        const one = picture(model, width, height, detail);
        for (const way of ways(model, one, most ?? undefined)) {
          const size = { width: way.width ?? width, height: way.height ?? height };
          assert.equal(way.tokens, picture(model, size.width, size.height, way.detail ?? detail).tokens);
          assert.ok(way.tokens < one.tokens && way.tokens <= (most ?? Number.POSITIVE_INFINITY));
          assert.ok(size.width <= width && size.height <= height);
          assert.ok(
            Math.abs(size.height - (size.width * height) / width) <= 1 + height / width,
            `${JSON.stringify(size)}`,
          );
        }
      },
    ),
    { numRuns: 60 },
  );
});
