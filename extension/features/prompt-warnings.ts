import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  workspace,
} from "vscode";
import type { Warning } from "../../protocol/prompt.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import { rangeOf, spanOf } from "../editor/spans.ts";
import type { Services } from "../services.ts";

/** More of them tell nothing new: a log that is no JSON has a warning a line. */
const MOST = 100;
const SOURCE = "Tare";

/** Tells what of a prompt the engine could not understand, and as what it reads it; mends what is mended by leaving it out. */
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
    languages.registerCodeActionsProvider(
      "*",
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          diagnostics.filter((d) => d.source === SOURCE && d.code === "blank-end").map((d) => leaveOut(document, d)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

function leaveOut(document: TextDocument, diagnostic: Diagnostic): CodeAction {
  const fix = new CodeAction(l10n.t("Remove the blank at the end"), CodeActionKind.QuickFix);
  fix.edit = workspaceEdit(document, [{ ...spanOf(document, diagnostic.range), text: "" }]);
  fix.diagnostics = [diagnostic];
  return fix;
}

/** On its first line alone: what is wrong with the whole should not underline the whole. */
function diagnosticOf(document: TextDocument, { start, end, code, message }: Warning): Diagnostic {
  const range = rangeOf(document, { start, end });
  const { range: line } = document.lineAt(range.start);
  const diagnostic = new Diagnostic(range.intersection(line) ?? line, message, DiagnosticSeverity.Information);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  return diagnostic;
}
