import {
  CancellationTokenSource,
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type Range,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { type ContextFinding, findingsIn } from "../../display/context-findings.ts";
import type { AgentContext } from "../../protocol/context.ts";
import { ownLine } from "../../protocol/own-line.ts";
import type { Span } from "../../protocol/span.ts";
import { diagnosticOf, type Remark, showDiagnostics } from "../editor/diagnostics.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import type { Services } from "../services.ts";
import { mayLoad } from "../state/contexts.ts";
import { savingInWords } from "./context-items.ts";

/** Milliseconds of quiet after a prompt is painted: the comparison with other files may wait. */
const QUIET = 1000;
/** What stands for a whole file: its first line. */
const WHOLE: Span = { start: 0, end: 0 };

/** A finding in a document of this version. */
interface Shown {
  readonly version: number;
  readonly agent?: string;
  readonly findings: readonly (ContextFinding & { readonly diagnostic: Diagnostic })[];
}

/**
 * In the files that the shown agent loads: what could go, at its place, with its saving; and what never loads. As they
 * were saved: to compare a whole workspace at every pause in typing would keep the engine from the prompt.
 */
export function contextDiagnostics({ contexts, inspections, files, log }: Services): Disposable {
  const shown = new ShownFindings();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new CancellationTokenSource();

  async function look(): Promise<void> {
    asked.cancel();
    asked = new CancellationTokenSource();
    const { token } = asked;
    const seen = window.visibleTextEditors.map(({ document }) => document).filter(isSaved);
    // While no prompt is in sight, the engine may stop.
    if (seen.length === 0) return;
    const versions = new Map(seen.map((document) => [document, document.version]));
    const agent = await contexts.withProposals(token);
    if (token.isCancellationRequested) return;
    for (const [document, version] of versions)
      if (files.scope(document) && document.version === version)
        shown.show(document, shownIn(document, contexts.pathOf(document.uri), agent));
  }

  function isSaved(document: TextDocument): boolean {
    return files.scope(document) !== undefined && mayLoad(document.uri) && !document.isDirty;
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch((error: unknown) => log.debug(`context: ${error}`)), QUIET);
  }

  return Disposable.from(
    shown,
    { dispose: () => clearTimeout(timer) },
    inspections.onDidChange((document) => {
      if (document.isDirty) shown.forget(document);
      else if (isSaved(document)) schedule();
    }),
    // What comes into sight again is not inspected again, and may have left before it was looked at.
    window.onDidChangeVisibleTextEditors((editors) => {
      if (editors.some(({ document }) => isSaved(document) && inspections.current(document))) schedule();
    }),
    contexts.onDidChange(schedule),
    workspace.onDidSaveTextDocument((document) => {
      if (isSaved(document)) schedule();
    }),
    workspace.onDidCloseTextDocument((document) => shown.forget(document)),
    languages.registerCodeActionsProvider(
      "*",
      {
        provideCodeActions: (document, range) => fixesAt(document, range, shown.in(document)),
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

/** The findings that documents show, as diagnostics. */
class ShownFindings implements Disposable {
  readonly #diagnostics = languages.createDiagnosticCollection("tare.context");
  readonly #shown = new Map<string, Shown>();

  in({ uri }: TextDocument): Shown | undefined {
    return this.#shown.get(uri.toString());
  }

  show(document: TextDocument, found: Shown): void {
    this.#shown.set(document.uri.toString(), found);
    const diagnostics = found.findings.map(({ diagnostic }) => diagnostic);
    showDiagnostics(this.#diagnostics, document, diagnostics);
  }

  forget({ uri }: TextDocument): void {
    this.#shown.delete(uri.toString());
    this.#diagnostics.delete(uri);
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }
}

function shownIn(document: TextDocument, path: string | undefined, agent: AgentContext | undefined): Shown {
  const found = agent ? findingsIn(agent).filter((finding) => finding.path === path) : [];
  return {
    version: document.version,
    ...(agent && { agent: agent.name }),
    findings: found.map((finding) => ({
      ...finding,
      diagnostic: diagnosticOf(document, finding.span ?? WHOLE, remarkOf(finding)),
    })),
  };
}

/** What mends the findings at a range, as long as the document is as they were found in it. */
function fixesAt(document: TextDocument, range: Range, shown: Shown | undefined): CodeAction[] {
  if (shown?.version !== document.version) return [];
  return shown.findings
    .filter(({ diagnostic }) => diagnostic.range.intersection(range))
    .flatMap((finding) => [...removing(document, finding, shown.agent ?? ""), ...opening(finding)]);
}

/** On the first line where it is about the whole file, with its saving. */
function remarkOf({ code, message, isWrong, saves }: ContextFinding): Remark {
  return {
    code,
    message: [message, ...(saves ? savingInWords(saves) : [])].join(" "),
    severity: isWrong ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint,
  };
}

function removing(document: TextDocument, finding: Shown["findings"][number], agent: string): CodeAction[] {
  const { span, mayGo, other, diagnostic } = finding;
  const line = mayGo && span ? ownLine(document.getText(), span) : undefined;
  if (!line) return [];
  const title = other ? l10n.t("Remove it here: {0} reads it in {1}", agent, other.path) : l10n.t("Remove this import");
  const fix = new CodeAction(title, CodeActionKind.QuickFix);
  fix.edit = workspaceEdit(document, [{ ...line, text: "" }]);
  fix.diagnostics = [diagnostic];
  return [fix];
}

function opening({ other, diagnostic }: Shown["findings"][number]): CodeAction[] {
  if (!other) return [];
  const fix = new CodeAction(l10n.t("Open {0}", other.path), CodeActionKind.QuickFix);
  fix.command = { title: fix.title, command: "tare.openContextEntry", arguments: [other.path, other.span] };
  fix.diagnostics = [diagnostic];
  return [fix];
}
