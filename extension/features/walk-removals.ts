import { commands, Disposable, l10n, Selection, TextEditorRevealType, Uri, window, workspace } from "vscode";
import type { Span } from "../../protocol/span.ts";
import { activeEditor } from "../editor/active-editor.ts";
import { workspaceEdit } from "../editor/reviewable-edit.ts";
import { excerpt, rangeOf, spanOf } from "../editor/spans.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { trimEdits } from "../state/trim-edits.ts";

/** A removal as it was offered; it is made only if the text has not changed since. */
interface OfferedRemoval extends Span {
  readonly uri: string;
  readonly version: number;
}

/** Removes what trim takes unit by unit: the hover's link, and commands that walk from one to the next. */
export function walkRemovals(services: Services): Disposable {
  const { log } = services;

  async function remove({ uri, version, start, end }: OfferedRemoval): Promise<void> {
    const document = await workspace.openTextDocument(Uri.parse(uri));
    const here = document.version === version ? await trimEdits(services.compressions, document, { start, end }) : [];
    if (document.version !== version || here.length === 0) {
      window.setStatusBarMessage(l10n.t("Tare: nothing was removed, because the text has changed since."), 4000);
      return;
    }
    await workspace.applyEdit(workspaceEdit(document, here));
  }

  async function walk(step: 1 | -1): Promise<void> {
    const editor = activeEditor();
    if (!editor) return;
    const { document } = editor;
    const edits = await trimEdits(services.compressions, document);
    const stops = edits.map(({ stretch, reasons }) => ({ ...stretch, why: reasons.join(", ") }));
    const { start, end } = spanOf(document, editor.selection);
    const next = step > 0 ? stops.find((s) => s.start >= end && s.end > end) : stops.findLast((s) => s.end <= start);
    const stop = next ?? stops.at(step > 0 ? 0 : -1);
    if (!stop) {
      window.setStatusBarMessage(l10n.t("Tare: trim finds nothing to remove here."), 4000);
      return;
    }
    const range = rangeOf(document, stop);
    editor.selection = new Selection(range.start, range.end);
    editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
    window.setStatusBarMessage(
      l10n.t("Tare: “{0}” can be removed: {1}.", excerpt(document.getText(), stop), stop.why),
      8000,
    );
  }

  return Disposable.from(
    commands.registerCommand("tare.remove", (offered: OfferedRemoval) => orTell(log, () => remove(offered))),
    commands.registerCommand("tare.nextRemovable", () => orTell(log, () => walk(1))),
    commands.registerCommand("tare.previousRemovable", () => orTell(log, () => walk(-1))),
  );
}
