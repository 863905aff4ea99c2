import { commands, Disposable, l10n, window, workspace } from "vscode";
import { activeEditor } from "../editor/active-editor.ts";
import { spanOf } from "../editor/spans.ts";
import type { Services } from "../services.ts";

/** Lets the user say that a file, or a part of it such as a string in code, is a prompt. */
export function promptScope({ files }: Services): Disposable {
  const showContext = () => {
    const document = activeEditor()?.document;
    void commands.executeCommand(
      "setContext",
      "tare.isPrompt",
      document !== undefined && files.scope(document) !== undefined,
    );
  };
  showContext();
  return Disposable.from(
    files.onDidChange(showContext),
    window.onDidChangeActiveTextEditor(showContext),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tare.promptFiles")) showContext();
    }),
    commands.registerCommand("tare.treatAsPrompt", () => {
      const document = activeEditor()?.document;
      if (document) files.toggleWhole(document);
      else window.showInformationMessage(l10n.t("Open a file first, then treat it as a prompt."));
    }),
    commands.registerCommand("tare.inspectSelection", () => {
      const editor = activeEditor();
      if (!editor || editor.selection.isEmpty) {
        window.showInformationMessage(l10n.t("Select the text of a prompt first, for example a string in your code."));
        return;
      }
      files.select(editor.document, spanOf(editor.document, editor.selection));
    }),
  );
}
