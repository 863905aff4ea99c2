import { TabInputText, TabInputTextDiff, type TextEditor, type Uri, window } from "vscode";

/**
 * The editor that a user means by “this file”. To VS Code a log in the panel that has the focus is the active editor
 * too; the one behind it, in the editor area, is what is meant.
 */
export function activeEditor(): TextEditor | undefined {
  const active = window.activeTextEditor;
  // Only editors of the editor area have a column.
  if (active?.viewColumn !== undefined) return active;
  const inFront = activeTabUri()?.toString();
  return window.visibleTextEditors.find(({ document }) => document.uri.toString() === inFront) ?? active;
}

/** The text of the active tab, also in the moment in which a tab has opened and its editor has not. */
export function activeTabUri(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof TabInputTextDiff) return input.modified;
  return input instanceof TabInputText ? input.uri : undefined;
}
