import type { CheaperWay, SentMedium } from "../protocol/inspection.ts";
import type { MediaKind } from "../protocol/prompt.ts";
import { formatCount, formatFactor, formatMoney, formatShare, formatTokenCount } from "./format.ts";
import pruning from "./pruning.json" with { type: "json" };

/** A medium in words: `image 1920 × 1080`, `document, 3 pages`, `audio, 60 s`. */
export function mediumInWords({ kind, width, height, pages, seconds }: SentMedium): string {
  if (width !== undefined) return `${kind} ${width} × ${height}`;
  if (pages !== undefined) return `${kind}, ${pagesInWords(pages)}`;
  return seconds === undefined ? kind : `${kind}, ${formatCount(seconds)} s`;
}

/** What is changed: `1024 × 576`, `low detail`, `0.5 frames a second`, `the first 30 s`. */
export function wayInWords({ width, height, detail, fps, seconds, pages }: CheaperWay): string {
  return [
    ...(width === undefined ? [] : [`${width} × ${height}`]),
    ...(detail === undefined ? [] : [`${detail} detail`]),
    ...(fps === undefined ? [] : [`${formatFactor(fps)} frames a second`]),
    ...(seconds === undefined ? [] : [`${formatCount(seconds)} s of it`]),
    ...(pages === undefined ? [] : [`${pagesInWords(pages)} of it`]),
  ].join(", ");
}

/** What it saves: `340 tokens (31%), $0.85 per 1,000 calls`. */
export function savingInWords(way: CheaperWay, medium: SentMedium): string {
  const saved = medium.tokens - way.tokens;
  const money = way.saved === undefined ? "" : `, ${formatMoney(1000 * way.saved)} per 1,000 calls`;
  return `${formatCount(saved)} tokens (${formatShare(saved / medium.tokens)})${money}`;
}

/** What the model still sees: `sees 75% of each side`; nothing where that is all, or no picture is meant. */
export function sightInWords({ seen = 1 }: CheaperWay): string {
  return seen < 0.995 ? `sees ${formatShare(seen)} of each side` : "";
}

/** A cheaper way on one line: `1024 × 576: 765 tokens, saves 340 tokens (31%), …; sees 75% of each side`. */
export function adviceInWords(way: CheaperWay, medium: SentMedium): string {
  const sight = sightInWords(way);
  return `${wayInWords(way)}: ${formatTokenCount(way)} tokens, saves ${savingInWords(way, medium)}${sight && `; ${sight}`}`;
}

/** What was measured of models that looked at fewer tokens of a picture or a film, with its source. */
export interface Measured {
  readonly found: string;
  readonly source: string;
}

/** All that was measured of a kind of media. */
export function measuredOf(kind: MediaKind): readonly Measured[] {
  return pruning.measured.filter((one) => one.kind === kind);
}

/** What was measured with no more of the tokens than a way leaves; nothing where nothing was. */
export function measuredFor(way: CheaperWay, { kind, tokens }: SentMedium): Measured | undefined {
  const share = way.tokens / tokens;
  // The file has them from the largest share down.
  return pruning.measured.find((one) => one.kind === kind && one.kept !== undefined && one.kept <= share);
}

/** What such a measurement is worth. */
export const MEASURED_NOTE = "Measured of open models that drop tokens inside: a hint of what is bearable, no promise.";

function pagesInWords(pages: number): string {
  return `${formatCount(pages)} ${pages === 1 ? "page" : "pages"}`;
}
