import { Diagnostic, type DiagnosticCollection, type DiagnosticSeverity, type TextDocument } from "vscode";
import type { Span } from "../../protocol/span.ts";
import { rangeOf } from "./spans.ts";

/** The source that diagnostics name. */
export const SOURCE = "Tare";

/** A message about a span. */
export interface Remark {
  readonly message: string;
  readonly severity: DiagnosticSeverity;
  /** By which a quick fix knows it. */
  readonly code: string;
}

/** Only the first line of the span is underlined: a message about all of it should not underline all of it. */
export function diagnosticOf(document: TextDocument, span: Span, { message, severity, code }: Remark): Diagnostic {
  const range = rangeOf(document, span);
  const { range: line } = document.lineAt(range.start);
  const diagnostic = new Diagnostic(range.isEmpty ? line : (range.intersection(line) ?? line), message, severity);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}

/**
 * Shows exactly these diagnostics of a document. Where there were none and are none, nothing is set: every extension
 * would be notified.
 */
export function showDiagnostics(
  collection: DiagnosticCollection,
  { uri }: TextDocument,
  diagnostics: readonly Diagnostic[],
): void {
  if (diagnostics.length > 0) collection.set(uri, diagnostics);
  else if (collection.has(uri)) collection.delete(uri);
}
