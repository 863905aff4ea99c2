import { type CancellationToken, type Disposable, EventEmitter } from "vscode";
import {
  exportLedgerRequest,
  findLogsRequest,
  importLogsRequest,
  type LedgerExport,
  ledgerReportRequest,
} from "../../protocol/engine.ts";
import type { FoundLogs, ImportedLogs, LedgerFilter, LedgerReport } from "../../protocol/ledger.ts";
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
    paths: readonly string[],
    onProgress: (share: number) => void,
    token: CancellationToken,
  ): Promise<ImportedLogs> {
    try {
      return await this.#engine.requestTracked(importLogsRequest, { paths }, onProgress, token);
    } finally {
      this.#changed.fire();
    }
  }

  /** Null where nothing was imported yet. */
  report(only: LedgerFilter): Promise<LedgerReport | null> {
    return this.#engine.request(ledgerReportRequest, only);
  }

  /** Writes calls to a file; how many. */
  export(target: LedgerExport): Promise<number> {
    return this.#engine.request(exportLedgerRequest, target);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
