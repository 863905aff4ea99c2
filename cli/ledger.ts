import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import Papa from "papaparse";
import { formatCount } from "../display/format.ts";
import type { PlacedRecord } from "../engine/calls/unique-calls.ts";
import { importLogs, type LogFile } from "../engine/ledger/import.ts";
import { KeptCalls } from "../engine/ledger/kept-calls.ts";
import { recordPricer } from "../engine/ledger/price-record.ts";
import { ledgerReport } from "../engine/ledger/report.ts";
import { ledgerChanged, withLedger } from "../engine/ledger/user-ledger.ts";
import { Failure } from "../protocol/failure.ts";
import type { LedgerView } from "../protocol/ledger.ts";
import { NAMED, readCallLogs, sayUnread } from "./call-logs.ts";
import { defaultLogs } from "./default-logs.ts";
import { isPacked, logFiles, logSource } from "./log-files.ts";
import { printLedger } from "./print-ledger.ts";
import { withProgress } from "./progress.ts";
import { print, printJson, say, writeResult } from "./terminal.ts";

/**
 * `tare ledger import`: reads what is new in call logs into the ledger; without a path in those that tools of this user keep.
 * Throws `Failure`.
 */
export async function runLedgerImport(paths: readonly string[]): Promise<void> {
  const files = await filesToImport(paths.length > 0 ? paths : await foundLogs());
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  let bad = 0;
  const onBad = (path: string, { line, message }: { line: number; message: string }) => {
    if (bad++ < NAMED) say(`${path}: line ${line}: ${message}`);
  };
  const onFailure = ({ message }: Failure) => say(message);
  const imported = await withLedger((database) =>
    withProgress("Importing", (onProgress) =>
      importLogs(database, files, logSource, { signal: stop.signal, onProgress, onBad, onFailure }),
    ),
  );
  if (bad > NAMED) say(`${formatCount(bad - NAMED)} more lines are no usage records`);
  const { calls, read, known } = imported;
  print(
    `${calls === 1 ? "1 new call" : `${formatCount(calls)} new calls`} in ${inLogs(read)}; nothing new in ${formatCount(known)}.`,
  );
}

async function filesToImport(paths: readonly string[]): Promise<LogFile[]> {
  const files: LogFile[] = [];
  for (const file of await logFiles(paths)) {
    if (file === "-")
      throw new Failure("usage", "standard input cannot be imported: name call logs, or folders of them.");
    const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
    files.push({ path: resolve(file), size, changed: mtimeMs, isPlain: !isPacked(file) });
  }
  return files;
}

/** `tare ledger report`: where the money of call logs went. Throws `Failure`. */
export async function runLedgerReport(
  paths: readonly string[],
  { by, json }: { by: readonly LedgerView[]; json?: boolean },
): Promise<void> {
  const { report, logs } = await withCalls(paths, async ({ records, files }) => {
    return { report: await ledgerReport(records), logs: new Set(files.values()).size };
  });
  if (json) await printJson(JSON.stringify(report));
  else printLedger(report, by, logs);
}

/** `tare ledger export`: a usage record a line, or as one CSV; never the text of a prompt. Throws `Failure`. */
export async function runLedgerExport(paths: readonly string[], { csv }: { csv?: boolean }): Promise<void> {
  const priceOf = recordPricer();
  if (csv) writeResult(`${COLUMNS.join(",")}\n`);
  await withCalls(paths, async ({ records, files }) => {
    for await (const record of records) {
      const row = exported(record, files.get(record.log), priceOf(record)?.total);
      if (csv)
        await writeResult(`${Papa.unparse([row], { columns: [...COLUMNS], header: false, escapeFormulae: true })}\n`);
      else await printJson(JSON.stringify(row));
    }
  });
}

const COLUMNS = [
  ...["time", "tool", "project", "session", "provider", "model", "effort", "tier", "calls", "input", "cached"],
  ...["cacheWrite5m", "cacheWrite1h", "hidden", "output", "visible", "toolCalls", "seconds", "cost", "computedCost"],
  ...["doubt", "id", "requestId", "file", "line"],
] as const;

function exported({ prompt: _, log, time, ...record }: PlacedRecord, file?: string, computedCost?: number) {
  return {
    ...(time !== undefined && { time: new Date(time).toISOString() }),
    ...record,
    ...(computedCost !== undefined && { computedCost }),
    ...(file !== undefined && { file }),
  };
}

/** Calls, and the paths of the logs that their `log` means. */
interface Calls {
  readonly records: Iterable<PlacedRecord> | AsyncIterable<PlacedRecord>;
  readonly files: ReadonlyMap<number, string>;
}

/** Does something with the calls of the logs that are named, else with those of the ledger. */
async function withCalls<T>(paths: readonly string[], work: (calls: Calls) => Promise<T>): Promise<T> {
  if (paths.length > 0) {
    const { records, files, bad } = await readCallLogs(paths);
    sayUnread(files, bad);
    if (records.length === 0) throw new Failure("bad-input", "no usage records found.");
    return work({ records, files: new Map(files.entries()) });
  }
  if (ledgerChanged() === undefined)
    throw new Failure("usage", "the ledger is empty: run `tare ledger import` first, or name call logs.");
  return withLedger(async (database) => {
    const kept = new KeptCalls(database);
    return work({ records: kept.all(), files: await kept.files() });
  });
}

async function foundLogs(): Promise<string[]> {
  const found = await defaultLogs();
  if (found.length === 0)
    throw new Failure("usage", "no logs of a known tool are at their usual place: name call logs, or folders of them.");
  for (const { tool, folder } of found) {
    const logs = (await logFiles([folder])).length;
    say(`${tool}: ${inLogs(logs)} in ${folder}`);
  }
  return found.map(({ folder }) => folder);
}

function inLogs(logs: number): string {
  return logs === 1 ? "1 log" : `${formatCount(logs)} logs`;
}
