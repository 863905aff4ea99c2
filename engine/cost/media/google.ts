import type { TokenCount } from "../../../protocol/inspection.ts";
import { about, between, exactly, fitted, type MediaRules, type Size } from "./rules.ts";

/*
 * Google's page on media resolution and tokens, September 2026. Gemini 3 resizes as Gemma 4 does, whose code is public:
 * the formula gives twelve of twelve billings that were published of gemini-3.6-flash.
 */

/** The side of what becomes one token, in pixels. */
const SIDE = 48;

/** The most tokens of a picture, by resolution. */
const PICTURE = { low: 280, medium: 560, high: 1120, ultra: 2240 };
const PAGE = { low: 280, medium: 560, high: 1120, ultra: 2240 };
const FRAME = { low: 70, medium: 70, high: 280, ultra: 280 };

type Resolution = keyof typeof PICTURE;

function resolutionOf(detail: string, usual: Resolution): Resolution {
  const [named] = /ultra|high|medium|low/.exec(detail.toLowerCase()) ?? [];
  return (named as Resolution | undefined) ?? usual;
}

/** A picture that is made as large as so many tokens allow, in its shape. */
function grown({ width, height }: Size, most: number): Size {
  const scale = Math.sqrt((most * SIDE * SIDE) / (width * height));
  return { width: width * scale, height: height * scale };
}

/** The tokens of that picture. */
function patchesWithin(size: Size, most: number): number {
  const { width, height } = grown(size, most);
  const across = Math.floor(width / SIDE);
  const down = Math.floor(height / SIDE);
  if (across === 0) return Math.min(most, down);
  return down === 0 ? Math.min(most, across) : across * down;
}

const LANDSCAPE = { width: 1920, height: 1080 };
const A4 = { width: 1240, height: 1754 };

/** Gemini 4's page names the same levels, and its numbers are not known. */
const IS_ASSUMED = /gemini-[4-9]/;

const gemini3 = (tokens: number, model: string): TokenCount =>
  IS_ASSUMED.test(model) ? about(tokens, 0.25) : exactly(tokens);

export const gemini: MediaRules = {
  maker: "Google",
  models: /gemini/,
  image: (size, detail, model) => gemini3(patchesWithin(size, PICTURE[resolutionOf(detail, "high")]), model),
  document: (pages, detail, model) => gemini3(pages * patchesWithin(A4, PAGE[resolutionOf(detail, "medium")]), model),
  audio: (seconds, _isAnswer, model) => gemini3(Math.ceil(25 * seconds), model),
  // Time stamps are billed too, by a rule that is not published.
  video({ seconds, size = LANDSCAPE, fps = 1 }, detail) {
    const frames = Math.max(1, Math.round(seconds * Math.min(24, fps)));
    const tokens = frames * patchesWithin(size, FRAME[resolutionOf(detail, "low")]) + Math.ceil(25 * seconds);
    return between(tokens, tokens + 7 * frames, tokens - Math.ceil(25 * seconds));
  },
  seen: (size, detail) => grown(size, PICTURE[resolutionOf(detail, "high")]),
  levels: (kind) => (kind === "audio" ? [] : kind === "video" ? ["low", "high"] : ["low", "medium", "high"]),
};

/** One of Gemini 2's tiles, or a small picture, or a page. */
const TILE = 258;

export const gemini2: MediaRules = {
  maker: "Google",
  models: /gemini-(?:live-)?[12]/,
  image(size, detail, model) {
    const tiles = tilesOf(size);
    const isNewer = /gemini-2\.5/.test(model);
    const named = /ultra|high|medium|low/.exec(detail.toLowerCase())?.[0];
    if (isNewer && named === "low") return exactly(64);
    if (isNewer && named === "medium") return exactly(256);
    if (isNewer && named !== undefined) return between(tiles * TILE, 256, 2048);
    // Two pages of Google's say different things about Gemini 2.5.
    return isNewer ? between(tiles * TILE, TILE) : exactly(tiles * TILE);
  },
  document: (pages) => exactly(pages * TILE),
  audio: (seconds) => exactly(Math.ceil(32 * seconds)),
  // "Approximately 300 tokens a second, 100 at low resolution": a frame, the sound and a time stamp.
  video({ seconds, fps = 1 }, detail) {
    const isLow = /low/i.test(detail);
    const frames = Math.max(1, Math.round(seconds * fps));
    const tokens = Math.ceil(frames * (isLow ? 68 : 268) + 32 * seconds);
    return between(tokens, Math.ceil(frames * (isLow ? 66 : TILE) + 32 * seconds), frames * (isLow ? 66 : TILE));
  },
  seen(size, detail, model) {
    const level = /gemini-2\.5/.test(model) ? /medium|low/.exec(detail.toLowerCase())?.[0] : undefined;
    return level === undefined ? size : fitted(size, ONE_TILE[level as keyof typeof ONE_TILE], Math.round);
  },
  levels(kind, model) {
    if (kind === "video") return ["low"];
    return kind === "image" && /gemini-2\.5/.test(model) ? ["low", "medium"] : [];
  },
};

/** What Gemini 2 makes of a picture where no more than one tile's tokens are asked for, its longer side. */
const ONE_TILE = { low: 384, medium: 768 };

/** Thin pictures are not cut more finely than this. */
const FINEST = 256;

function tilesOf({ width, height }: Size): number {
  if (width <= 384 && height <= 384) return 1;
  const unit = Math.max(FINEST, Math.floor(Math.min(width, height) / 1.5));
  return Math.ceil(width / unit) * Math.ceil(height / unit);
}

export const gemma: MediaRules = {
  maker: "Google",
  models: /gemma/,
  image: (size, _detail, model) =>
    /gemma-?3/.test(model) ? exactly(256) : about(patchesWithin(size, PICTURE.low), /gemma-?4/.test(model) ? 0 : 0.25),
  audio: (seconds) => exactly(Math.min(750, Math.ceil(seconds / 0.04))),
};
