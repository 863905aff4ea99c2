import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  commands,
  Disposable,
  languages,
  type Range,
  Selection,
  type TextDocument,
  TextEditorRevealType,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import { formatTokens } from "../../protocol/format.ts";
import type { Inspection, Removable } from "../../protocol/inspection.ts";
import { overlaps, overlapTester, type Span, union } from "../../protocol/span.ts";
import { activeEditor } from "../active-editor.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { excerpt, rangeOf, spanOf } from "../spans.ts";

/** Where a removal was offered; it is carried out only if the text is still the same. */
interface Target extends Span {
  readonly uri: string;
  readonly version: number;
}

/** Removes single stretches: quick fixes, the hover's link, and commands that walk from one to the next. */
export function removal({ files, inspections, log }: Services): Disposable {
  const actions: CodeActionProvider = {
    provideCodeActions(document, range) {
      const inspection = files.scope(document) && inspections.current(document);
      return inspection ? fixes(document, inspection, range) : [];
    },
  };

  async function remove({ uri, version, start, end }: Target): Promise<void> {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    if (document.version !== version) {
      window.setStatusBarMessage("Tare: the text has changed since; nothing was removed.", 4000);
      return;
    }
    await workspace.applyEdit(deletion(document, [{ start, end }]));
  }

  async function walk(step: 1 | -1): Promise<void> {
    const editor = activeEditor();
    if (!editor) return;
    const { removable } = await inspections.of(editor.document);
    if (removable.length === 0) {
      window.setStatusBarMessage("Tare: nothing here can go.", 4000);
      return;
    }
    const ordered = removable.toSorted((a, b) => a.start - b.start);
    const { start, end } = spanOf(editor.document, editor.selection);
    const next =
      step > 0 ? ordered.find((r) => r.start >= end && r.end > end) : ordered.findLast((r) => r.end <= start);
    const target = next ?? ordered.at(step > 0 ? 0 : -1)!;
    const range = rangeOf(editor.document, target);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    window.setStatusBarMessage(`Tare: “${excerpt(editor.document.getText(), target)}” can go: ${target.reason}.`, 8000);
  }

  return Disposable.from(
    languages.registerCodeActionsProvider("*", actions, { providedCodeActionKinds: [CodeActionKind.QuickFix] }),
    commands.registerCommand("tare.remove", remove),
    commands.registerCommand("tare.nextRemovable", () => orTell(log, () => walk(1))),
    commands.registerCommand("tare.previousRemovable", () => orTell(log, () => walk(-1))),
  );
}

function fixes(document: TextDocument, inspection: Inspection, range: Range): CodeAction[] {
  const { start, end } = spanOf(document, range);
  const here = { start, end: Math.max(end, start + 1) };
  const removable = inspection.removable.filter((r) => overlaps(r, here));
  const tokens = (spans: readonly Removable[]) =>
    formatTokens(inspection.tokens.filter(overlapTester(union(spans))).length);
  const action = (title: string, spans: readonly Removable[]) => {
    const fix = new CodeAction(title, CodeActionKind.QuickFix);
    fix.edit = deletion(document, spans);
    return fix;
  };
  if (removable.length > 1) {
    return [action(`Remove the ${removable.length} stretches that can go here (−${tokens(removable)})`, removable)];
  }
  return removable.map((r) => action(`Remove “${excerpt(document.getText(), r)}” (${r.reason}, −${tokens([r])})`, [r]));
}

function deletion(document: TextDocument, spans: readonly Span[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const span of spans) edit.delete(document.uri, rangeOf(document, span));
  return edit;
}
