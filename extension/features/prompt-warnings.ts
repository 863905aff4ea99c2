import { Diagnostic, DiagnosticSeverity, Disposable, languages, type TextDocument, workspace } from "vscode";
import type { Warning } from "../../protocol/prompt.ts";
import { rangeOf } from "../editor/spans.ts";
import type { Services } from "../services.ts";

/** More of them tell nothing new: a log that is no JSON has a warning a line. */
const MOST = 100;

/** Tells what of a prompt the engine could not understand, and as what it reads it. */
export function promptWarnings({ inspections }: Services): Disposable {
  const diagnostics = languages.createDiagnosticCollection("tare.warnings");

  function show(document: TextDocument): void {
    const warnings = inspections.current(document)?.warnings ?? [];
    const found = warnings.slice(0, MOST).map((warning) => diagnosticOf(document, warning));
    if (found.length > 0) diagnostics.set(document.uri, found);
    // Not where there are none anyway: VS Code and every extension would be told.
    else if (diagnostics.has(document.uri)) diagnostics.delete(document.uri);
  }

  return Disposable.from(
    diagnostics,
    inspections.onDidChange(show),
    workspace.onDidCloseTextDocument((document) => diagnostics.delete(document.uri)),
  );
}

/** On its first line alone: what is wrong with the whole should not underline the whole. */
function diagnosticOf(document: TextDocument, { start, end, code, message }: Warning): Diagnostic {
  const range = rangeOf(document, { start, end });
  const { range: line } = document.lineAt(range.start);
  const diagnostic = new Diagnostic(range.intersection(line) ?? line, message, DiagnosticSeverity.Information);
  diagnostic.source = "Tare";
  diagnostic.code = code;
  return diagnostic;
}
