import { exactly, fitted, type MediaRules } from "./rules.ts";

/*
 * mistral-common, at bc022b9: a token a patch and one at the end of each row. Voxtral's recipe for sound:
 * 12.5 tokens a second, padded to half a minute.
 */
export const mistral: MediaRules = {
  maker: "Mistral",
  models: /mistral|ministral|magistral|pixtral|devstral|codestral|voxtral/,
  image(size, _detail, model) {
    const [longest, patch] = /pixtral/.test(model) ? [1024, 16] : [1540, 28];
    const { width, height } = fitted(size, longest, Math.round);
    return exactly((Math.ceil(width / patch) + 1) * Math.ceil(height / patch));
  },
  audio: (seconds) => exactly(375 * Math.max(1, Math.ceil(seconds / 30))),
};
