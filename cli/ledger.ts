import { formatCount } from "../display/format.ts";
import { defaultLogs } from "../engine/ledger/default-logs.ts";
import { exportedCalls, exportLines } from "../engine/ledger/export.ts";
import { importLogs } from "../engine/ledger/import.ts";
import { KeptCalls } from "../engine/ledger/kept-calls.ts";
import { logSource, logsToImport } from "../engine/ledger/log-files.ts";
import { parquetBytes } from "../engine/ledger/parquet.ts";
import { ledgerReport, type PlacedCalls } from "../engine/ledger/report.ts";
import { ledgerChanged, withLedger } from "../engine/ledger/user-ledger.ts";
import { Failure } from "../protocol/failure.ts";
import type { LedgerView } from "../protocol/ledger.ts";
import { NAMED, readCallLogs, sayUnread } from "./call-logs.ts";
import { printLedger } from "./print-ledger.ts";
import { withProgress } from "./progress.ts";
import { print, printJson, say, writeBytes, writeResult } from "./terminal.ts";

/**
 * `tare ledger import`: reads what is new in call logs into the ledger; without a path, in the logs that known tools
 * keep for this user. Throws `Failure`.
 */
export async function runLedgerImport(paths: readonly string[]): Promise<void> {
  const files = await logsToImport(paths.length > 0 ? paths : await foundLogs());
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

/** `tare ledger report`: where the money of call logs went. Throws `Failure`. */
export async function runLedgerReport(
  paths: readonly string[],
  { by, json }: { by: readonly LedgerView[]; json?: boolean },
): Promise<void> {
  const { report, logs } = await withCalls(paths, async (calls) => {
    return { report: await ledgerReport(calls), logs: new Set(calls.files.values()).size };
  });
  if (json) await printJson(JSON.stringify(report));
  else printLedger(report, by, logs);
}

/**
 * `tare ledger export`: a usage record a line, as one CSV, or as Parquet; never the text of a prompt. Throws `Failure`.
 */
export async function runLedgerExport(
  paths: readonly string[],
  { csv, parquet }: { csv?: boolean; parquet?: boolean },
): Promise<void> {
  if (parquet && process.stdout.isTTY)
    throw new Failure("usage", "Parquet is no text: send it to a file (> calls.parquet).");
  await withCalls(paths, async (placed) => {
    const calls = exportedCalls(placed);
    if (parquet) for await (const bytes of parquetBytes(calls)) await writeBytes(bytes);
    else if (csv) for await (const line of exportLines(calls, "csv")) await writeResult(`${line}\n`);
    else for await (const line of exportLines(calls, "jsonl")) await printJson(line);
  });
}

/** Works on the calls of the named logs; where none is named, on those of the ledger. */
async function withCalls<T>(paths: readonly string[], work: (calls: PlacedCalls) => Promise<T>): Promise<T> {
  if (paths.length > 0) {
    const { records, files, bad } = await readCallLogs(paths);
    sayUnread(files, bad);
    if (records.length === 0) throw new Failure("bad-input", "no usage records found.");
    return work({ records, files: new Map(files.entries()) });
  }
  if (ledgerChanged() === undefined)
    throw new Failure("usage", "the ledger is empty: run `tare ledger import` first, or name call logs.");
  return withLedger(async (database) => work(await new KeptCalls(database).placed()));
}

async function foundLogs(): Promise<string[]> {
  const found = await defaultLogs();
  if (found.length === 0)
    throw new Failure("usage", "no logs of a known tool are at their usual place: name call logs, or folders of them.");
  for (const { tool, folder, logs } of found) say(`${tool}: ${inLogs(logs)} in ${folder}`);
  return found.map(({ folder }) => folder);
}

function inLogs(logs: number): string {
  return logs === 1 ? "1 log" : `${formatCount(logs)} logs`;
}
