import {
  commands,
  Disposable,
  EventEmitter,
  InputBoxValidationSeverity,
  l10n,
  languages,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { costChange, whyNot } from "../../display/saving.ts";
import { formatTarget, lossInWords, parseTarget } from "../../display/target.ts";
import type { Target } from "../../protocol/engine.ts";
import type { Inspection } from "../../protocol/inspection.ts";
import { fileName } from "../editor/file-name.ts";
import { COMPRESSED_SCHEME, previewOf, sourceOf } from "../editor/preview-uri.ts";
import { orTell, tell } from "../failures.ts";
import type { Services } from "../services.ts";
import { promptAt } from "../state/prompt-at.ts";

/** Milliseconds of quiet after an edit before an open preview is made anew. */
const QUIET = 200;

/** The shorter prompt beside the prompt, in the editor's own diff: trimmed, or squeezed to what the user sets. */
export function compressionPreview({ compressions, files, inspections, log }: Services): Disposable {
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
    const compression = await compressions.of(document);
    refresh(document.uri);
    const title = l10n.t("{0} ↔ shorter", fileName(document.uri));
    await commands.executeCommand("vscode.diff", document.uri, previewOf(document.uri), title, { preview: true });
    await readAs(document, previewOf(document.uri));
    const weight = await inspections.of(document);
    const why = whyNot(costChange(weight.cost, compression), compression);
    if (compression.limited)
      window.showInformationMessage(lossInWords(compressions.target(document.uri), weight, compression.atRisk));
    else if (why) window.showInformationMessage(l10n.t("A shorter prompt may not pay off here: {0}.", why));
  }

  async function squeeze(): Promise<void> {
    const document = await promptAt(files);
    const weight = await inspections.of(document);
    const value = await askTarget(compressions.target(document.uri), weight);
    if (value === undefined) return;
    compressions.setTarget(document.uri, parseTarget(value));
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
    commands.registerCommand("tare.setRetention", () => orTell(log, squeeze)),
  );
}

/** Asks how far to squeeze a prompt, as text; it says what that costs as the user types. */
function askTarget(current: Target | undefined, weight: Inspection): Thenable<string | undefined> {
  return window.showInputBox({
    title: l10n.t("Compression Target"),
    prompt: l10n.t("Share of the prose to keep (80%) or number of tokens (1200). Leave empty to only trim."),
    ...(current && { value: formatTarget(current) }),
    validateInput: (text) => {
      const target = parseTarget(text);
      if (!target && text.trim() !== "") return l10n.t("Enter a share from 1% to 100%, or a number of tokens.");
      return { message: lossInWords(target, weight), severity: InputBoxValidationSeverity.Info };
    },
  });
}

/** Shows a preview in its prompt's language and with wrapped lines, since prose is compared. */
async function readAs({ languageId }: TextDocument, preview: Uri): Promise<void> {
  const shown = await workspace.openTextDocument(preview);
  if (shown.languageId !== languageId) await languages.setTextDocumentLanguage(shown, languageId);
  const configured = (section: string) =>
    workspace.getConfiguration(section, { uri: preview, languageId }).get("wordWrap");
  const isWrapped = configured("diffEditor") !== "inherit" || configured("editor") !== "off" || wrapped.has(shown);
  wrapped.add(shown);
  // There is no setting for a single editor; the command only toggles.
  if (!isWrapped) await commands.executeCommand("editor.action.toggleWordWrap");
}

/** The previews whose lines were made to wrap: the editor remembers that as long as they are open. */
const wrapped = new WeakSet<TextDocument>();
