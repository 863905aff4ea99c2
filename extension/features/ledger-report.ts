import { commands, Disposable, l10n, Range, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { formatCount } from "../../display/format.ts";
import { asFailure } from "../../protocol/failure.ts";
import type { LedgerFilter } from "../../protocol/ledger.ts";
import {
  exportCallsNotification,
  importCallsNotification,
  type LedgerState,
  ledgerFilterNotification,
  ledgerReadyNotification,
  ledgerStateNotification,
  openCallNotification,
} from "../../protocol/ledger-page.ts";
import { fileName } from "../editor/file-name.ts";
import { fillWebview } from "../editor/fill-webview.ts";
import { pageCommand } from "../editor/page-command.ts";
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

/** The page of the ledger: where the tokens went. */
export function ledgerReport(services: Services): Disposable {
  return pageCommand("tare.showLedger", () => openReport(services));
}

function openReport({ context, ledger, log }: Services): WebviewPanel {
  const title = l10n.t("Where the Tokens Went");
  const page = window.createWebviewPanel("tare.ledger", title, ViewColumn.Active, { retainContextWhenHidden: true });
  let state: LedgerState = { only: {}, isReading: true };

  function post(): void {
    void connection.sendNotification(ledgerStateNotification, state);
  }

  /** Reads the report of some calls; of several requests at once only the last is shown. */
  async function read(only: LedgerFilter): Promise<void> {
    const { failure: _, ...before } = state;
    const asked: LedgerState = { ...before, only, isReading: true };
    state = asked;
    post();
    const told = await ledger.report(only).then(
      (report) => ({ report }),
      (error) => ({ failure: asFailure(error).message }),
    );
    if (state !== asked) return;
    state = { ...asked, ...told, isReading: false };
    post();
  }

  async function exportCalls(): Promise<void> {
    const target = await window.showSaveDialog({
      title: l10n.t("Export Calls"),
      saveLabel: l10n.t("Export"),
      filters: { CSV: ["csv"], [l10n.t("JSON lines")]: ["jsonl"], Parquet: ["parquet"] },
    });
    if (!target) return;
    const ending = target.path.split(".").at(-1);
    const format = ending === "csv" || ending === "parquet" ? ending : "jsonl";
    const calls = await ledger.export({ file: target.fsPath, format, only: state.only });
    void window.showInformationMessage(l10n.t("Calls written to {0}: {1}.", fileName(target), formatCount(calls)));
  }

  const connection = fillWebview(page.webview, context.extensionUri, {
    element: "tare-ledger",
    title,
    ready: ledgerReadyNotification,
    onReady: post,
    listen: (listening) => {
      listening.onNotification(ledgerFilterNotification, (only) => void read(only));
      listening.onNotification(importCallsNotification, () => void commands.executeCommand("tare.importCalls"));
      listening.onNotification(exportCallsNotification, () => orTell(log, exportCalls));
      listening.onNotification(openCallNotification, ({ file, line }) => {
        const selection = new Range(line - 1, 0, line - 1, 0);
        return orTell(
          log,
          async () => void (await commands.executeCommand("vscode.open", Uri.file(file), { selection })),
        );
      });
    },
  });
  const changes = ledger.onDidChange(() => void read(state.only));
  page.onDidDispose(() => Disposable.from(connection, changes).dispose());
  void read({});
  return page;
}
