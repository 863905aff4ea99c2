import { Range, type TextDocument } from "vscode";
import type { Span } from "../../protocol/span.ts";

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** A part's range from its first words on: the blank lines before it are its own. */
export function rangeOfPart(document: TextDocument, { start, end }: Span): Range {
  const text = document.getText(rangeOf(document, { start, end }));
  return rangeOf(document, { start: start + text.length - text.trimStart().length, end });
}

export function spanOf(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** The text of a span on one short line, for labels. */
export function excerpt(text: string, { start, end }: Span, longest = 40): string {
  const line = text.slice(start, end).replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
