import { NotificationType, NotificationType0 } from "vscode-jsonrpc";
import type { LedgerFilter, LedgerReport } from "./ledger.ts";

/** All that the page of the ledger shows. */
export interface LedgerState {
  /** The calls that the report is of, or shall be once it is read. */
  readonly only: LedgerFilter;
  /** Null where nothing was imported yet; absent until it is read for the first time. */
  readonly report?: LedgerReport | null;
  readonly isReading: boolean;
  /** Why it could not be read, in the user's words. */
  readonly failure?: string;
}

/** To the page: the whole state, in answer to `ledgerReadyNotification` and after every change. */
export const ledgerStateNotification = new NotificationType<LedgerState>("tare/ledger/state");

/** From the page, once it listens. */
export const ledgerReadyNotification = new NotificationType0("tare/ledger/ready");
/** Which calls the report shall be of. */
export const ledgerFilterNotification = new NotificationType<LedgerFilter>("tare/ledger/filter");
/** The line of a log that tells of a call is to be opened. */
export const openCallNotification = new NotificationType<{ readonly file: string; readonly line: number }>(
  "tare/ledger/openCall",
);
export const importCallsNotification = new NotificationType0("tare/ledger/import");
/** The calls that the report is of are to be written to a file. */
export const exportCallsNotification = new NotificationType0("tare/ledger/export");
