import * as l10n from "@vscode/l10n";
import type { Basis, Inspection, TokenCount } from "../protocol/inspection.ts";

/**
 * By hand: the first of `Intl.NumberFormat` takes 12 ms or more, which the extension host cannot spare. The next number
 * up is what rounds: 0.0615 lies a hair below its half, and is to be 0.062.
 */
function fixed(size: number, decimals: number): string {
  const digits = (size * (1 + Number.EPSILON)).toFixed(decimals);
  return digits.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",");
}

/** A number of tokens, calls or anything else that is counted: `1,284`. */
export function formatCount(count: number): string {
  return fixed(count, 0);
}

/** `1 token`, `1,284 tokens`. */
export function formatTokens(count: number): string {
  return count === 1 ? l10n.t("1 token") : l10n.t("{0} tokens", formatCount(count));
}

/** A count of tokens with its interval where it is estimated: `1,284`, `≈ 1,284 (1,220 to 1,350)`. */
export function formatTokenCount({ tokens, low, high }: TokenCount): string {
  if (low === high) return formatCount(tokens);
  return `≈ ${l10n.t("{0} ({1} to {2})", formatCount(tokens), formatCount(low), formatCount(high))}`;
}

/** The same with its unit: `1 token`, `≈ 1,284 (1,220 to 1,350) tokens`. */
export function tokensInWords(count: TokenCount): string {
  const isOne = count.low === count.high && count.tokens === 1;
  return isOne ? formatTokens(1) : l10n.t("{0} tokens", formatTokenCount(count));
}

/** US dollars: two significant digits below ten cents, then whole cents, from 1,000 on whole dollars. */
export function formatMoney(dollars: number): string {
  const size = Math.abs(dollars);
  const isWhole = size === 0 || size >= 999.995;
  const written = isWhole ? formatCount(size) : size >= 0.0995 ? fixed(size, 2) : twoDigits(size);
  return `${dollars < 0 ? "−" : ""}$${written}`;
}

function twoDigits(size: number): string {
  const rounded = Number((size * (1 + Number.EPSILON)).toPrecision(2));
  const exponent = Number(rounded.toExponential().split("e")[1]);
  return fixed(rounded, Math.min(100, Math.max(0, 1 - exponent)));
}

/** A change with its sign: `+120`, `−$0.0026`, `±0`. */
export function formatChange(change: number, format: (size: number) => string = formatCount): string {
  return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${format(Math.abs(change))}`;
}

/** Amounts for one column: all with as many digits after the point as the smallest one needs to show two. */
export function formatMoneyColumn(dollars: readonly number[]): string[] {
  const sizes = dollars.map(Math.abs).filter((size) => size > 0);
  const decimals = Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(Math.min(1, ...sizes)))));
  return dollars.map((amount) => `${amount < 0 ? "−" : ""}$${fixed(Math.abs(amount), decimals)}`);
}

/** The size of files: `312 kB`, `3.4 MB`, `1.2 GB`. */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", 1e3] : bytes < 1e9 ? ["megabyte", 1e6] : ["gigabyte", 1e9];
  return new Intl.NumberFormat("en-US", { style: "unit", unit, maximumSignificantDigits: 2 }).format(bytes / size);
}

/** A share from 0 to 1 in per cent, never rounded to nothing or to everything: `42%`, `3.1%`, `<0.1%`, `>99.9%`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  if (percent > 99.9 && percent < 100) return ">99.9%";
  const narrow = (percent > 0 && percent < 9.95) || (percent > 99 && percent < 100);
  return `${percent.toFixed(narrow ? 1 : 0)}%`;
}

/** How many times as much, to two digits: `1.9`, `0.85`. */
export function formatFactor(factor: number): string {
  return twoDigits(factor);
}

/**
 * How the sent tokens were counted: `exact, o200k`, `estimated, claude`; where not all in one way, each:
 * `text exact, image by OpenAI's rule, wrapper 8 to 120, o200k`.
 */
export function formatCounting({ basis, tokenizer }: Pick<Inspection, "basis" | "tokenizer">): string {
  const ways = new Set(basis.map(({ by }) => by));
  const all = ways.size === 1 && basis.every(({ what, by }) => what === "text" || by === "exact");
  return [...(all ? [...ways].map(precision) : basis.map(countingOf)), tokenizer].join(", ");
}

function countingOf({ what, by, items, low, high }: Basis): string {
  const [from, to] = [formatCount(low), formatCount(high)];
  const isMedium = by !== "exact" && by !== "estimated";
  if (isMedium) {
    const rule = l10n.t("{0} by {1}", itemsInWords(what, items), by);
    return low === high ? rule : l10n.t("{0} ({1} to {2})", rule, from, to);
  }
  if (what === "text" || low === high) return l10n.t("{0} {1}", sentName(what), precision(by));
  return l10n.t("{0} {1} to {2}", sentName(what), from, to);
}

/** `image`, `3 images`; `audio`, however many. */
function itemsInWords(what: Basis["what"], items: number): string {
  const count = formatCount(items);
  const several: Partial<Record<Basis["what"], string>> = {
    image: l10n.t("{0} images", count),
    document: l10n.t("{0} documents", count),
    video: l10n.t("{0} videos", count),
  };
  return (items === 1 ? undefined : several[what]) ?? sentName(what);
}

function precision(by: string): string {
  return by === "exact" ? l10n.t("exact") : l10n.t("estimated");
}

/** What one kind of what is sent is called. */
export function sentName(what: Basis["what"]): string {
  const names: Readonly<Record<Basis["what"], string>> = {
    text: l10n.t("text"),
    thinking: l10n.t("thinking"),
    calls: l10n.t("calls"),
    image: l10n.t("image"),
    document: l10n.t("document"),
    audio: l10n.t("audio"),
    video: l10n.t("video"),
    tools: l10n.t("tools"),
    schema: l10n.t("schema"),
    wrapper: l10n.t("wrapper"),
  };
  return names[what];
}
