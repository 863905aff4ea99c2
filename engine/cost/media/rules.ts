import type { TokenCount } from "../../../protocol/inspection.ts";
import type { MediaKind } from "../../../protocol/prompt.ts";

/** A picture's sides in pixels, or those of a frame. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A moving picture: its length, its frames' size where that is known, and how many of them a second are looked at. */
export interface Clip {
  readonly seconds: number;
  readonly size?: Size;
  readonly fps?: number;
}

/**
 * What one provider publishes of the tokens of media. `detail` is the provider's own word for how closely to look
 * ("low", "high", "media_resolution_medium"), "auto" where none is asked for. A medium without a method has no
 * published rule there, or is not taken.
 */
export interface MediaRules {
  /** Whose rules these are, as the user reads it. */
  readonly maker: string;
  /** The ids of models, in lower case, that they are about; the first rules that match hold. */
  readonly models: RegExp;
  image?(size: Size, detail: string, model: string): TokenCount;
  /** A document of so many pages, its text with their pictures. */
  document?(pages: number, detail: string, model: string): TokenCount;
  audio?(seconds: number, isAnswer: boolean, model: string): TokenCount;
  video?(clip: Clip, detail: string, model: string): TokenCount;
  /** A picture as the model sees it, after the maker's own resizing; as it is sent where absent. */
  seen?(size: Size, detail: string, model: string): Size;
  /** The words for how closely to look at a medium that one may ask for. */
  levels?(kind: MediaKind, model: string): readonly string[];
}

export function exactly(tokens: number): TokenCount {
  return { tokens, low: tokens, high: tokens };
}

/** A count that a rule gives only roughly, with its range; the two ends may be given in any order. */
export function between(tokens: number, ...ends: readonly number[]): TokenCount {
  return { tokens, low: Math.min(tokens, ...ends), high: Math.max(tokens, ...ends) };
}

/** A count within a share of itself. */
export function about(tokens: number, share: number): TokenCount {
  return between(tokens, Math.floor(tokens * (1 - share)), Math.ceil(tokens * (1 + share)));
}

/** Both sides, so that the longer one is at most so long; never enlarged. Rounded as `whole` says. */
export function fitted({ width, height }: Size, longest: number, whole: (side: number) => number): Size {
  const scale = longest / Math.max(width, height);
  return scale >= 1 ? { width, height } : scaled({ width, height }, scale, whole);
}

export function scaled({ width, height }: Size, scale: number, whole: (side: number) => number): Size {
  return { width: Math.max(1, whole(width * scale)), height: Math.max(1, whole(height * scale)) };
}

/** How many squares with a given side cover a picture. */
export function squares({ width, height }: Size, side: number): number {
  return Math.ceil(width / side) * Math.ceil(height / side);
}

/** To the nearest whole number, halves to the even one, as Python rounds. */
export function roundHalfEven(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}
