import {
  commands,
  Disposable,
  l10n,
  type OpenDialogOptions,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  Uri,
  window,
} from "vscode";
import { isUnusual } from "../../display/audit-words.ts";
import { formatBytes, formatCount } from "../../display/format.ts";
import { inLogs } from "../../display/ledger-words.ts";
import type { FoundLogs, ImportedLogs } from "../../protocol/ledger.ts";
import { unlinked } from "../editor/markdown.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

/**
 * Imports calls from the logs of the user's tools, or from chosen ones: the ledger keeps them, forecasts learn from them, the
 * newest are audited. Numbers are kept, no text. All of it can be deleted.
 */
export function importCalls({ ledger, lastImport, log }: Services): Disposable {
  async function run(given?: Uri): Promise<void> {
    const logs = given instanceof Uri ? [given] : await choose(await ledger.find());
    if (!logs) return;
    const title = l10n.t("Tare is importing calls.");
    const reading = { location: ProgressLocation.Notification, title, cancellable: true };
    const imported = await window.withProgress(reading, (progress, token) => {
      let done = 0;
      return ledger.import(
        logs,
        (share) => {
          progress.report({ increment: 100 * (share - done) });
          done = share;
        },
        token,
      );
    });
    await lastImport.replace(imported.lessons, imported.audit);
    await tell(imported);
  }

  async function forget(): Promise<void> {
    const title = l10n.t("Delete all imported calls?");
    const placeHolder = l10n.t("The ledger and the audit are emptied. The logs stay.");
    if (!(await window.showQuickPick([l10n.t("Delete")], { title, placeHolder }))) return;
    await lastImport.replace([], []);
    await ledger.forget();
  }

  return Disposable.from(
    commands.registerCommand("tare.importCalls", (uri?: Uri) => orTell(log, () => run(uri))),
    commands.registerCommand("tare.forgetCalls", () => orTell(log, forget)),
  );
}

/** Something that can be imported. */
interface Choice extends QuickPickItem {
  readonly logs?: () => Thenable<readonly Uri[] | undefined>;
}

/** Asks once, with what was found, which logs to read; undefined where the user wants none. */
async function choose(found: readonly FoundLogs[]): Promise<readonly Uri[] | undefined> {
  const folders = found.map(({ folder }) => Uri.file(folder));
  const all: Choice = {
    label: l10n.t("Import all of these"),
    description: sizeInWords(found),
    logs: async () => folders,
  };
  const choices: readonly Choice[] = [
    ...(found.length > 1 ? [all] : []),
    ...found.map((place) => ({
      label: place.tool,
      description: sizeInWords([place]),
      detail: place.folder,
      logs: async () => [Uri.file(place.folder)],
    })),
    { label: "", kind: QuickPickItemKind.Separator },
    { label: l10n.t("Choose Files…"), logs: () => pick({ canSelectFiles: true, filters: logFilter() }) },
    { label: l10n.t("Choose a Folder…"), logs: () => pick({ canSelectFiles: false, canSelectFolders: true }) },
  ];
  const nothing = l10n.t("No logs of known tools were found at their usual places.");
  const kept = l10n.t("Numbers and names are kept on this machine, never the text of a prompt.");
  const choice = await window.showQuickPick(choices, {
    title: found.length > 0 ? l10n.t("Import Calls") : nothing,
    placeHolder: kept,
  });
  return choice?.logs?.();
}

/** A dialog for files and folders at once would choose only folders on some systems. */
function pick(what: OpenDialogOptions): Thenable<readonly Uri[] | undefined> {
  return window.showOpenDialog({
    title: l10n.t("Import Calls"),
    openLabel: l10n.t("Import"),
    canSelectMany: true,
    ...what,
  });
}

function logFilter() {
  return { [l10n.t("Call logs")]: ["jsonl", "ndjson", "log", "json", "csv", "tsv", "har", "gz", "zst"] };
}

/** `12 logs, 3.4 MB` */
function sizeInWords(found: readonly FoundLogs[]): string {
  const sum = (of: (place: FoundLogs) => number) => found.reduce((all, place) => all + of(place), 0);
  return `${inLogs(sum(({ logs }) => logs))}, ${formatBytes(sum(({ bytes }) => bytes))}`;
}

async function tell({ calls, read, known, audit, unread, firstUnread }: ImportedLogs): Promise<void> {
  const told =
    read === 0 && unread === 0
      ? l10n.t("These logs hold nothing new.")
      : l10n.t("New calls: {0}. Logs read: {1}; nothing new in: {2}.", ...[calls, read, known].map(formatCount));
  const problem =
    firstUnread === undefined
      ? ""
      : ` ${unlinked(l10n.t("Lines or logs that could not be read: {0}. The first: {1}", formatCount(unread), firstUnread))}`;
  const found = audit.some(isUnusual) ? ` ${l10n.t("Some look unusual: see the billing audit in the panel.")}` : "";
  const show = l10n.t("Show Where the Tokens Went");
  const choice = await (problem
    ? window.showWarningMessage(told + found + problem, show)
    : window.showInformationMessage(told + found, show));
  if (choice === show) await commands.executeCommand("tare.showLedger");
}
