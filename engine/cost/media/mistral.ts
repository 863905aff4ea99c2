import { exactly, fitted, type MediaRules, type Size } from "./rules.ts";

/*
 * mistral-common, at bc022b9: a token a patch and one at the end of each row. Voxtral's recipe for sound:
 * 12.5 tokens a second, padded to half a minute.
 */

function limitsOf(model: string) {
  return /pixtral/.test(model) ? { longest: 1024, patch: 16 } : { longest: 1540, patch: 28 };
}

function seen(size: Size, model: string): Size {
  return fitted(size, limitsOf(model).longest, Math.round);
}

export const mistral: MediaRules = {
  maker: "Mistral",
  models: /mistral|ministral|magistral|pixtral|devstral|codestral|voxtral/,
  image(size, _detail, model) {
    const { patch } = limitsOf(model);
    const { width, height } = seen(size, model);
    return exactly((Math.ceil(width / patch) + 1) * Math.ceil(height / patch));
  },
  seen: (size, _detail, model) => seen(size, model),
  audio: (seconds) => exactly(375 * Math.max(1, Math.ceil(seconds / 30))),
};
