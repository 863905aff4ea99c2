import {
  commands,
  Disposable,
  l10n,
  type OpenDialogOptions,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  window,
} from "vscode";
import { formatBytes, formatCount } from "../../display/format.ts";
import { inLogs } from "../../display/ledger-words.ts";
import type { FoundLogs, ImportedLogs } from "../../protocol/ledger.ts";
import { unlinked } from "../editor/markdown.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

/** Imports calls from the logs of the user's tools, or from chosen ones, into the ledger. Numbers are kept, no text. */
export function importCalls({ ledger, log }: Services): Disposable {
  async function run(): Promise<void> {
    const paths = await choose(await ledger.find());
    if (!paths) return;
    const title = l10n.t("Tare is importing calls.");
    const reading = { location: ProgressLocation.Notification, title, cancellable: true };
    const imported = await window.withProgress(reading, (progress, token) => {
      let done = 0;
      return ledger.import(
        paths,
        (share) => {
          progress.report({ increment: 100 * (share - done) });
          done = share;
        },
        token,
      );
    });
    await tell(imported);
  }

  return Disposable.from(commands.registerCommand("tare.importCalls", () => orTell(log, run)));
}

/** Something that can be imported. */
interface Choice extends QuickPickItem {
  readonly paths?: () => Thenable<readonly string[] | undefined>;
}

/** Asks once, with what was found, which logs to read; undefined where the user wants none. */
async function choose(found: readonly FoundLogs[]): Promise<readonly string[] | undefined> {
  const folders = found.map(({ folder }) => folder);
  const all: Choice = {
    label: l10n.t("Import all of these"),
    description: sizeInWords(found),
    paths: async () => folders,
  };
  const choices: readonly Choice[] = [
    ...(found.length > 1 ? [all] : []),
    ...found.map((place) => ({
      label: place.tool,
      description: sizeInWords([place]),
      detail: place.folder,
      paths: async () => [place.folder],
    })),
    { label: "", kind: QuickPickItemKind.Separator },
    { label: l10n.t("Choose Files…"), paths: () => pick({ canSelectFiles: true, filters: logFilter() }) },
    { label: l10n.t("Choose a Folder…"), paths: () => pick({ canSelectFiles: false, canSelectFolders: true }) },
  ];
  const nothing = l10n.t("No logs of known tools were found at their usual places.");
  const kept = l10n.t("Numbers and names are kept on this machine, never the text of a prompt.");
  const choice = await window.showQuickPick(choices, {
    title: found.length > 0 ? l10n.t("Import Calls") : nothing,
    placeHolder: kept,
  });
  return choice?.paths?.();
}

/** A dialog for files and folders at once would choose only folders on some systems. */
async function pick(what: OpenDialogOptions): Promise<readonly string[] | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t("Import Calls"),
    openLabel: l10n.t("Import"),
    canSelectMany: true,
    ...what,
  });
  return chosen?.map(({ fsPath }) => fsPath);
}

function logFilter() {
  return { [l10n.t("Call logs")]: ["jsonl", "ndjson", "log", "json", "csv", "gz", "zst"] };
}

/** `12 logs, 3.4 MB` */
function sizeInWords(found: readonly FoundLogs[]): string {
  const sum = (of: (place: FoundLogs) => number) => found.reduce((all, place) => all + of(place), 0);
  return `${inLogs(sum(({ logs }) => logs))}, ${formatBytes(sum(({ bytes }) => bytes))}`;
}

async function tell({ calls, read, known, unread, firstUnread }: ImportedLogs): Promise<void> {
  const told =
    read === 0 && unread === 0
      ? l10n.t("These logs hold nothing new.")
      : l10n.t("New calls: {0}. Logs read: {1}; nothing new in: {2}.", ...[calls, read, known].map(formatCount));
  const problem =
    firstUnread === undefined
      ? ""
      : ` ${unlinked(l10n.t("Lines or logs that could not be read: {0}. The first: {1}", formatCount(unread), firstUnread))}`;
  const show = l10n.t("Show Where the Tokens Went");
  const choice = await (problem
    ? window.showWarningMessage(told + problem, show)
    : window.showInformationMessage(told, show));
  if (choice === show) await commands.executeCommand("tare.showLedger");
}
