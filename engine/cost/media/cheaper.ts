import { LRUCache } from "lru-cache";
import type { ModelInfo } from "../../../protocol/catalogue.ts";
import type { CheaperWay, SentMedium, TokenCount } from "../../../protocol/inspection.ts";
import { priceInput } from "../price.ts";
import { rulesFor } from "./media.ts";
import { type MediaRules, type Size, scaled } from "./rules.ts";

/** A picture counts as equally legible while the model sees at least this share of each side that it sees now. */
const AS_LEGIBLE = 0.9;
/** A way that keeps more than this share of the tokens is not offered. */
const WORTH = 0.9;
/** How much the ratio of the sides may change by rounding to whole pixels. */
const DISTORTED = 0.002;
/** Frames a second that one would ask for, the most first. */
const RATES = [12, 8, 6, 4, 3, 2, 1, 0.5, 0.25, 0.2, 0.1, 0.05];
/** About so many sizes of a picture, lengths of a recording or numbers of pages are tried. */
const TRIED = 512;

/** What is changed of a medium. */
type Change = Omit<CheaperWay, keyof TokenCount | "saved">;
type Way = Change & TokenCount;

/** The same media are asked about at every keystroke. */
const known = new LRUCache<string, readonly Way[]>({ max: 256 });

/**
 * Cheaper ways to send a medium, by its maker's rule. Of a picture: the cheapest as legible as now, and the most
 * legible for half the tokens; of a recording fewer frames and a part of it, of a document fewer pages for half; and
 * each lower level of detail. With `most` tokens given: what is within these, however little it saves. Sizes are found
 * by trying: near a cap a smaller picture may cost more. None where the medium's extent is not known or its maker
 * publishes no rule.
 */
export function cheaperWays(medium: SentMedium, model: ModelInfo, most?: number): CheaperWay[] {
  const { start: _, end: __, ...about } = medium;
  const key = JSON.stringify([model.id, most, about]);
  const ways = known.get(key) ?? waysOf(medium, model.id.toLowerCase(), most);
  known.set(key, ways);
  return ways.map((way) => {
    const saved = priceInput(model, medium.tokens - way.tokens)?.input;
    return { ...way, ...(saved !== undefined && { saved }) };
  });
}

function waysOf(medium: SentMedium, model: string, most = medium.tokens / 2): Way[] {
  const rules = rulesFor(model);
  if (!rules) return [];
  const find = medium.kind === "image" ? picture : recording;
  const limit = most === medium.tokens / 2 ? WORTH * medium.tokens : Math.min(most, medium.tokens - 1);
  const ways = find(medium, rules, model, most).filter(({ tokens }) => tokens <= limit);
  const changes = ways.map(({ width, detail, fps, seconds, pages }) => [width, detail, fps, seconds, pages].join());
  return ways.filter((_, i) => changes.indexOf(changes[i]!) === i);
}

function picture(medium: SentMedium, rules: MediaRules, model: string, most: number): Way[] {
  const { width, height, detail = "auto", tokens } = medium;
  if (width === undefined || height === undefined || !rules.image) return [];
  const size = { width, height };
  const longest = Math.max(width, height);
  const seenAt = (one: Size, level: string) => {
    const seen = rules.seen?.(one, level, model) ?? one;
    return Math.max(seen.width, seen.height);
  };
  const now = seenAt(size, detail);
  const at = (side: number, level: string): Tried => {
    const one = side === longest ? size : scaled(size, side / longest, Math.round);
    const way = {
      ...(side < longest && one),
      ...(level !== detail && { detail: level }),
      ...rules.image!(one, level, model),
      seen: Math.min(1, Math.round((100 * seenAt(one, level)) / now) / 100),
    };
    return { side, level, way };
  };
  const step = Math.max(1, Math.floor(longest / TRIED));
  const sides = Array.from({ length: Math.floor(longest / step) }, (_, i) => longest - i * step).filter((side) => {
    const shorter = (side / longest) * Math.min(width, height);
    return Math.abs(Math.round(shorter) - shorter) <= DISTORTED * shorter;
  });
  const levels = (rules.levels?.("image", model) ?? []).filter((level) => level !== detail);
  const tried = [detail, ...levels].flatMap((level) => sides.map((side) => at(side, level)));
  /**
   * The best candidate; of equal ones the cheapest, then the first. It is made as large as its price allows: larger
   * sizes may not have been tried.
   */
  const best = (some: readonly Tried[], merit: (way: Tried["way"]) => number): Way[] => {
    const [first] = some.toSorted((a, b) => merit(b.way) - merit(a.way) || a.way.tokens - b.way.tokens);
    if (!first) return [];
    const { side, level, way } = first;
    const larger = Array.from({ length: step }, (_, i) => at(Math.min(longest, side + step - 1 - i), level).way);
    return larger.filter(({ tokens }) => tokens <= way.tokens).slice(0, 1);
  };
  const whole = tried.filter(({ side, level, way }) => side === longest && level !== detail && way.tokens < tokens);
  return [
    ...best(
      tried.filter(({ way }) => way.seen >= AS_LEGIBLE && way.tokens < tokens),
      (way) => -way.tokens,
    ),
    ...best(
      tried.filter(({ way }) => way.tokens <= most),
      (way) => way.seen,
    ),
    ...whole.map(({ way }) => way).toSorted((a, b) => b.tokens - a.tokens),
  ];
}

/** A picture at a size, by its longer side, and a level of detail. */
interface Tried {
  readonly side: number;
  readonly level: string;
  readonly way: Way & { readonly seen: number };
}

function recording(medium: SentMedium, rules: MediaRules, model: string, most: number): Way[] {
  const { kind, role, detail = "auto", fps, seconds = 0, pages = 0, tokens, width, height } = medium;
  const size = width === undefined || height === undefined ? {} : { size: { width, height } };
  const count = (change: Change): TokenCount | undefined => {
    const level = change.detail ?? detail;
    if (kind === "document") return rules.document?.(change.pages ?? pages, level, model);
    const length = change.seconds ?? seconds;
    if (kind === "audio") return rules.audio?.(length, role === "assistant", model);
    const rate = change.fps ?? fps;
    return rules.video?.({ seconds: length, ...size, ...(rate !== undefined && { fps: rate }) }, level, model);
  };
  const isKnown = kind === "document" ? pages > 0 : seconds > 0;
  const waysOf = (changes: readonly Change[]): Way[] =>
    changes.flatMap((change) => {
      const counted = isKnown ? count(change) : undefined;
      return counted && counted.tokens < tokens ? [{ ...change, ...counted }] : [];
    });
  const first = (changes: readonly Change[]) =>
    waysOf(changes)
      .filter((way) => way.tokens <= most)
      .slice(0, 1);
  return [
    ...first(kind === "video" ? RATES.map((fps) => ({ fps })) : []),
    ...first(less(seconds).map((seconds) => ({ seconds }))),
    ...first(less(pages).map((pages) => ({ pages }))),
    ...waysOf((rules.levels?.(kind, model) ?? []).map((detail) => ({ detail }))),
  ];
}

/** Whole numbers below one, the largest first. */
function less(than: number): number[] {
  const step = Math.max(1, Math.floor(than / TRIED));
  return Array.from({ length: Math.max(0, Math.ceil(than / step) - 1) }, (_, i) => Math.ceil(than) - (i + 1) * step);
}
