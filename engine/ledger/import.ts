import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.ts";
import type { Imported } from "../../protocol/ledger.ts";
import { lineBlocks } from "../calls/line-blocks.ts";
import { type BadLine, type LogMemory, type LogTaker, oneCopy, openLog } from "../calls/read-logs.ts";
import { type PlacedRecord, UniqueCalls } from "../calls/unique-calls.ts";
import type { Progress } from "../progress.ts";
import type { Database } from "./database.ts";
import { KeptCalls } from "./kept-calls.ts";
import { noteLessons } from "./lessons.ts";

/** A log as it lies on disk: its size in bytes, and when it was changed, in milliseconds since 1970. */
export interface LogFile {
  readonly path: string;
  readonly size: number;
  readonly changed: number;
  /** Whether it can be read from any byte on; a packed one cannot. */
  readonly isPlain: boolean;
}

/** Where logs lie. What these give may throw a `Failure` ("bad-input"). */
export interface LogSource {
  /** The bytes of a log from one on, unpacked. */
  readonly bytes: (path: string, start: number) => AsyncIterable<Buffer>;
  /** A hash of some bytes as they lie there. */
  readonly hash: (path: string, start: number, end: number) => Promise<string>;
}

/** What an import tells as it goes, and what ends it early. */
export interface ImportProgress extends Progress {
  /** A line that could not be read, and one of the logs that could not. */
  readonly onBad?: (path: string, bad: Pick<BadLine, "line" | "message">) => void;
  readonly onFailure?: (failure: Failure) => void;
  /** Calls that are kept in one transaction. */
  readonly most?: number;
}

/** A log that is read, and how far. */
interface Reading extends LogFile {
  /** Its row in `files`. */
  readonly key: number;
  readonly head: string;
  /** How often the row has changed: another process may be reading the log, too. */
  reads: number;
  /** Where to read on another time, and what to know there (a `LogMemory`). */
  offset: number;
  tail: string | undefined;
  memory: string | undefined;
  /** So many lines are known, and what is known of later ones is to be forgotten; undefined once it is. */
  lines: number | undefined;
  isDone: boolean;
  isLost: boolean;
}

interface FileRow {
  readonly key: number;
  readonly path: string;
  readonly size: number | null;
  readonly changed: number | null;
  readonly head: string;
  readonly tail: string | null;
  readonly offset: number;
  readonly memory: string | null;
  readonly reads: number;
}

/** Calls that are kept in one transaction, where nothing else is said, and the longest time between two, in milliseconds. */
const MOST_PENDING = 10_000;
const LONGEST_MS = 2000;
const BEGIN = "INSERT INTO files (path, head) VALUES (?, ?)";
/** Bytes at the beginning and before `offset` by which a log is known again. */
const HASHED = 512;

/**
 * Reads what is new in logs into a database, each call once; of a log that has grown, only what was added. What was read is
 * kept however it ends: the next import goes on from there. Throws a `Failure`: "cancelled", "bad-input".
 */
export async function importLogs(
  database: Database,
  files: readonly LogFile[],
  source: LogSource,
  progress: ImportProgress = {},
): Promise<Imported> {
  const { readings, known } = await begun(database, files, source, progress);
  const run = new ImportRun(database, source, progress);
  const total = readings.reduce((sum, { size, offset }) => sum + size - offset, 0);
  let done = 0;
  for (const reading of readings) {
    const left = reading.size - reading.offset;
    await run.read(reading, (bytes) => progress.onProgress?.((done + Math.min(bytes, left)) / total));
    done += left;
  }
  await run.keep();
  return { read: readings.filter(({ isDone }) => isDone).length, known, calls: run.calls };
}

/** The logs in which something is new, each with its row in `files`, and how many others there are. */
async function begun(
  database: Database,
  files: readonly LogFile[],
  source: LogSource,
  progress: ImportProgress,
): Promise<{ readonly readings: readonly Reading[]; readonly known: number }> {
  const rows = await database.transaction(() => database.all<FileRow>("SELECT * FROM files ORDER BY key"));
  const rowOf = new Map(rows.map((row) => [row.path, row]));
  let known = 0;
  const begun: Awaited<ReturnType<typeof readingOf>>[] = [];
  for (const file of files) {
    if (progress.signal?.aborted) throw stopped();
    const row = rowOf.get(file.path);
    if (row?.size === file.size && row.changed === file.changed) known++;
    else await orTell(progress, async () => begun.push(await readingOf(file, row, source)));
  }
  const readings = await database.transaction(() =>
    begun.flatMap(({ key, before, ...log }) => {
      const [row] = database.all<{ key: number }>("SELECT max(key) AS key FROM files WHERE path = ?", log.path);
      // Another process has begun with it since, or it was named twice.
      if ((row?.key ?? undefined) !== before) return [];
      return { ...log, key: key ?? database.run(BEGIN, log.path, log.head).key };
    }),
  );
  return { readings, known };
}

/**
 * How a log is to be read, of which a row tells how far it was read, if it was; `before`: the key of that row, `key`: that of
 * the one that goes on.
 */
