import {
  CodeAction,
  CodeActionKind,
  commands,
  Disposable,
  l10n,
  languages,
  type TextDocument,
  type WorkspaceEdit,
} from "vscode";
import { formatCount } from "../../display/format.ts";
import type { Edit } from "../../protocol/edits.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { keepComment } from "../../protocol/keep-comment.ts";
import { overlaps, overlapTester, type Span, union } from "../../protocol/span.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import { excerpt, spanOf } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { setting, updateWorkspaceSetting } from "../state/settings.ts";
import { trimEdits } from "../state/trim-edits.ts";

/** Quick fixes at what trim takes: remove it, alone or with the rest of its section or file, or keep it. */
export function quickFixes(services: Services): Disposable {
  const { files, inspections, log } = services;

  async function fixes(document: TextDocument, here: Span): Promise<CodeAction[]> {
    const inspection = files.scope(document) && inspections.current(document);
    const place = { start: here.start, end: Math.max(here.end, here.start + 1) };
    // Asked at every move of the cursor: most are in text that stays.
    if (!inspection?.removable.some((removable) => overlaps(removable, place))) return [];
    const all = await trimEdits(services.compressions, document);
    const touched = all.filter(({ stretch }) => overlaps(stretch, place));
    return touched.length === 0 ? [] : actions(document, inspection, all, touched);
  }

  return Disposable.from(
    languages.registerCodeActionsProvider(
      "*",
      { provideCodeActions: (document, range) => fixes(document, spanOf(document, range)).catch(() => []) },
      { providedCodeActionKinds: [CodeActionKind.QuickFix] },
    ),
    commands.registerCommand("tare.keep", (words: string) =>
      orTell(log, () => updateWorkspaceSetting("keep", [...new Set([...setting("keep"), words])])),
    ),
  );
}

function actions(
  document: TextDocument,
  inspection: Inspection,
  all: readonly Edit[],
  touched: readonly Edit[],
): CodeAction[] {
  const text = document.getText();
  const remove = (title: string, edits: readonly Edit[]) =>
    edit(`${title} (${saving(inspection, edits)})`, workspaceEdit(document, edits));
  const [one] = touched;
  const section = sectionOf(inspection, one!.stretch);
  const inSection = section ? all.filter(({ stretch }) => overlaps(stretch, section)) : all;
  const isOne = touched.length === 1;
  const name = excerpt(text, one!.stretch);
  const why = one!.reasons.join(", ");
  const comments = isOne && keepComment(text, inspection.kind, one!.stretch);
  return [
    isOne
      ? remove(
          one!.isSentence
            ? l10n.t("Remove this sentence: “{0}”, {1}", name, why)
            : l10n.t("Remove this phrase: “{0}”, {1}", name, why),
          touched,
        )
      : remove(l10n.t("Remove the filler in this selection"), touched),
    ...(inSection.length > touched.length && inSection.length < all.length
      ? [remove(l10n.t("Remove all filler in this section"), inSection)]
      : []),
    ...(all.length > touched.length ? [remove(l10n.t("Remove all filler in this file"), all)] : []),
    ...(comments ? [edit(l10n.t("Keep this (adds a comment around it)"), workspaceEdit(document, comments))] : []),
    ...(isOne ? [ignore(l10n.t("Ignore “{0}” here (in the workspace settings)", name), text, one!.stretch)] : []),
  ];
}

function edit(title: string, workspaceEdit: WorkspaceEdit): CodeAction {
  const fix = new CodeAction(title, CodeActionKind.QuickFix);
  fix.edit = workspaceEdit;
  return fix;
}

function ignore(title: string, text: string, { start, end }: Span): CodeAction {
  const fix = new CodeAction(title, CodeActionKind.QuickFix);
  fix.command = { title, command: "tare.keep", arguments: [text.slice(start, end)] };
  return fix;
}

/** `3 places, −24 tokens` */
function saving({ tokens }: Inspection, edits: readonly Edit[]): string {
  const isGone = overlapTester(union(edits.map(({ stretch }) => stretch)));
  const gone = tokens.filter(isGone).length;
  if (edits.length > 1) return l10n.t("{0} places, −{1} tokens", formatCount(edits.length), formatCount(gone));
  return gone === 1 ? l10n.t("−1 token") : l10n.t("−{0} tokens", formatCount(gone));
}

/** The part of the prompt around a stretch, down to the next heading, message or the like. */
function sectionOf({ parts }: Inspection, { start }: Span): Span | undefined {
  const around = parts.findLast((part) => part.start <= start && start < part.end);
  const next = parts.find((part) => part.start > start);
  return around && { start: around.start, end: Math.min(around.end, next?.start ?? around.end) };
}
