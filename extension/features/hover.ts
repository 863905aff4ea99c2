import { type Disposable, Hover, l10n, languages, MarkdownString, type TextDocument } from "vscode";
import { sessionInWords } from "../../display/context-words.ts";
import { formatMoney, formatTokens, tokensInWords } from "../../display/format.ts";
import { adviceInWords, measuredFor, mediumInWords } from "../../display/media-words.ts";
import { priceDay } from "../../display/price-age.ts";
import { protectionInWords } from "../../display/prompt-words.ts";
import type { AdvisedMedium, Inspection, Token } from "../../protocol/inspection.ts";
import type { SessionCost } from "../../protocol/session-cost.ts";
import { overlaps, type Span } from "../../protocol/span.ts";
import { code, joined, Markdown, markdown } from "../editor/markdown.ts";
import { excerpt, rangeOf } from "../editor/spans.ts";
import type { Services } from "../services.ts";
import { shareOfToken } from "../state/price.ts";

/**
 * Tells of the word under the pointer: its tokens, its weight, whether it may go, and what it costs; of a picture and the
 * like, how it could be sent for less.
 */
export function hover({ files, inspections }: Services): Disposable {
  return languages.registerHoverProvider("*", {
    provideHover(document, position) {
      const inspection = files.scope(document) && inspections.current(document);
      if (!inspection) return undefined;
      const offset = document.offsetAt(position);
      const medium = inspection.media.find(({ start, end }) => start <= offset && offset < end);
      if (medium) return new Hover(describeMedium(medium, inspection.session !== undefined), rangeOf(document, medium));
      const range = document.getWordRangeAtPosition(position, /\S+/);
      if (!range) return undefined;
      const removable = inspection.removable.find((r) => r.start <= offset && offset < r.end);
      const span = removable ?? { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const tokens = inspection.tokens.filter((token) => overlaps(token, span));
      return tokens.length > 0
        ? new Hover(describe(document, inspection, span, tokens), rangeOf(document, span))
        : undefined;
    },
  });
}

function describeMedium(medium: AdvisedMedium, isTurn: boolean): MarkdownString {
  const { rule, isAttached, cheaper } = medium;
  const tokens = tokensInWords(medium);
  const weight = isAttached
    ? l10n.t("{0}: {1} by {2}", mediumInWords(medium), tokens, rule)
    : l10n.t("{0}: sent as it stands here; attached, {1} by {2}", mediumInWords(medium), tokens, rule);
  const measured = cheaper.flatMap((way) => measuredFor(way, medium) ?? [])[0];
  const lines = [
    markdown`**Tare** · ${weight}`,
    joined(
      cheaper.map((way) => markdown`- ${adviceInWords(way, medium, isTurn)}`),
      "\n",
    ),
    measured ? markdown`${l10n.t("Measured on open models: {0} ({1}).", measured.found, measured.source)}` : markdown``,
  ];
  return new MarkdownString(joined(lines, "\n\n").source);
}

function describe(
  document: TextDocument,
  inspection: Inspection,
  span: Span,
  tokens: readonly Token[],
): MarkdownString {
  const text = document.getText();
  const shown = tokens.slice(0, 12).map((t) => code(text.slice(t.start, t.end)));
  const lines = [
    markdown`**Tare** · ${formatTokens(tokens.length)}  ${joined(shown, " ")}`,
    markdown`${weight(document, inspection, tokens)}`,
    protectedOrRemovable(document, inspection, span),
    markdown`${price(inspection, tokens.length)}`,
  ];
  const said = new MarkdownString(
    joined(
      lines.filter((line) => line.source !== ""),
      "\n\n",
    ).source,
    true,
  );
  said.isTrusted = { enabledCommands: ["tare.remove"] };
  return said;
}

function weight(document: TextDocument, { tokens, protections }: Inspection, here: readonly Token[]): string {
  const salience = Math.max(...here.map((t) => t.salience));
  const isFrontMatter = protections.some((p) => p.reason === "front matter" && here.some((t) => overlaps(t, p)));
  if (salience === 0 && isFrontMatter && document.languageId === "skill")
    return l10n.t("The description is sent with every request, so that the agent knows when to use the skill.");
  if (salience === 0) return l10n.t("Not sent to the model.");
  const sent = tokens.filter((t) => t.salience > 0);
  const below = sent.filter((t) => t.salience < salience).length / sent.length;
  return l10n.t("Importance: above {0}% of the words", Math.floor(100 * below));
}

function protectedOrRemovable(document: TextDocument, { protections, removable }: Inspection, span: Span): Markdown {
  const here = protections.filter((p) => overlaps(p, span));
  const firm = here.find((p) => p.hold === "firm");
  if (firm) return markdown`$(lock) ${l10n.t("Protected: {0}", protectionInWords(firm.reason))}`;
  const candidate = removable.find((r) => overlaps(r, span));
  if (!candidate)
    return here[0]
      ? markdown`$(shield) ${l10n.t("Removed only with the whole sentence: {0}", protectionInWords(here[0].reason))}`
      : markdown``;
  const target = {
    uri: document.uri.toString(),
    version: document.version,
    start: candidate.start,
    end: candidate.end,
  };
  const link = new Markdown(`command:tare.remove?${encodeURIComponent(JSON.stringify([target]))}`);
  const name = excerpt(document.getText(), candidate, 24);
  return markdown`$(trash) ${l10n.t("Trim removes this: {0}", candidate.reason)} · [${l10n.t("Remove “{0}”", name)}](${link})`;
}

function price(inspection: Inspection, tokens: number): string {
  const { model, counted, cost, session } = inspection;
  if (!cost) return l10n.t("No known price for {0}.", model);
  const share = tokens * shareOfToken(inspection);
  const amount = session
    ? sessionInWords(ofSession(session, share))
    : l10n.t("{0} per 1,000 calls", formatMoney(1000 * share * cost.input));
  return l10n.t("{0} ({1}, {2}, prices of {3})", amount, model, counted, priceDay(cost.asOf));
}

function ofSession({ turns, uncached, cached }: SessionCost, share: number): SessionCost {
  return { turns, uncached: share * uncached, ...(cached !== undefined && { cached: share * cached }) };
}
