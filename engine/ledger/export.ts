import Papa from "papaparse";
import type { LedgerFilter } from "../../protocol/ledger.ts";
import type { PlacedRecord } from "../calls/unique-calls.ts";
import { recordPricer } from "./price-record.ts";
import { isAmong, type PlacedCalls } from "./report.ts";

/** What an export tells of each call, and the kind of its values. */
export const COLUMNS = {
  time: "time",
  tool: "text",
  project: "text",
  session: "text",
  provider: "text",
  model: "text",
  effort: "text",
  tier: "text",
  calls: "count",
  input: "count",
  cached: "count",
  cacheWrite5m: "count",
  cacheWrite1h: "count",
  hidden: "count",
  output: "count",
  visible: "count",
  toolCalls: "count",
  seconds: "amount",
  cost: "amount",
  computedCost: "amount",
  doubt: "text",
  id: "text",
  requestId: "text",
  file: "text",
  line: "count",
} as const;

/** A call as it is exported: with the cost by the price table, without its prompt and its answer. */
export type ExportedCall = { readonly [Name in keyof typeof COLUMNS]?: string | number };

export async function* exportedCalls(
  { records, files }: PlacedCalls,
  only: LedgerFilter = {},
): AsyncGenerator<ExportedCall> {
  const priceOf = recordPricer();
  for await (const record of records)
    if (isAmong(record, only)) yield exported(record, files.get(record.log), priceOf(record)?.total);
}

/** Calls as lines of JSON, or as the lines of a CSV with a head. */
export async function* exportLines(
  calls: AsyncIterable<ExportedCall>,
  format: "csv" | "jsonl",
): AsyncGenerator<string> {
  const columns = Object.keys(COLUMNS);
  if (format === "csv") yield columns.join(",");
  for await (const call of calls)
    yield format === "csv"
      ? Papa.unparse([call], { columns, header: false, escapeFormulae: true })
      : JSON.stringify(call);
}

function exported(
  { prompt: _, answer: _answer, log, time, ...record }: PlacedRecord,
  file?: string,
  computedCost?: number,
): ExportedCall {
  const known = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  return {
    ...(time !== undefined && { time: new Date(time).toISOString() }),
    ...known,
    ...(computedCost !== undefined && { computedCost }),
    ...(file !== undefined && { file }),
  };
}
