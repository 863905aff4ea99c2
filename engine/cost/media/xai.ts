import { between, type MediaRules, squares } from "./rules.ts";

/*
 * xAI's page of 2025 has tiles of 448 pixels, six at most, and one more. Grok 4.5 was billed by squares of 32 pixels for
 * the two sizes that were published: both are shown, as a range.
 */
export const xai: MediaRules = {
  maker: "xAI",
  models: /grok/,
  image(size) {
    return between(squares(size, 32) + 4, 256 * (Math.min(6, squares(size, 448)) + 1));
  },
};
