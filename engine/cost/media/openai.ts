import type { TokenCount } from "../../../protocol/inspection.ts";
import { about, between, exactly, fitted, type MediaRules, type Size, scaled, squares } from "./rules.ts";

/*
 * OpenAI's guide to images and vision, as it stood in September 2026; it had other multipliers for GPT-5.4 mini and nano
 * in July. Audio: its guide to the costs of Realtime.
 */

/** A picture made to fit a longest side, then a number of patches, where there are such limits. */
interface Level {
  readonly longest: number;
  readonly patches?: number;
}

/** How a model that looks at patches of 32 pixels takes pictures. `multiplier`: tokens a patch. */
interface Patches {
  readonly model: RegExp;
  readonly multiplier: number;
  readonly low: Level;
  readonly high: Level;
  readonly original?: Level;
  /** What "auto" means. */
  readonly auto: "high" | "original";
  /** Half the width of the interval, where the guide does not name the model or no longer tells its sizes. */
  readonly tolerance?: number;
}

const PATCH = 32;
/** What "low" is from GPT-5.5 on, and "high" from GPT-5.4 on. */
const LOW = { longest: 512 };
const HIGH = { longest: 2048, patches: 2500 };
/** The one level of the models before them. */
const ONLY = { longest: 2048, patches: 6144 };
const OLDER = { longest: 2048, patches: 1536 };
const UNCAPPED = { longest: 65_535 };

/** The first match holds. */
const PATCHES: readonly Patches[] = [
  {
    model: /gpt-6-astra/,
    multiplier: 1.2,
    low: LOW,
    high: { longest: 65_535, patches: 2500 },
    original: UNCAPPED,
    auto: "original",
  },
  {
    model: /gpt-[6-9]/,
    multiplier: 1.2,
    low: LOW,
    high: { longest: 65_535, patches: 2500 },
    original: UNCAPPED,
    auto: "original",
    tolerance: 0.2,
  },
  { model: /gpt-5\.6/, multiplier: 1.2, low: LOW, high: HIGH, original: UNCAPPED, auto: "original" },
  {
    model: /gpt-5\.5/,
    multiplier: 1.2,
    low: LOW,
    high: HIGH,
    original: { longest: 6000, patches: 10_000 },
    auto: "original",
  },
  {
    model: /gpt-5\.4/,
    multiplier: 1.2,
    low: ONLY,
    high: HIGH,
    original: { longest: 6000, patches: 10_000 },
    auto: "high",
  },
  { model: /gpt-5\.2/, multiplier: 1.2, low: ONLY, high: ONLY, auto: "high" },
  { model: /gpt-5\.[37-9]/, multiplier: 1.2, low: ONLY, high: ONLY, auto: "high", tolerance: 0.2 },
  { model: /gpt-4\.1-mini/, multiplier: 1.62, low: ONLY, high: ONLY, auto: "high" },
  { model: /gpt-4\.1-nano/, multiplier: 2.46, low: OLDER, high: OLDER, auto: "high", tolerance: 0.05 },
  { model: /gpt-5(\.1-codex)?-mini/, multiplier: 1.2, low: OLDER, high: OLDER, auto: "high", tolerance: 0.05 },
  { model: /gpt-5-nano/, multiplier: 1.5, low: OLDER, high: OLDER, auto: "high", tolerance: 0.05 },
  { model: /o4-mini/, multiplier: 1.72, low: OLDER, high: OLDER, auto: "high", tolerance: 0.05 },
];

/** Models that look at tiles of 512 pixels: tokens of a picture, and of each tile. The first match holds. */
const TILES: readonly (readonly [model: RegExp, base: number, tile: number])[] = [
  [/gpt-4o-mini/, 2833, 5667],
  [/computer-use/, 65, 129],
  [/(^|[/.])o[13]/, 75, 150],
  [/gpt-5/, 70, 140],
  [/gpt-4|chatgpt-4o/, 85, 170],
];

export const openai: MediaRules = {
  maker: "OpenAI",
  models: /gpt-(?!oss|3)|(^|[/.:])o\d(?!.*mini)|o4-mini|computer-use|codex/,
  image(size, detail, model) {
    const patches = patchesFor(model);
    return patches ? patchTokens(size, detail, patches) : tileTokens(size, detail, model);
  },
  // The text is extracted and each page is a picture of a size that is not published.
  document: (pages) => between(1500 * pages, 500 * pages, 4500 * pages),
  audio: (seconds, isAnswer) => exactly(Math.ceil(seconds * (isAnswer ? 20 : 10))),
  seen(size, detail, model) {
    const patches = patchesFor(model);
    return patches ? resized(size, levelOf(detail, patches)) : tiled(size, detail);
  },
  levels: (kind, model) =>
    kind === "image" ? ["low", "high", ...(patchesFor(model)?.original ? ["original"] : [])] : [],
};

function patchesFor(model: string): Patches | undefined {
  return PATCHES.find((rule) => rule.model.test(model));
}

/** How many patches a model looks at in a picture, at a level of detail. */
export function patchCount(size: Size, level: Level): number {
  return squares(resized(size, level), PATCH);
}

function resized(size: Size, { longest, patches = Infinity }: Level): Size {
  const fit = fitted(size, longest, Math.round);
  if (squares(fit, PATCH) <= patches) return fit;
  const scale = Math.sqrt((PATCH * PATCH * patches) / (fit.width * fit.height));
  const whole = (side: number) => Math.floor((side * scale) / PATCH) / ((side * scale) / PATCH);
  return scaled(fit, scale * Math.min(whole(fit.width), whole(fit.height)), Math.floor);
}

function levelOf(detail: string, rule: Patches): Level {
  const name = detail === "auto" ? rule.auto : detail;
  return name === "low" ? rule.low : name === "original" ? (rule.original ?? rule.high) : rule.high;
}

function patchTokens(size: Size, detail: string, rule: Patches): TokenCount {
  // By its decimals: 100 patches at 1.2 are 120 tokens, not one more for the last bit of a product.
  const tokens = Math.ceil(Number((patchCount(size, levelOf(detail, rule)) * rule.multiplier).toFixed(6)));
  return rule.tolerance === undefined ? exactly(tokens) : about(tokens, rule.tolerance);
}

function tileTokens(size: Size, detail: string, model: string): TokenCount {
  const [, base, tile] = TILES.find(([pattern]) => pattern.test(model)) ?? TILES.at(-1)!;
  return exactly(detail === "low" ? base : base + tile * squares(tiled(size, detail), 512));
}

/** A picture as it is scaled before it is cut into tiles; at low detail, the one small picture that is used instead. */
function tiled(size: Size, detail: string): Size {
  if (detail === "low") return fitted(size, LOW.longest, Math.round);
  const fit = fitted(size, 2048, Math.round);
  const short = Math.min(fit.width, fit.height);
  return short > 768 ? scaled(fit, 768 / short, Math.floor) : fit;
}
