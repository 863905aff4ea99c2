import { type TextDocument, WorkspaceEdit } from "vscode";
import { isTrimmed } from "../../display/target.ts";
import type { Compression } from "../../protocol/compression.ts";
import { editsOf, type Replacement } from "../../protocol/edits.ts";
import { rangeOf } from "./spans.ts";

/**
 * A compression as an edit that VS Code shows for review, a row for each unit under its reason. What trim takes is
 * checked from the start; what is removed only to reach a target has to be confirmed.
 */
export function reviewableEdit(document: TextDocument, compression: Compression): WorkspaceEdit {
  const whole = new WorkspaceEdit();
  for (const edit of editsOf(document.getText(), compression)) {
    whole.replace(document.uri, rangeOf(document, edit), edit.text, {
      needsConfirmation: !isTrimmed(edit.loss),
      label: edit.reasons.join(", "),
    });
  }
  return whole;
}

/** Edits of a document that VS Code makes at once. */
export function workspaceEdit(document: TextDocument, replacements: readonly Replacement[]): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  for (const replacement of replacements) edit.replace(document.uri, rangeOf(document, replacement), replacement.text);
  return edit;
}
