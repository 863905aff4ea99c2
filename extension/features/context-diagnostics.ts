import {
  CancellationTokenSource,
  CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import { proposalInWords } from "../../display/context-words.ts";
import type { AgentContext, ContextEntry, ContextProblem, ContextProposal } from "../../protocol/context.ts";
import { ownLine } from "../../protocol/own-line.ts";
import type { Span } from "../../protocol/span.ts";
import { diagnosticOf, type Remark, showDiagnostics } from "../editor/diagnostics.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import type { Services } from "../services.ts";
import { mayLoad } from "../state/contexts.ts";
import { savingInWords } from "./context-items.ts";

/** Milliseconds of quiet after a prompt is painted: what it weighs beside others may wait. */
const QUIET = 1000;
/** What is wrong, and not only dear. */
const WRONG: ReadonlySet<string> = new Set(["dead-link", "contradiction"]);

/** Something to be said of a place in a file that an agent loads. */
interface Finding extends Remark {
  readonly span: Span;
  readonly code: ContextProblem["code"] | ContextProposal["kind"];
  readonly other?: ContextProposal["other"];
  /** What a quick fix removes with its line, by the words of the fix. */
  readonly removal?: string;
}

/** A finding in a document of this version. */
interface Shown {
  readonly version: number;
  readonly findings: readonly (Finding & { readonly diagnostic: Diagnostic })[];
}

/** In the files that the shown agent loads: what could go, at its place, with its saving; and what never loads. */
export function contextDiagnostics({ contexts, inspections, files, log }: Services): Disposable {
  const diagnostics = languages.createDiagnosticCollection("tare.context");
  const shown = new Map<string, Shown>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new CancellationTokenSource();

  async function look(): Promise<void> {
    asked.cancel();
    asked = new CancellationTokenSource();
    const { token } = asked;
    const versions = new Map(window.visibleTextEditors.map(({ document }) => [document, document.version]));
    const agent = await contexts.withProposals(token);
    if (token.isCancellationRequested) return;
    for (const [document, version] of versions)
      if (files.scope(document) && document.version === version) show(document, agent);
  }

  function show(document: TextDocument, agent: AgentContext | undefined): void {
    const path = contexts.pathOf(document.uri);
    const found = agent && path !== undefined ? findingsIn(path, agent) : [];
    const findings = found.map((finding) => ({
      ...finding,
      diagnostic: diagnosticOf(document, finding.span, finding),
    }));
    shown.set(document.uri.toString(), { version: document.version, findings });
    showDiagnostics(
      diagnostics,
      document,
      findings.map(({ diagnostic }) => diagnostic),
    );
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void look().catch((error: unknown) => log.debug(`context: ${error}`)), QUIET);
  }

  return Disposable.from(
    diagnostics,
    { dispose: () => clearTimeout(timer) },
    inspections.onDidChange((document) => {
      if (files.scope(document) && mayLoad(document.uri)) schedule();
    }),
    contexts.onDidChange(schedule),
    workspace.onDidCloseTextDocument(({ uri }) => {
      shown.delete(uri.toString());
      diagnostics.delete(uri);
    }),
    languages.registerCodeActionsProvider(
      "*",
      {
        provideCodeActions: (document, range) => {
          const { version, findings } = shown.get(document.uri.toString()) ?? { version: -1, findings: [] };
          if (version !== document.version) return [];
          return findings
            .filter(({ diagnostic }) => diagnostic.range.intersection(range))
            .flatMap((finding) => [...removing(document, finding), ...opening(finding)]);
        },
      },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
  );
}

/** What is to be said of one file of an agent's context. */
function findingsIn(path: string, { name, entries, proposals = [] }: AgentContext): Finding[] {
  return [
    ...entries.flatMap((entry) => problemsIn(path, entry)),
    ...proposals
      .filter((proposal) => proposal.path === path)
      .map((proposal) => ({ ...proposal, message: proposalInWords(proposal) }))
      .map(({ kind, span, message, saves, other, isSpare }) => ({
        span: span ?? { start: 0, end: 0 },
        code: kind,
        message: [message, ...savingInWords(saves)].join(" "),
        severity: WRONG.has(kind) ? DiagnosticSeverity.Information : DiagnosticSeverity.Hint,
        ...(other && { other }),
        ...(isSpare && other && { removal: l10n.t("Remove it here: {0} reads it in {1}", name, other.path) }),
      })),
  ];
}

/** What never comes to the model of a file, and of the imports that it names. */
function problemsIn(path: string, { path: own, problems, imports }: ContextEntry): Finding[] {
  const inside = imports.flatMap((entry) => problemsIn(path, entry));
  if (own !== path) return inside;
  const whole = { start: 0, end: 0 };
  const finding = ({ code, message }: ContextProblem, span: Span): Finding => ({
    code,
    message,
    span,
    severity: DiagnosticSeverity.Information,
  });
  const named = imports.flatMap(({ at, path: target, problems }) =>
    problems.map((problem) => ({
      ...finding({ ...problem, message: `${target}: ${problem.message}` }, at ?? whole),
      ...(problem.code === "missing" && { removal: l10n.t("Remove the import of {0}", target) }),
    })),
  );
  return [...problems.map((problem) => finding(problem, problem.span ?? whole)), ...named, ...inside];
}

function removing(document: TextDocument, { span, removal, diagnostic }: Shown["findings"][number]): CodeAction[] {
  const line = removal === undefined ? undefined : ownLine(document.getText(), span);
  if (removal === undefined || !line) return [];
  const fix = new CodeAction(removal, CodeActionKind.QuickFix);
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
