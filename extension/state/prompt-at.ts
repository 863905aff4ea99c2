import { l10n, type TextDocument, type Uri, workspace } from "vscode";
import { Failure } from "../../protocol/failure.ts";
import { activeEditor, activeTabUri } from "../editor/active-editor.ts";
import { COMPRESSED_SCHEME, sourceOf } from "../editor/preview-uri.ts";
import type { PromptFiles } from "./prompt-files.ts";

/**
 * The prompt that a command is about: what it names, or what is in front; for a preview, the prompt that it shortens. A
 * file that was no prompt becomes one. Throws a `Failure`: "usage" where nothing is open, "bad-input" where VS Code does
 * not give the text, as of a file above 50 MB.
 */
export async function promptAt(files: PromptFiles, target?: Uri): Promise<TextDocument> {
  const uri = target ?? activeEditor()?.document.uri ?? activeTabUri();
  if (!uri) throw new Failure("usage", l10n.t("Open a prompt first."));
  const document = await open(uri.scheme === COMPRESSED_SCHEME ? sourceOf(uri) : uri);
  if (!files.scope(document)) files.toggleWhole(document);
  return document;
}

async function open(uri: Uri): Promise<TextDocument> {
  try {
    return await workspace.openTextDocument(uri);
  } catch (cause) {
    throw new Failure("bad-input", (cause as Error).message, { cause });
  }
}
