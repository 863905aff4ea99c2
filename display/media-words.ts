import * as l10n from "@vscode/l10n";
import type { CheaperWay, SentMedium } from "../protocol/inspection.ts";
import type { MediaKind } from "../protocol/prompt.ts";
import {
  formatCount,
  formatFactor,
  formatMoney,
  formatShare,
  formatTokens,
  sentName,
  tokensInWords,
} from "./format.ts";
import pruning from "./pruning.json" with { type: "json" };

/** A medium in words: `image 1920 × 1080`, `document, 3 pages`, `audio, 60 s`. */
export function mediumInWords({ kind, width, height, pages, seconds }: SentMedium): string {
  const name = sentName(kind);
  if (width !== undefined) return `${name} ${width} × ${height}`;
  if (pages !== undefined) return `${name}, ${pagesInWords(pages)}`;
  return seconds === undefined ? name : `${name}, ${secondsInWords(seconds)}`;
}

/** What is changed: `1024 × 576`, `low detail`, `0.5 frames a second`, `the first 30 s`. */
export function wayInWords({ width, height, detail, fps, seconds, pages }: CheaperWay): string {
  return [
    ...(width === undefined ? [] : [`${width} × ${height}`]),
    ...(detail === undefined ? [] : [l10n.t("{0} detail", detail)]),
    ...(fps === undefined ? [] : [l10n.t("{0} frames a second", formatFactor(fps))]),
    ...(seconds === undefined ? [] : [l10n.t("{0} of it", secondsInWords(seconds))]),
    ...(pages === undefined ? [] : [l10n.t("{0} of it", pagesInWords(pages))]),
  ].join(", ");
}

/** What it saves: `340 tokens (31%), $0.85 per 1,000 calls`; `isTurn`: in a file that every turn of an agent sends. */
export function savingInWords(way: CheaperWay, medium: SentMedium, isTurn: boolean): string {
  const saved = medium.tokens - way.tokens;
  const tokens = l10n.t("{0} ({1})", formatTokens(saved), formatShare(saved / medium.tokens));
  if (way.saved === undefined) return tokens;
  const dollars = formatMoney(1000 * way.saved);
  return isTurn
    ? l10n.t("{0}, {1} per 1,000 turns", tokens, dollars)
    : l10n.t("{0}, {1} per 1,000 calls", tokens, dollars);
}

/** What the model still sees: `sees 75% of each side`; nothing where that is all, or no picture is meant. */
export function sightInWords({ seen = 1 }: CheaperWay): string {
  return seen < 0.995 ? l10n.t("sees {0} of each side", formatShare(seen)) : "";
}

/** A cheaper way on one line: `1024 × 576: 765 tokens, saves 340 tokens (31%), …; sees 75% of each side`. */
export function adviceInWords(way: CheaperWay, medium: SentMedium, isTurn: boolean): string {
  const sight = sightInWords(way);
  const saving = savingInWords(way, medium, isTurn);
  return `${l10n.t("{0}: {1}, saves {2}", wayInWords(way), tokensInWords(way), saving)}${sight && `; ${sight}`}`;
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
export function measuredNote(): string {
  return l10n.t("Measured on open models that drop tokens internally: a hint of what is tolerable, not a promise.");
}

function pagesInWords(pages: number): string {
  return pages === 1 ? l10n.t("1 page") : l10n.t("{0} pages", formatCount(pages));
}

function secondsInWords(seconds: number): string {
  return l10n.t("{0} s", formatCount(seconds));
}
