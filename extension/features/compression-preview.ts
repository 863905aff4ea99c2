import { commands, Disposable, EventEmitter, type Uri, window, workspace } from "vscode";
import { orTell, tell } from "../failures.ts";
import { fileName } from "../file-name.ts";
import { previewOf, sourceOf } from "../preview-uri.ts";
import { promptAt } from "../prompt-at.ts";
import { COMPRESSED_SCHEME } from "../prompt-files.ts";
import type { Services } from "../services.ts";

/** Milliseconds of quiet after an edit before an open preview is made anew. */
const QUIET = 200;

/** The shorter prompt beside the prompt, in the editor's own diff, at the retention that the user sets. */
export function compressionPreview({ compressions, files, log }: Services): Disposable {
  const changed = new EventEmitter<Uri>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  async function provideTextDocumentContent(preview: Uri): Promise<string> {
    const document = await workspace.openTextDocument(sourceOf(preview));
    try {
      return (await compressions.of(document)).text;
    } catch (error) {
      void tell(log, error);
      return document.getText();
    }
  }

  const refresh = (source: Uri) => changed.fire(previewOf(source));

  async function preview(target?: Uri): Promise<void> {
    const document = await promptAt(files, target);
    const { advice } = await compressions.of(document);
    refresh(document.uri);
    const title = `${fileName(document.uri)} ↔ compressed`;
    await commands.executeCommand("vscode.diff", document.uri, previewOf(document.uri), title, { preview: true });
    if (!advice.compress) window.showInformationMessage(`Compressing may not pay here: ${advice.why}`);
  }

  async function setRetention(): Promise<void> {
    const document = await promptAt(files);
    const current = compressions.retention(document.uri);
    const value = await window.showInputBox({
      title: "Retention",
      prompt: "Share of the tokens to keep, in per cent",
      value: String(Math.round(current * 100)),
      validateInput: (text) => (isPercentage(text) ? undefined : "A number from 1 to 100."),
    });
    if (value === undefined) return;
    compressions.setRetention(document.uri, Number(value) / 100);
    await preview(document.uri);
  }

  return Disposable.from(
    changed,
    new Disposable(() => timers.forEach(clearTimeout)),
    workspace.registerTextDocumentContentProvider(COMPRESSED_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent,
    }),
    compressions.onDidChange(refresh),
    workspace.onDidChangeTextDocument(({ document }) => {
      const key = previewOf(document.uri).toString();
      if (!workspace.textDocuments.some((open) => open.uri.toString() === key)) return;
      clearTimeout(timers.get(key));
      timers.set(
        key,
        setTimeout(() => refresh(document.uri), QUIET),
      );
    }),
    commands.registerCommand("tare.previewCompression", (uri?: Uri) => orTell(log, () => preview(uri))),
    commands.registerCommand("tare.setRetention", () => orTell(log, setRetention)),
  );
}

function isPercentage(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 100;
}
