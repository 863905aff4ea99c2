import * as l10n from "@vscode/l10n";
import type { Place } from "../../protocol/audit.ts";
import { Failure } from "../../protocol/failure.ts";
import { isCredential } from "./credential.ts";
import { isJson, type Json } from "./json.ts";
import type { Reader } from "./reader.ts";
import { READERS } from "./readers.ts";
import { Rows } from "./rows.ts";
import { type PlacedRecord, placed, UniqueCalls } from "./unique-calls.ts";
import type { Draft } from "./usage-record.ts";
import { DEEPEST, wrappedIn } from "./wrapped.ts";

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
  /** The next lines, without their ends; undefined for one that is no text. */
  readonly lines: (texts: readonly (string | undefined)[]) => void;
  /** There are no more lines. */
  readonly end: () => void;
  /** What to open the log with to read on from here; undefined within a value that takes several lines, and in a CSV. */
  readonly memory: () => LogMemory | undefined;
}

/** What is known of the lines of a log that were read, as plain data. */
export interface LogMemory {
  readonly lines: number;
  /** What the readers of its formats remember of its rows. */
  readonly readers: Readonly<Record<string, object>>;
}

/** What is done with what a log tells. */
export interface LogTaker {
  readonly take: (record: PlacedRecord, grows: boolean) => void;
  readonly refuse: (bad: BadLine) => void;
  /** Gives one copy of equal texts, which most records of a log have, and none of a key or a password. */
  readonly once: (text: string | undefined) => string | undefined;
}

/** Begins a log in any of the known formats (`readers.ts`), or goes on with it. `log`: its number in `Place`. */
export function openLog(log: number, taker: LogTaker, memory: LogMemory = { lines: 0, readers: {} }): OpenLog {
  const memories = new Map(Object.entries(memory.readers));
  const begun = new Map<Reader, (row: Json) => readonly Draft[]>();
  const readerOf = (reader: Reader) => {
    const known = begun.get(reader);
    if (known) return known;
    const remembered = memories.get(reader.format) ?? {};
    memories.set(reader.format, remembered);
    const read = reader.open(remembered);
    begun.set(reader, read);
    return read;
  };
  const refuse = (line: number, message: string) => taker.refuse({ log, line, message });
  const take = (row: unknown, line: number, depth = DEEPEST, time?: number) => {
    if (!isJson(row)) return refuse(line, l10n.t("not a JSON object"));
    try {
      const inner = wrappedIn(row, depth);
      if (inner) {
        for (const one of inner.rows) take(one, line, depth - 1, inner.time ?? time);
        return;
      }
      const reader = READERS.find(({ recognises }) => recognises(row))!;
      for (const draft of readerOf(reader)(row)) {
        const call = time === undefined ? draft : { ...draft, time: draft.time ?? time };
        taker.take(placed(call, draft.tool ?? reader.format, { log, line }, taker.once), draft.grows === true);
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      refuse(line, error.message);
    }
  };
  const rows = new Rows({ take, refuse }, memory.lines);
  return {
    lines: (texts) => {
      for (const text of texts) {
        rows.line(text ?? "");
        if (text === undefined) refuse(rows.lines, l10n.t("not UTF-8 text"));
      }
    },
    end: () => rows.end(),
    memory: () => (rows.isBetween ? { lines: rows.lines, readers: Object.fromEntries(memories) } : undefined),
  };
}

/** Reads the calls of logs in as much memory as their records need. */
export class LogReader {
  readonly #calls = new UniqueCalls();
  readonly #bad: BadLine[] = [];
  readonly #taker: LogTaker = {
    take: (record, grows) => this.#calls.add(record, grows),
    refuse: (bad) => this.#bad.push(bad),
    once: oneCopy(),
  };
  #logs = 0;

  /** Begins the next log; the first is 0 in `Place.log`. */
  open(): OpenLog {
    return openLog(this.#logs++, this.#taker);
  }

  result(): ReadLogs {
    return { records: inTime(this.#calls.records()), bad: this.#bad };
  }
}

/** Gives one copy of equal texts, and none of a key or a password, which a log may have in the place of a name. */
export function oneCopy(): LogTaker["once"] {
  const texts = new Map<string, string | undefined>();
  return (text) => {
    if (text === undefined || texts.has(text)) return text && texts.get(text);
    const name = isCredential(text) ? undefined : text;
    texts.set(text, name);
    return name;
  };
}

/** Reads logs that are texts, the oldest first. */
export function readLogs(texts: readonly string[]): ReadLogs {
  const reader = new LogReader();
  for (const text of texts) {
    const log = reader.open();
    log.lines(text.split("\n"));
    log.end();
  }
  return reader.result();
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
