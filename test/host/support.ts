import { setTimeout as delay } from "node:timers/promises";
import {
  type CodeLens,
  commands,
  type Hover,
  type MarkdownString,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";

/** Opens a file of the sample workspace as it is on disk. */
export async function open(path = ".github/prompts/support.prompt.md"): Promise<TextDocument> {
  const uri = Uri.joinPath(workspace.workspaceFolders![0]!.uri, path);
  const { document } = await window.showTextDocument(uri);
  await commands.executeCommand("workbench.action.files.revert");
  return document;
}

export async function insert(document: TextDocument, offset: number, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(offset), text);
  await workspace.applyEdit(edit);
}

/** Asks until the answer passes the test; gives that answer. */
export async function until<T>(what: string, ask: () => Thenable<T>, test: (answer: T) => boolean): Promise<T> {
  for (const deadline = Date.now() + 30_000; ; await delay(30)) {
    const answer = await ask();
    if (test(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}; last: ${JSON.stringify(answer)}`);
  }
}

/** The titles of what stands above the document's lines. */
export async function lenses({ uri }: TextDocument): Promise<string[]> {
  const found = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri, 2000);
  return found.map((lens) => lens.command?.title ?? "");
}

/** A removal as a hover offers it. */
export interface Offer {
  readonly uri: string;
  readonly version: number;
  readonly start: number;
  readonly end: number;
}

/** What is said of the first of these words. */
export async function hover(document: TextDocument, word: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(word));
  const hovers = await commands.executeCommand<Hover[]>("vscode.executeHoverProvider", document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join("\n");
}

/** The removals that the hovers over these words offer. */
export async function offers(document: TextDocument, words: readonly string[]): Promise<Offer[]> {
  const texts = await Promise.all(words.map((word) => hover(document, word)));
  return texts.flatMap((text) => {
    const [, link] = /command:tare\.remove\?([^ )]+)/.exec(text) ?? [];
    return link ? JSON.parse(decodeURIComponent(link)) : [];
  });
}
