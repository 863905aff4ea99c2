import {
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  workspace,
} from "vscode";
import { diagnosticOf, SOURCE, showDiagnostics } from "../editor/diagnostics.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import { spanOf } from "../editor/spans.ts";
import type { Services } from "../services.ts";

/** The most warnings that are shown: a log that is not JSON would have one for every line. */
const MOST = 100;

/**
 * Shows what the engine could not understand in a prompt and how it reads that; offers to remove it where that helps.
 */
export function promptWarnings({ inspections }: Services): Disposable {
  const diagnostics = languages.createDiagnosticCollection("tare.warnings");

  function show(document: TextDocument): void {
    const warnings = inspections.current(document)?.warnings ?? [];
    const severity = DiagnosticSeverity.Information;
    const found = warnings.slice(0, MOST).map((one) => diagnosticOf(document, one, { ...one, severity }));
    showDiagnostics(diagnostics, document, found);
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
