import { exactly, type MediaRules, roundHalfEven, type Size } from "./rules.ts";

/** Qwen's code for vision (Qwen3-VL, 9658872): sides in steps, 4 to 16,384 tokens, and two around them. */
export const qwen: MediaRules = {
  maker: "Qwen",
  models: /qwen/,
  image: (size, _detail, model) => exactly(patchesOf(size, stepOf(model), 4, 16_384) + 2),
  /** Two frames a second, 4 to 768 of them, two to a step; the whole takes 115,200 tokens at most. */
  video({ seconds, size = { width: 1280, height: 720 }, fps = 2 }, _detail, model) {
    const frames = Math.max(4, Math.min(768, 2 * Math.round((seconds * fps) / 2)));
    const most = Math.max(Math.min(768, Math.floor((2 * 115_200) / frames)), 134);
    return exactly((frames / 2) * patchesOf(size, stepOf(model), 4, most));
  },
};

function stepOf(model: string): number {
  return /qwen-?(2|vl-(plus|max))/.test(model) ? 28 : 32;
}

function patchesOf({ width, height }: Size, step: number, least: number, most: number): number {
  const near = (side: number) => Math.max(1, roundHalfEven(side / step));
  const patches = near(width) * near(height);
  if (patches <= most && patches >= least) return patches;
  const isLarge = patches > most;
  const scale = Math.sqrt(((isLarge ? most : least) * step * step) / (width * height));
  const whole = isLarge ? Math.floor : Math.ceil;
  const stepsOf = (side: number) => Math.max(1, whole((side * scale) / step));
  return stepsOf(width) * stepsOf(height);
}
