import { fromColumns } from "./columns.ts";
import { at, isJson, type Json, listAt, objectAt, textAt } from "./json.ts";
import { READERS } from "./readers.ts";
import { responseIn } from "./response.ts";
import { timeOf } from "./time.ts";
import { usageOf } from "./usage.ts";

/** Rows that stand within another. */
export interface Wrapped {
  readonly rows: readonly Json[];
  /** When they were logged, in milliseconds since 1970: for rows that do not tell it themselves. */
  readonly time: number | undefined;
}

/** Where an API's answer or an export has its rows, which it only names and counts. */
const LISTS = ["data", "results", "items", "rows", "logs", "runs", "requests", "records"];
/** The same of services that collect logs: CloudWatch and its subscriptions, Google Cloud, Elasticsearch, Loki. */
const COLLECTED = ["events", "logEvents", "entries", "hits", "streams", "result", "values"];
const HOLDING = [...LISTS, ...COLLECTED];
/** Where a record of such a service, or a page of one, has what a program wrote, as an object or as text. */
const WRITTEN = [
  "message",
  "@message",
  "MESSAGE",
  "msg",
  "log",
  "line",
  "jsonPayload",
  "textPayload",
  "properties",
  "_source",
  "_raw",
  "hits",
  "data",
  "result",
  "results",
  "content",
  "attributes",
];
const TIMES = ["timestamp", "@timestamp", "time", "_time", "__REALTIME_TIMESTAMP"];
/** No service wraps deeper. */
export const DEEPEST = 6;

/** The rows within a row that is none itself, looked for so many levels deep; undefined for any other. */
export function wrappedIn(row: Json, depth: number): Wrapped | undefined {
  if (depth === 0 || !mayWrap(row)) return undefined;
  const rows = listIn(row) ?? writtenIn(row, depth);
  if (!rows || isOfAFormat(row)) return undefined;
  return { rows, time: timeOf(TIMES.map((name) => at(row, name)).find((time) => time !== undefined)) };
}

const NAMES = new Set([...HOLDING, ...WRITTEN]);

/** Most rows have none of these names, which one look at theirs tells. */
function mayWrap(row: Json): boolean {
  for (const name in row) if (NAMES.has(name)) return true;
  return false;
}

function isOfAFormat(row: Json): boolean {
  return READERS.slice(0, -1).some((reader) => reader.recognises(row));
}

function listIn(row: Json): readonly Json[] | undefined {
  if ("model" in row || "model_id" in row) return undefined;
  for (const name of HOLDING) {
    const rows = listAt(row, name).map(named);
    if (rows.length > 0 && rows.every(isJson)) return rows;
  }
  return undefined;
}

/** CloudWatch Insights has a row as a list of fields, Loki as its time and its line. */
function named(row: unknown): unknown {
  if (!Array.isArray(row)) return row;
  if (typeof row[0] === "string") return { timestamp: row[0], line: row[1] };
  return fromColumns(row.map((field) => [textAt(field, "field") ?? "", at(field, "value")] as const));
}

function writtenIn(row: Json, depth: number): readonly Json[] | undefined {
  for (const name of WRITTEN) {
    const inner = name in row ? objectAt(row, name) : undefined;
    if (inner && (isOfAFormat(inner) || wrappedIn(inner, depth - 1))) return [inner];
    // What tells its usage itself may answer in JSON.
    if (inner && (typeof row[name] === "string" || usageOf(inner)) && !responseIn(row)) return [inner];
  }
  return undefined;
}
