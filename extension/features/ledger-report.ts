import { commands, Disposable, l10n, Range, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import type { MessageConnection } from "vscode-jsonrpc";
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
import { orTell } from "../failures.ts";
import type { Services } from "../services.ts";

/** The page of the ledger, once at most: where the tokens went. */
export function ledgerReport(services: Services): Disposable {
  let page: LedgerPageHost | undefined;
  return Disposable.from(
    commands.registerCommand("tare.showLedger", () => {
      if (page) return page.reveal();
      page = new LedgerPageHost(services);
      page.onDidClose(() => {
        page = undefined;
      });
    }),
    new Disposable(() => page?.dispose()),
  );
}

class LedgerPageHost implements Disposable {
  readonly #services: Services;
  readonly #panel: WebviewPanel;
  readonly #connection: MessageConnection;
  readonly #subscription: Disposable;
  readonly onDidClose: WebviewPanel["onDidDispose"];
  #state: LedgerState = { only: {}, isReading: true };

  constructor(services: Services) {
    this.#services = services;
    const title = l10n.t("Where the Tokens Went");
    this.#panel = window.createWebviewPanel("tare.ledger", title, ViewColumn.Active, { retainContextWhenHidden: true });
    this.onDidClose = this.#panel.onDidDispose;
    this.#subscription = services.ledger.onDidChange(() => void this.#read(this.#state.only));
    this.#connection = fillWebview(this.#panel.webview, services.context.extensionUri, {
      element: "tare-ledger",
      title,
      ready: ledgerReadyNotification,
      onReady: () => this.#post(),
      listen: (connection) => this.#listen(connection),
    });
    this.onDidClose(() => {
      this.#connection.dispose();
      this.#subscription.dispose();
    });
    void this.#read({});
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #listen(connection: MessageConnection): void {
    const { log } = this.#services;
    connection.onNotification(ledgerFilterNotification, (only) => void this.#read(only));
    connection.onNotification(importCallsNotification, () => void commands.executeCommand("tare.importCalls"));
    connection.onNotification(exportCallsNotification, () => orTell(log, () => this.#export()));
    connection.onNotification(openCallNotification, ({ file, line }) => {
      const selection = new Range(line - 1, 0, line - 1, 0);
      return orTell(
        log,
        async () => void (await commands.executeCommand("vscode.open", Uri.file(file), { selection })),
      );
    });
  }

  /** Reads the report of some calls; of several asked for at once the last one is shown. */
  async #read(only: LedgerFilter): Promise<void> {
    const { failure: _, ...before } = this.#state;
    const asked: LedgerState = { ...before, only, isReading: true };
    this.#state = asked;
    this.#post();
    const told = await this.#services.ledger.report(only).then(
      (report) => ({ report }),
      (error) => ({ failure: asFailure(error).message }),
    );
    if (this.#state !== asked) return;
    this.#state = { ...asked, ...told, isReading: false };
    this.#post();
  }

  async #export(): Promise<void> {
    const target = await window.showSaveDialog({
      title: l10n.t("Export Calls"),
      saveLabel: l10n.t("Export"),
      filters: { CSV: ["csv"], [l10n.t("JSON lines")]: ["jsonl"], Parquet: ["parquet"] },
    });
    if (!target) return;
    const ending = target.path.split(".").at(-1);
    const format = ending === "csv" || ending === "parquet" ? ending : "jsonl";
    const calls = await this.#services.ledger.export({ file: target.fsPath, format, only: this.#state.only });
    void window.showInformationMessage(l10n.t("Calls written to {0}: {1}.", fileName(target), formatCount(calls)));
  }

  #post(): void {
    void this.#connection?.sendNotification(ledgerStateNotification, this.#state);
  }
}
