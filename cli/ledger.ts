import Papa from "papaparse";
import { formatCount } from "../display/format.ts";
import type { PlacedRecord } from "../engine/calls/unique-calls.ts";
import { recordPricer } from "../engine/ledger/price-record.ts";
import { ledgerReport } from "../engine/ledger/report.ts";
import { Failure } from "../protocol/failure.ts";
import type { LedgerView } from "../protocol/ledger.ts";
import { type ReadFiles, readCallLogs, sayUnread } from "./call-logs.ts";
import { defaultLogs } from "./default-logs.ts";
import { logFiles } from "./log-files.ts";
import { printLedger } from "./print-ledger.ts";
import { printJson, say, writeResult } from "./terminal.ts";

/** `tare ledger report`: where the money of call logs went. Throws `Failure`. */
export async function runLedgerReport(
  paths: readonly string[],
  { by, json }: { by: readonly LedgerView[]; json?: boolean },
): Promise<void> {
  const { records, files } = await readLedger(paths);
  const report = ledgerReport(records);
  if (json) await printJson(JSON.stringify(report));
  else printLedger(report, by, files.length);
}

/** `tare ledger export`: a usage record a line, or as one CSV; never the text of a prompt. Throws `Failure`. */
export async function runLedgerExport(paths: readonly string[], { csv }: { csv?: boolean }): Promise<void> {
  const { records, files } = await readLedger(paths);
  const priceOf = recordPricer();
  const rows = records.map((record) => exported(record, files, priceOf(record)?.total));
  if (csv) writeResult(`${Papa.unparse(rows, { columns: [...COLUMNS], escapeFormulae: true, newline: "\n" })}\n`);
  else for (const row of rows) await printJson(JSON.stringify(row));
}

const COLUMNS = [
  ...["time", "tool", "project", "session", "provider", "model", "effort", "tier", "calls", "input", "cached"],
  ...["cacheWrite5m", "cacheWrite1h", "hidden", "output", "visible", "toolCalls", "seconds", "cost", "computedCost"],
  ...["doubt", "id", "requestId", "file", "line"],
] as const;

function exported({ prompt: _, log, time, ...record }: PlacedRecord, files: readonly string[], computedCost?: number) {
  return {
    ...(time !== undefined && { time: new Date(time).toISOString() }),
    ...record,
    ...(computedCost !== undefined && { computedCost }),
    file: files[log],
  };
}

/** The calls of the logs that are named, else of those that tools of this user keep. */
async function readLedger(paths: readonly string[]): Promise<ReadFiles> {
  const read = await readCallLogs(paths.length > 0 ? paths : await foundLogs());
  sayUnread(read.files, read.bad);
  if (read.records.length === 0) throw new Failure("bad-input", "no usage records found.");
  return read;
}

async function foundLogs(): Promise<string[]> {
  const found = await defaultLogs();
  if (found.length === 0)
    throw new Failure("usage", "no logs of a known tool are at their usual place: name call logs, or folders of them.");
  for (const { tool, folder } of found) {
    const logs = (await logFiles([folder])).length;
    say(`${tool}: ${logs === 1 ? "1 log" : `${formatCount(logs)} logs`} in ${folder}`);
  }
  return found.map(({ folder }) => folder);
}
