import {
  commands,
  Disposable,
  EventEmitter,
  TabInputTextDiff,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import type { Compression } from "../../protocol/compression.ts";
import { Failure } from "../../protocol/failure.ts";
import { formatMoney, formatShare } from "../../protocol/format.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { activeEditor, activeTabUri } from "../active-editor.ts";
import { orTell, tell } from "../failures.ts";
import { fileName } from "../file-name.ts";
import { previewOf, sourceOf } from "../preview-uri.ts";
import { pricePerToken } from "../price.ts";
import { COMPRESSED_SCHEME } from "../prompt-files.ts";
import { reviewableEdit } from "../reviewable-edit.ts";
import type { Services } from "../services.ts";

/** Milliseconds of quiet after an edit before an open preview is made anew. */
const QUIET = 200;

/** The shorter prompt beside the prompt, in the editor's own diff, and what takes it over into the text. */
export function compressionPreview({ compressions, inspections, files, log }: Services): Disposable {
  const changed = new EventEmitter<Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

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
    const document = await promptAt(target);
    const { advice } = await compressions.of(document);
    refresh(document.uri);
    const title = `${fileName(document.uri)} ↔ compressed`;
    await commands.executeCommand("vscode.diff", document.uri, previewOf(document.uri), title, { preview: true });
    if (!advice.compress) window.showInformationMessage(`Compressing may not pay here: ${advice.why}`);
  }

  async function apply(target?: Uri): Promise<void> {
    const document = await promptAt(target);
    const [compression, inspection] = await unchanged(document, () =>
      Promise.all([compressions.of(document), inspections.of(document)]),
    );
    if (compression.removed.length === 0) {
      window.showInformationMessage("Nothing in this prompt can go at this retention.");
      return;
    }
    const before = document.getText();
    const applied = await workspace.applyEdit(reviewableEdit(document, compression, inspection), {
      isRefactoring: true,
    });
    if (!applied || document.getText() === before) return;
    await closePreview(document.uri);
    await window.showTextDocument(document);
    const saved = (before.length - document.getText().length) / before.length;
    window.setStatusBarMessage(
      `Tare: the prompt is ${formatShare(saved)} shorter${savingOf(compression, inspection)}. Undo takes it back.`,
      8000,
    );
  }

  async function setRetention(): Promise<void> {
    const document = await promptAt(undefined);
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

  async function promptAt(target: Uri | undefined): Promise<TextDocument> {
    const uri = target ?? activeEditor()?.document.uri ?? activeTabUri();
    const document = uri && (await workspace.openTextDocument(uri.scheme === COMPRESSED_SCHEME ? sourceOf(uri) : uri));
    if (!document) throw new Failure("usage", "Open a prompt first.");
    if (!files.scope(document)) files.toggleWhole(document);
    return document;
  }

  return Disposable.from(
    changed,
    new Disposable(() => clearTimeout(timer)),
    workspace.registerTextDocumentContentProvider(COMPRESSED_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent,
    }),
    compressions.onDidChange(refresh),
    workspace.onDidChangeTextDocument(({ document }) => {
      const key = previewOf(document.uri).toString();
      if (!workspace.textDocuments.some((open) => open.uri.toString() === key)) return;
      clearTimeout(timer);
      timer = setTimeout(() => refresh(document.uri), QUIET);
    }),
    commands.registerCommand("tare.previewCompression", (uri?: Uri) => orTell(log, () => preview(uri))),
    commands.registerCommand("tare.applyCompression", (uri?: Uri) => orTell(log, () => apply(uri))),
    commands.registerCommand("tare.setRetention", () => orTell(log, setRetention)),
  );
}

async function closePreview(source: Uri): Promise<void> {
  const preview = previewOf(source).toString();
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === preview);
  await window.tabGroups.close(shown);
}

/**
 * Runs the work again, once, if the text changed meanwhile: an edit made from an older text would cut in the wrong
 * places.
 */
async function unchanged<T>(document: TextDocument, work: () => Promise<T>): Promise<T> {
  const { version } = document;
  const result = await work();
  if (document.version === version) return result;
  const again = document.version;
  const second = await work();
  if (document.version === again) return second;
  throw new Failure("cancelled", "The text is being edited.");
}

function savingOf({ before, after }: Compression, inspection: Inspection): string {
  const each = pricePerToken(inspection);
  return each === undefined ? "" : `, ${formatMoney((before - after) * each * 1000)} less per 1,000 calls`;
}

function isPercentage(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 100;
}
