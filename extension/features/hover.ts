import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import { formatMoney, formatTokens } from "../../protocol/format.ts";
import type { Inspection, Token } from "../../protocol/inspection.ts";
import { overlaps, type Span } from "../../protocol/span.ts";
import { pricePerToken } from "../price.ts";
import type { Services } from "../services.ts";
import { excerpt, rangeOf } from "../spans.ts";

/** Tells of the word under the pointer: its tokens, its weight, whether it may go, and what it costs. */
export function hover({ files, inspections }: Services): Disposable {
  return languages.registerHoverProvider("*", {
    provideHover(document, position) {
      const inspection = files.scope(document) && inspections.current(document);
      const range = document.getWordRangeAtPosition(position, /\S+/);
      if (!inspection || !range) return undefined;
      const offset = document.offsetAt(position);
      const removable = inspection.removable.find((r) => r.start <= offset && offset < r.end);
      const span = removable ?? { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      const tokens = inspection.tokens.filter((token) => overlaps(token, span));
      return tokens.length > 0
        ? new Hover(describe(document, inspection, span, tokens), rangeOf(document, span))
        : undefined;
    },
  });
}

function describe(
  document: TextDocument,
  inspection: Inspection,
  span: Span,
  tokens: readonly Token[],
): MarkdownString {
  const text = document.getText();
  const lines = [
    `**Tare** · ${formatTokens(tokens.length)}  ${tokens
      .slice(0, 12)
      .map((t) => code(text.slice(t.start, t.end)))
      .join(" ")}`,
    weight(document, inspection, tokens),
    standing(document, inspection, span),
    price(inspection, tokens.length),
  ];
  const markdown = new MarkdownString(lines.filter(Boolean).join("\n\n"), true);
  markdown.isTrusted = { enabledCommands: ["tare.remove"] };
  return markdown;
}

function weight(document: TextDocument, { tokens, protections }: Inspection, here: readonly Token[]): string {
  const salience = Math.max(...here.map((t) => t.salience));
  const isFrontMatter = protections.some((p) => p.reason === "front matter" && here.some((t) => overlaps(t, p)));
  if (salience === 0 && isFrontMatter && document.languageId === "skill")
    return "The description is sent with every request, so that the agent knows when to use the skill.";
  if (salience === 0) return "No model receives this text.";
  const sent = tokens.filter((t) => t.salience > 0);
  const below = sent.filter((t) => t.salience < salience).length / sent.length;
  return `Importance: above ${Math.floor(100 * below)}% of the words`;
}

function standing(document: TextDocument, { protections, removable }: Inspection, span: Span): string {
  const here = protections.filter((p) => overlaps(p, span));
  const firm = here.find((p) => p.hold === "firm");
  if (firm) return `$(lock) Protected: ${firm.reason}`;
  const candidate = removable.find((r) => overlaps(r, span));
  if (!candidate) return here[0] ? `$(shield) Goes only with its whole sentence: ${here[0].reason}` : "";
  const target = {
    uri: document.uri.toString(),
    version: document.version,
    start: candidate.start,
    end: candidate.end,
  };
  const link = `command:tare.remove?${encodeURIComponent(JSON.stringify([target]))}`;
  const name = excerpt(document.getText(), candidate, 24);
  return `$(trash) Can go: ${literal(candidate.reason)} · [Remove “${literal(name)}”](${link} "Remove it from the text")`;
}

function price(inspection: Inspection, tokens: number): string {
  const each = pricePerToken(inspection);
  if (each === undefined || !inspection.cost) return `No known price for ${inspection.model}.`;
  const dollars = each * tokens;
  return `${formatMoney(dollars)} a call · ${formatMoney(dollars * 1000)} per 1,000 calls (${inspection.model}, ${inspection.counted}, prices of ${inspection.cost.asOf})`;
}

function code(text: string): string {
  const shown = text.replace(/\r?\n/g, "⏎").replaceAll(" ", "·").replaceAll("`", "ˋ");
  return `\`${shown}\``;
}

function literal(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>$]/g, "\\$&");
}
