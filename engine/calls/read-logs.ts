import type { Place } from "../../protocol/audit.ts";
import { Failure } from "../../protocol/failure.ts";
import { isJson, type Json, listAt } from "./json.ts";
import type { Reader } from "./reader.ts";
import { READERS } from "./readers.ts";
import { Rows } from "./rows.ts";
import { type PlacedRecord, placed, UniqueCalls } from "./unique-calls.ts";
import type { Draft } from "./usage-record.ts";

/** A line that could not be read, and why, in the user's words. */
export interface BadLine extends Place {
  readonly message: string;
}

/** What was read from logs. */
export interface ReadLogs {
  /** Each call once, in the order of time as far as the logs tell, else as they stand there. */
  readonly records: readonly PlacedRecord[];
  readonly bad: readonly BadLine[];
}

/** A log that is being read, a line at a time. */
export interface OpenLog {
  /** The next line, without its end. */
  readonly line: (text: string) => void;
  /** There are no more lines. */
  readonly end: () => void;
  /** A line, from 1, that could not be read, and why. */
  readonly refuse: (line: number, message: string) => void;
}

/** Reads the calls of logs in any of the known formats (`readers.ts`), in as much memory as their records need. */
export class LogReader {
  readonly #calls = new UniqueCalls();
  readonly #bad: BadLine[] = [];
  readonly #texts = new Map<string, string>();
  #logs = 0;

  /** Begins the next log; the first is 0 in `Place.log`. */
  open(): OpenLog {
    const log = this.#logs++;
    const begun = new Map<Reader, (row: Json) => readonly Draft[]>();
    const refuse = (line: number, message: string) => {
      this.#bad.push({ log, line, message });
    };
    const take = (row: unknown, line: number) => {
      if (!isJson(row)) return refuse(line, "not a JSON object");
      try {
        const inner = pageIn(row);
        if (inner) {
          for (const one of inner) take(one, line);
          return;
        }
        const reader = READERS.find(({ recognises }) => recognises(row))!;
        const read = begun.get(reader) ?? reader.open();
        begun.set(reader, read);
        for (const draft of read(row)) {
          const record = placed(draft, draft.tool ?? reader.format, { log, line }, this.#once);
          this.#calls.add(record, draft.grows === true);
        }
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        refuse(line, error.message);
      }
    };
    const rows = new Rows({ take, refuse });
    return { line: (text) => rows.line(text), end: () => rows.end(), refuse };
  }

  result(): ReadLogs {
    return { records: inTime(this.#calls.records()), bad: this.#bad };
  }

  /** One copy of a text that most records of a log have. */
  readonly #once = (text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  };
}

/** Reads logs that are texts, the oldest first. */
export function readLogs(texts: readonly string[]): ReadLogs {
  const reader = new LogReader();
  for (const text of texts) {
    const log = reader.open();
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf("\n", from);
      log.line(text.slice(from, end < 0 ? text.length : end));
      from = end < 0 ? text.length : end + 1;
    }
    log.end();
  }
  return reader.result();
}

/** The rows of a page of an API's answer or of an export, which only names and counts them beside. */
function pageIn(row: Json): readonly Json[] | undefined {
  const lists = ["data", "results", "items", "rows", "logs", "runs", "requests", "records"];
  for (const name of lists) {
    const rows = listAt(row, name);
    if (
      rows.length > 0 &&
      rows.every(isJson) &&
      !("model" in row) &&
      !READERS.slice(0, -1).some((reader) => reader.recognises(row))
    )
      return rows;
  }
  return undefined;
}

/** A record without a time has that of the one before it in the logs. */
function inTime(records: PlacedRecord[]): readonly PlacedRecord[] {
  const clocks = new Float64Array(records.length);
  let clock = Number.NEGATIVE_INFINITY;
  let isSorted = true;
  for (const [i, { time = clock }] of records.entries()) {
    isSorted &&= time >= clock;
    clock = time;
    clocks[i] = clock;
  }
  if (isSorted) return records;
  const before = (a: number, b: number) => (clocks[a] === clocks[b] ? a - b : clocks[a]! - clocks[b]!);
  return Array.from(Uint32Array.from(records, (_, i) => i).sort(before), (i) => records[i]!);
}
