import { about, exactly, type MediaRules } from "./rules.ts";

/** Amazon's guide to Nova: tokens of some sizes, by their megapixels; between them a straight line is assumed. */
const KNOWN: readonly (readonly [megapixels: number, tokens: number])[] = [
  [0, 0],
  [0.405, 800],
  [0.81, 1300],
  [1.26, 1800],
  [1.62, 2400],
  [1.69, 2600],
];

export const amazon: MediaRules = {
  maker: "Amazon",
  models: /nova/,
  image({ width, height }) {
    const megapixels = (width * height) / 1e6;
    const above = Math.max(
      1,
      KNOWN.findIndex(([known]) => known >= megapixels),
    );
    const [from, to] = megapixels > 1.69 ? KNOWN.slice(-1) : [KNOWN[above - 1]!, KNOWN[above]!];
    const share = to === undefined ? 0 : (megapixels - from![0]) / (to[0] - from![0]);
    return about(Math.max(100, Math.round(from![1] + share * ((to ?? from!)[1] - from![1]))), 0.2);
  },
  // A frame a second, 960 at most.
  video: ({ seconds }) => exactly(288 * Math.max(1, Math.min(960, Math.round(seconds)))),
};
