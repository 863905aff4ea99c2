import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import type { ExportFormat, FoundLogs, ImportedLogs, LedgerFilter, LedgerReport } from "../../protocol/ledger.ts";
import type { ReadLogs } from "../calls/read-logs.ts";
import type { Progress } from "../progress.ts";

/** What an engine does with the ledger of its user. Each may throw a `Failure`. */
export interface Ledger {
  /** The calls that forecasts learn from. */
  readonly lessons: () => Promise<readonly OwnCall[]>;
  /** Where known tools have logs. */
  readonly find: () => Promise<readonly FoundLogs[]>;
  /** Reads what is new in logs, folders with all that is in them. */
  readonly import: (paths: readonly string[], progress: Progress) => Promise<Omit<ImportedLogs, "lessons" | "audit">>;
  /** The calls of the newest of these logs, as many as are soon read. */
  readonly newest: (paths: readonly string[]) => Promise<ReadLogs>;
  /** Empties it. */
  readonly forget: () => Promise<void>;
  /** Null where nothing was imported yet. */
  readonly report: (only: LedgerFilter) => Promise<LedgerReport | null>;
  /** Writes the calls to a file; how many. */
  readonly export: (file: string, format: ExportFormat, only: LedgerFilter) => Promise<number>;
}

/** That of an engine without a disk. */
export const NO_LEDGER: Ledger = {
  lessons: async () => [],
  find: async () => [],
  import: noDisk,
  newest: noDisk,
  forget: async () => {},
  report: noDisk,
  export: noDisk,
};

async function noDisk(): Promise<never> {
  throw new Failure("bad-input", l10n.t("The ledger needs a disk, which Tare does not have in VS Code for the web."));
}
