import * as l10n from "@vscode/l10n";
import type { LogsToImport } from "../protocol/engine.ts";
import type { ImportedLogs } from "../protocol/ledger.ts";
import { readLogs } from "./calls/read-logs.ts";
import { learnFrom } from "./learn-calls.ts";
import type { Ledger } from "./ledger/ledger.ts";
import type { Progress } from "./progress.ts";
import type { Forecaster } from "./reasoning/forecaster.ts";

/**
 * Reads what is new in logs into the ledger, then learns from the newest of them and audits these. What was read is kept,
 * however it ends. Throws a `Failure`: "cancelled", "bad-input", "model-files".
 */
export async function importAndAudit(
  logs: LogsToImport,
  ledger: Ledger,
  forecaster: Forecaster,
  { signal, onProgress }: Progress,
): Promise<ImportedLogs> {
  const half = (from: number): Progress => ({
    ...(signal && { signal }),
    onProgress: (share) => onProgress?.(from + share / 2),
  });
  if ("texts" in logs) {
    const read = readLogs(logs.texts);
    const { calls, audit, bad } = await learnFrom(read, forecaster, half(0.5));
    const [first] = bad;
    return {
      ...{ read: logs.texts.length, known: 0, calls: read.records.length, lessons: calls, audit, unread: bad.length },
      ...(first && { firstUnread: l10n.t("line {0}: {1}", first.line, first.message) }),
    };
  }
  const imported = await ledger.import(logs.paths, half(0));
  const { calls, audit } = await learnFrom(await ledger.newest(logs.paths), forecaster, half(0.5));
  return { ...imported, lessons: calls.filter(({ expected }) => expected), audit };
}
