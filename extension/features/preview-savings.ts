import { Disposable, l10n, StatusBarAlignment, window, workspace } from "vscode";
import { formatCount, formatShare } from "../../display/format.ts";
import { activeEditor } from "../editor/active-editor.ts";
import { COMPRESSED_SCHEME, sourceOf } from "../editor/preview-uri.ts";
import type { Services } from "../services.ts";

/**
 * Tokens before and after, while a preview is open. The title of a diff cannot change; this follows the slider.
 */
export function previewSavings({ compressions }: Services): Disposable {
  const item = window.createStatusBarItem("tare.preview", StatusBarAlignment.Right, 110);
  item.name = l10n.t("Tare: Compression Preview");
  item.command = "tare.setRetention";
  item.tooltip = l10n.t("Tokens of the prompt and of its shorter version. Click to set the compression target.");

  async function show(): Promise<void> {
    const preview = activeEditor()?.document.uri;
    if (preview?.scheme !== COMPRESSED_SCHEME) {
      item.hide();
      return;
    }
    const document = await workspace.openTextDocument(sourceOf(preview));
    const compression = await compressions.of(document).catch(() => undefined);
    if (activeEditor()?.document.uri.toString() !== preview.toString()) return;
    if (!compression) {
      item.hide();
      return;
    }
    const { before, after } = compression;
    item.text = `${formatCount(before)} → ${formatCount(after)} tok · −${formatShare((before - after) / Math.max(1, before))}`;
    item.show();
  }

  return Disposable.from(
    item,
    window.onDidChangeActiveTextEditor(() => void show()),
    compressions.onDidChange(() => void show()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === COMPRESSED_SCHEME) void show();
    }),
  );
}
