import { Diagnostic, type DiagnosticCollection, type DiagnosticSeverity, type TextDocument } from "vscode";
import type { Span } from "../../protocol/span.ts";
import { rangeOf } from "./spans.ts";

/** By whose name a diagnostic is told. */
export const SOURCE = "Tare";

/** What is to be said of a span. */
export interface Remark {
  readonly message: string;
  readonly severity: DiagnosticSeverity;
  /** By which a quick fix knows it. */
  readonly code: string;
}

/** On the first line of a span alone: what is to be said of the whole should not underline the whole. */
export function diagnosticOf(document: TextDocument, span: Span, { message, severity, code }: Remark): Diagnostic {
  const range = rangeOf(document, span);
  const { range: line } = document.lineAt(range.start);
  const diagnostic = new Diagnostic(range.isEmpty ? line : (range.intersection(line) ?? line), message, severity);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}

/** Shows these of a document, and no others. Where there are none anyway, nobody is told: every extension would be. */
export function showDiagnostics(
  collection: DiagnosticCollection,
  { uri }: TextDocument,
  diagnostics: readonly Diagnostic[],
): void {
  if (diagnostics.length > 0) collection.set(uri, diagnostics);
  else if (collection.has(uri)) collection.delete(uri);
}
