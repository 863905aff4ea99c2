import { type TextDocument, type Uri, workspace } from "vscode";
import { Failure } from "../protocol/failure.ts";
import { activeEditor, activeTabUri } from "./active-editor.ts";
import { sourceOf } from "./preview-uri.ts";
import { COMPRESSED_SCHEME, type PromptFiles } from "./prompt-files.ts";

/**
 * The prompt that a command is about: what it names, or what is in front; for a preview, the prompt that it shortens. A
 * file that was no prompt becomes one. Throws a `Failure` ("usage") where nothing is open.
 */
export async function promptAt(files: PromptFiles, target?: Uri): Promise<TextDocument> {
  const uri = target ?? activeEditor()?.document.uri ?? activeTabUri();
  const document = uri && (await workspace.openTextDocument(uri.scheme === COMPRESSED_SCHEME ? sourceOf(uri) : uri));
  if (!document) throw new Failure("usage", "Open a prompt first.");
  if (!files.scope(document)) files.toggleWhole(document);
  return document;
}
