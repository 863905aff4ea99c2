import {
  commands,
  type Disposable,
  l10n,
  TabInputTextDiff,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { formatMoney, formatShare } from "../../display/format.ts";
import { costChange } from "../../display/saving.ts";
import { formatTarget, isTrimmed } from "../../display/target.ts";
import type { Target } from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { previewOf } from "../editor/preview-uri.ts";
import { reviewableEdit } from "../editor/reviewable-edit.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";
import { promptAt } from "../state/prompt-at.ts";

/**
 * Milliseconds after which the view of a review may have its rows: later on a slow machine. Only then can they be grouped
 * by their reasons; to group them again changes nothing.
 */
const REVIEW_OPENS = [700, 2000, 5000];

/** Applies the shorter prompt to the text: a trim at once, a squeeze piece by piece, in a review. */
export function applyCompression({ compressions, inspections, files, log }: Services): Disposable {
  async function apply(target?: Uri): Promise<void> {
    const document = await promptAt(files, target);
    const [compression, inspection] = await unchanged(document, () =>
      Promise.all([compressions.of(document), inspections.of(document)]),
    );
    if (compression.removed.length === 0) {
      window.showInformationMessage(nothingGoes(compressions.target(document.uri)));
      return;
    }
    const before = document.getText();
    const { start, end } = files.scopeOrThrow(document);
    const applying = workspace.applyEdit(reviewableEdit(document, compression), { isRefactoring: true });
    // What trim removes needs no review, so no view opens for it.
    const grouping = compression.removed.every(({ loss }) => isTrimmed(loss))
      ? []
      : REVIEW_OPENS.map((opens) => setTimeout(() => commands.executeCommand("refactorPreview.groupByType"), opens));
    const applied = await applying;
    grouping.forEach(clearTimeout);
    if (!applied || document.getText() === before) return;
    await closePreview(document.uri);
    await window.showTextDocument(document);
    const after = document.getText();
    const share = formatShare((before.length - after.length) / (end - start));
    // Where only a part was accepted, its saving is not known.
    const change = after === compression.text ? (costChange(inspection.cost, compression) ?? 0) : 0;
    window.setStatusBarMessage(appliedInWords(share, -1000 * change, inspection.session !== undefined), 8000);
  }

  return commands.registerCommand("tare.applyCompression", (uri?: Uri) => orTell(log, () => apply(uri)));
}

/** `dollars`: the saving of a thousand calls, or of a thousand turns of an agent that loads the file. */
function appliedInWords(share: string, dollars: number, isTurn: boolean): string {
  if (dollars <= 0) return l10n.t("Tare: the prompt is {0} shorter. Undo restores it.", share);
  const saved = formatMoney(dollars);
  return isTurn
    ? l10n.t("Tare: the file is {0} shorter, {1} less per 1,000 turns. Undo restores it.", share, saved)
    : l10n.t("Tare: the prompt is {0} shorter, {1} less per 1,000 calls. Undo restores it.", share, saved);
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
  throw new Failure("cancelled", l10n.t("The text is being edited."));
}

function nothingGoes(target: Target | undefined): string {
  if (target) return l10n.t("Nothing in this prompt can be removed to reach {0}.", formatTarget(target));
  return l10n.t("Trim found nothing to remove in this prompt. “Tare: Set Compression Target…” removes more.");
}