async function readingOf(
  file: LogFile,
  row: FileRow | undefined,
  source: LogSource,
): Promise<Omit<Reading, "key"> & { readonly key: number | undefined; readonly before: number | undefined }> {
  const headOf = async (length: number) => `${length} ${await source.hash(file.path, 0, length)}`;
  const whole = { ...file, before: row?.key, offset: 0, tail: undefined, memory: undefined, lines: 0 };
  const unread = { isDone: false, isLost: false };
  // Of a short one not the end: an array to which something is added ends otherwise.
  const another = async () => {
    const head = await headOf(Math.min(file.size >> 1, HASHED));
    return { ...whole, ...unread, key: undefined, reads: 0, head };
  };
  if (!row) return another();
  const { key, head, reads, offset, memory } = row;
  if (memory === null) {
    const isSame = (await headOf(Number.parseInt(head, 10))) === head;
    return isSame ? { ...whole, ...unread, key, reads, head } : another();
  }
  const tail = await tailOf(file, offset, source);
  if (row.tail !== tail) return another();
  const { lines } = JSON.parse(memory) as LogMemory;
  return { ...file, ...unread, before: key, key, reads, head, offset, tail, memory, lines };
}

function tailOf({ path }: LogFile, offset: number, source: LogSource): Promise<string> {
  return source.hash(path, Math.max(0, offset - HASHED), offset);
}

/** Keeps what logs tell, in transactions of many calls. */
class ImportRun {
  readonly #database: Database;
  readonly #kept: KeptCalls;
  readonly #source: LogSource;
  readonly #progress: ImportProgress;
  readonly #once = oneCopy();
  /** Calls that are not kept yet, and the logs that they were read from. */
  #pending: { readonly record: PlacedRecord; readonly grows: boolean }[] = [];
  #logs = new Map<number, Reading>();
  #keptAt = performance.now();
  calls = 0;

  constructor(database: Database, source: LogSource, progress: ImportProgress) {
    this.#database = database;
    this.#kept = new KeptCalls(database);
    this.#source = source;
    this.#progress = progress;
  }

  /** Reads a log from where it is known; `onBytes` hears how many bytes of it were read. */
  async read(log: Reading, onBytes: (bytes: number) => void): Promise<void> {
    const { path, key, offset, memory } = log;
    const taker: LogTaker = {
      take: (record, grows) => this.#pending.push({ record, grows }),
      refuse: (bad) => this.#progress.onBad?.(path, bad),
      once: this.#once,
    };
    const open = openLog(key, taker, memory === undefined ? undefined : (JSON.parse(memory) as LogMemory));
    this.#logs.set(key, log);
    await orTell(this.#progress, async () => {
      for await (const { lines, end, isWhole } of lineBlocks(this.#source.bytes(path, offset), path)) {
        if (log.isLost) return;
        if (this.#progress.signal?.aborted) {
          await this.keep();
          throw stopped();
        }
        open.lines(lines);
        const known = log.isPlain && isWhole ? open.memory() : undefined;
        if (known) {
          log.offset = offset + end;
          log.memory = JSON.stringify(known);
          log.tail = await tailOf(log, log.offset, this.#source);
        }
        onBytes(end);
        const isDue =
          this.#pending.length >= (this.#progress.most ?? MOST_PENDING) ||
          performance.now() - this.#keptAt > LONGEST_MS;
        if (isDue) await this.keep();
      }
      open.end();
      log.isDone = true;
    });
  }

  /** Keeps what was read since the last time. */
  async keep(): Promise<void> {
    const logs = [...this.#logs.values()];
    await this.#database.transaction(() => {
      for (const log of logs) this.#begin(log);
      const told = this.#pending.filter(({ record }) => !this.#logs.get(record.log)!.isLost);
      const unique = new UniqueCalls(this.#kept.under(told.map(({ record }) => record)));
      for (const { record, grows } of told) unique.add(record, grows);
      const changes = unique.changes();
      noteLessons(
        this.#database,
        changes.map((call) => ({ key: this.#kept.keep(call), record: call.record })),
      );
      this.calls += changes.filter(({ key }) => key === undefined).length;
      for (const log of logs) if (!log.isLost) this.#note(log);
    });
    this.#pending = [];
    this.#logs = new Map(logs.filter(({ isDone, isLost }) => !isDone && !isLost).map((log) => [log.key, log]));
    this.#keptAt = performance.now();
  }

  /** A log that another process has read on is left to it. */
  #begin(log: Reading): void {
    const [row] = this.#database.all<{ reads: number }>("SELECT reads FROM files WHERE key = ?", log.key);
    log.isLost = row?.reads !== log.reads;
    if (log.isLost || log.lines === undefined) return;
    this.calls -= this.#kept.forget(log.key, log.lines);
    log.lines = undefined;
  }

  #note(log: Reading): void {
    log.reads++;
    this.#database.run(
      "UPDATE files SET size = ?, changed = ?, tail = ?, offset = ?, memory = ?, reads = ? WHERE key = ?",
      ...(log.isDone ? [log.size, log.changed] : [null, null]),
      ...[log.tail, log.offset, log.memory, log.reads, log.key],
    );
  }
}

/** A log that cannot be read is told of, and the others are read. */
async function orTell(progress: ImportProgress, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure) || error.code === "cancelled") throw error;
    progress.onFailure?.(error);
  }
}

function stopped(): Failure {
  return new Failure("cancelled", l10n.t("stopped; what was read is kept, and the next import goes on from there."));
}
