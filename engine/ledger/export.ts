import Papa from "papaparse";
import type { ExportFormat, LedgerFilter } from "../../protocol/ledger.ts";
import type { PlacedRecord } from "../calls/unique-calls.ts";
import { recordPricer } from "./price-record.ts";
import { isAmong, type PlacedCalls } from "./report.ts";

/** What an export tells of each call. */
const COLUMNS = [
  ...["time", "tool", "project", "session", "provider", "model", "effort", "tier", "calls", "input", "cached"],
  ...["cacheWrite5m", "cacheWrite1h", "hidden", "output", "visible", "toolCalls", "seconds", "cost", "computedCost"],
  ...["doubt", "id", "requestId", "file", "line"],
];

/** Calls as lines of JSON, or as the lines of a CSV with a head: with the cost by the price table, without any prompt. */
export async function* exportLines(
  { records, files }: PlacedCalls,
  format: ExportFormat,
  only: LedgerFilter = {},
): AsyncGenerator<string> {
  const priceOf = recordPricer();
  if (format === "csv") yield COLUMNS.join(",");
  for await (const record of records) {
    if (!isAmong(record, only)) continue;
    const row = exported(record, files.get(record.log), priceOf(record)?.total);
    if (format === "csv") yield Papa.unparse([row], { columns: COLUMNS, header: false, escapeFormulae: true });
    else yield JSON.stringify(row);
  }
}

function exported(
  { prompt: _, answer: _answer, log, time, ...record }: PlacedRecord,
  file?: string,
  computedCost?: number,
) {
  return {
    ...(time !== undefined && { time: new Date(time).toISOString() }),
    ...record,
    ...(computedCost !== undefined && { computedCost }),
    ...(file !== undefined && { file }),
  };
}
