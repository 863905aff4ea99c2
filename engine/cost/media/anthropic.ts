import { firstIndex } from "../../../protocol/binary-search.ts";
import { between, type MediaRules, roundHalfEven, type Size, squares } from "./rules.ts";

/*
 * Anthropic's pages on vision and on coordinates, July to September 2026, with the reference code printed there. The rule
 * of width times height by 750 is its older approximation.
 */

const PATCH = 28;
/** What its counting endpoint adds to a picture. */
const FRAME = 3;

/** How large a picture may be: its longest side, and its patches. Larger ones are made to fit. */
interface Tier {
  readonly longest: number;
  readonly tokens: number;
}

const STANDARD: Tier = { longest: 1568, tokens: 1568 };
const HIGH: Tier = { longest: 2576, tokens: 4784 };
/** From Claude 4.7 on. */
const LOOKS_CLOSELY = /opus-4[-.][789]|(opus|sonnet|haiku|fable|mythos)-[5-9]|claude-[5-9]/;

export const anthropic: MediaRules = {
  maker: "Anthropic",
  models: /claude/,
  image(size, _detail, model) {
    const tokens = squares(resized(size, tierOf(model)), PATCH);
    return between(tokens, tokens + FRAME);
  },
  seen: (size, _detail, model) => resized(size, tierOf(model)),
  // Each page is sent as its text, typically 1,500 to 3,000 tokens, and as a picture. Three pages take about 7,000.
  document: (pages, _detail, model) => between(2333 * pages, 1500 * pages, (3000 + tierOf(model).tokens) * pages),
};

function tierOf(model: string): Tier {
  return LOOKS_CLOSELY.test(model) ? HIGH : STANDARD;
}

/** A picture as the model sees it: the largest of its shape that fits. */
export function resized(size: Size, tier: Tier = STANDARD): Size {
  if (fits(size, tier)) return size;
  const long = Math.max(size.width, size.height);
  const isWide = size.width >= size.height;
  const aspect = long / Math.min(size.width, size.height);
  const at = (side: number): Size => {
    const short = Math.max(1, roundHalfEven(side / aspect));
    return isWide ? { width: side, height: short } : { width: short, height: side };
  };
  return at(Math.max(1, firstIndex(1, long, (side) => !fits(at(side), tier)) - 1));
}

function fits(size: Size, { longest, tokens }: Tier): boolean {
  return padded(Math.max(size.width, size.height)) <= longest && squares(size, PATCH) <= tokens;
}

function padded(side: number): number {
  return Math.ceil(side / PATCH) * PATCH;
}
