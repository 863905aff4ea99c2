import { type CancellationToken, type Disposable, EventEmitter, type Uri } from "vscode";
import {
  exportLedgerRequest,
  findLogsRequest,
  forgetCallsRequest,
  importLogsRequest,
  type LedgerExport,
  ledgerReportRequest,
} from "../../protocol/engine.ts";
import type { FoundLogs, ImportedLogs, LedgerFilter, LedgerReport } from "../../protocol/ledger.ts";
import { readText } from "../editor/read-text.ts";
import type { EngineClient } from "../engine/engine-client.ts";

/** The ledger of this user, which the engine keeps. All of it rejects with a `Failure`. */
export class Ledger implements Disposable {
  readonly #engine: EngineClient;
  readonly #changed = new EventEmitter<void>();
  /** Calls were imported. */
  readonly onDidChange = this.#changed.event;

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** The logs of known tools, where these keep them. */
  find(): Promise<readonly FoundLogs[]> {
    return this.#engine.request(findLogsRequest, {});
  }

  /** Imports logs, or folders of them; what was read is kept, however it ends. */
  async import(
    logs: readonly Uri[],
    onProgress: (share: number) => void,
    token: CancellationToken,
  ): Promise<ImportedLogs> {
    const isOnDisk = logs.every(({ scheme }) => scheme === "file");
    const asked = isOnDisk
      ? { paths: logs.map(({ fsPath }) => fsPath) }
      : { texts: await Promise.all(logs.map(readText)) };
    try {
      return await this.#engine.requestTracked(importLogsRequest, asked, onProgress, token);
    } finally {
      this.#changed.fire();
    }
  }

  async forget(): Promise<void> {
    await this.#engine.request(forgetCallsRequest, {});
    this.#changed.fire();
  }

  /** Null where nothing was imported yet. */
  report(only: LedgerFilter): Promise<LedgerReport | null> {
    return this.#engine.request(ledgerReportRequest, only);
  }

  /** Writes calls to a file; resolves to how many. */
  export(target: LedgerExport): Promise<number> {
    return this.#engine.request(exportLedgerRequest, target);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
