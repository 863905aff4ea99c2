import {
  CodeAction,
  CodeActionKind,
  commands,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import { formatCount, formatTokens } from "../../display/format.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { SOURCE } from "../editor/diagnostics.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { budgetOf } from "../state/budget.ts";

const CODE = "token-budget";

/** Warns where a prompt exceeds the token budget that the user has set for it, and offers a shorter version. */
export function budgetDiagnostics({ inspections, compressions, log }: Services): Disposable {
  const diagnostics = languages.createDiagnosticCollection("tare");

  function check(document: TextDocument): void {
    const inspection = inspections.current(document);
    const budget = budgetOf(document);
    const isOver = inspection && budget !== undefined && inspection.sent.tokens > budget;
    diagnostics.set(document.uri, isOver ? [excess(document, inspection, budget)] : []);
  }

  async function fitBudget(target: string): Promise<void> {
    const document = await workspace.openTextDocument(Uri.parse(target));
    const budget = budgetOf(document);
    if (budget === undefined) return;
    compressions.setTarget(document.uri, { tokens: budget });
    await commands.executeCommand("tare.previewCompression", document.uri);
  }

  return Disposable.from(
    diagnostics,
    inspections.onDidChange(check),
    workspace.onDidCloseTextDocument((document) => diagnostics.delete(document.uri)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.budgets")) workspace.textDocuments.forEach(check);
    }),
    commands.registerCommand("tare.fitBudget", (target: string) => orTell(log, () => fitBudget(target))),
    languages.registerCodeActionsProvider(
      "*",
      {
        provideCodeActions: (document, _range, { diagnostics }) =>
          diagnostics.filter((d) => d.source === SOURCE && d.code === CODE).map((d) => fitting(document, d)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

/** On the line where the budget runs out, because that is where one has to begin cutting. */
function excess(document: TextDocument, { sent, tokens }: Inspection, budget: number): Diagnostic {
  const last = tokens[Math.min(tokens.length - 1, Math.floor((budget / sent.tokens) * tokens.length))];
  const line = document.lineAt(document.positionAt(last?.start ?? 0));
  const counts = [formatTokens(sent.tokens), ...[sent.tokens - budget, budget].map(formatCount)];
  const message =
    sent.low === sent.high
      ? l10n.t("This prompt has {0}, {1} over its budget of {2}. The budget ends here.", ...counts)
      : l10n.t("This prompt has about {0}, {1} over its budget of {2}. The budget ends here.", ...counts);
  const diagnostic = new Diagnostic(line.range, message, DiagnosticSeverity.Warning);
  diagnostic.source = SOURCE;
  diagnostic.code = CODE;
  return diagnostic;
}

function fitting(document: TextDocument, diagnostic: Diagnostic): CodeAction {
  const fix = new CodeAction(l10n.t("Preview a shorter version within the budget"), CodeActionKind.QuickFix);
  fix.command = { title: fix.title, command: "tare.fitBudget", arguments: [document.uri.toString()] };
  fix.diagnostics = [diagnostic];
  return fix;
}
