import { setImmediate } from "node:timers/promises";
import { type KnownCall, type PlacedRecord, placed, type UniqueCalls } from "../calls/unique-calls.ts";
import type { UsageRecord } from "../calls/usage-record.ts";
import type { Database } from "./database.ts";
import type { PlacedCalls } from "./report.ts";

/** Fields whose texts many calls have: the table has a number in their place. */
const NAMES = ["tool", "model", "provider", "session", "project", "effort", "tier", "doubt"] as const;
const VALUES = [
  ...(["id", "requestId", "time", "input", "cached", "cacheWrite5m", "cacheWrite1h", "hidden", "output"] as const),
  ...(["toolCalls", "calls", "seconds", "cost"] as const),
];
const COLUMNS = ["file", "line", "grows", "hold", ...NAMES, ...VALUES];
const INSERT = `INSERT INTO calls (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`;
const UPDATE = `UPDATE calls SET (${COLUMNS.join(", ")}) = (${COLUMNS.map(() => "?").join(", ")}) WHERE key = ?`;
// Joins, for which SQLite makes no sorted copy of the ids.
const UNDER = `SELECT * FROM calls WHERE key IN (
    SELECT calls.key FROM json_each(?) AS told CROSS JOIN calls ON calls.id = told.value WHERE hold > 0
    UNION SELECT calls.key FROM json_each(?) AS told CROSS JOIN calls ON requestId = told.value WHERE hold > 0
  ) ORDER BY key`;
const PAGE = "SELECT * FROM calls WHERE key > ? ORDER BY key LIMIT 5000";

type Row = Readonly<
  Record<(typeof NAMES)[number], number | null> & Record<"key" | "file" | "line" | "grows", number>
> & {
  readonly [K in (typeof VALUES)[number]]: Exclude<UsageRecord[K], undefined> | null;
};

/** The calls that a database holds: numbers and names, no text of a prompt. `Place.log` is a key of `files`. */
export class KeptCalls {
  readonly #database: Database;
  readonly #keys = new Map<string, number>();
  readonly #names = new Map<number, string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Within a transaction: the calls that these records may tell of, in the order in which they came. */
  under(records: Iterable<PlacedRecord>): KnownCall[] {
    const ids = new Set<string>();
    const requests = new Set<string>();
    for (const { id, requestId } of records) {
      if (id === undefined) continue;
      ids.add(id);
      if (requestId !== undefined) (id === requestId ? requests : ids).add(requestId);
    }
    const rows = this.#database.all<Row>(UNDER, JSON.stringify([...ids]), JSON.stringify([...requests]));
    return rows.map((row) => ({ record: this.#record(row), grows: row.grows === 1, key: row.key }));
  }

  /** Within a transaction: adds a call, or changes one that is there; its key. */
  keep({ key, record, grows, hold }: ReturnType<UniqueCalls["changes"]>[number]): number {
    const values: (string | number | undefined)[] = [record.log, record.line, Number(grows), hold];
    for (const field of NAMES) values.push(this.#keyOf(record[field]));
    for (const field of VALUES) values.push(record[field]);
    if (key === undefined) return this.#database.run(INSERT, ...values).key;
    this.#database.run(UPDATE, ...values, key);
    return key;
  }

  /**
   * Within a transaction: forgets the calls behind some lines of a log that could not be told from those that are read there
   * again; how many.
   */
  forget(file: number, lines: number): number {
    const forgotten = "FROM calls WHERE file = ? AND line > ? AND hold < 2";
    this.#database.run(`DELETE FROM lessons WHERE call IN (SELECT key ${forgotten})`, file, lines);
    return this.#database.run(`DELETE ${forgotten}`, file, lines).changes;
  }

  /** Forgets all calls, and what was read of which log. */
  forgetAll(): Promise<void> {
    return this.#database.transaction(() => {
      for (const table of ["lessons", "calls", "names", "files"]) this.#database.run(`DELETE FROM ${table}`);
    });
  }

  /** The paths of the logs that were read, by their keys. */
  async files(): Promise<ReadonlyMap<number, string>> {
    const rows = await this.#database.transaction(() =>
      this.#database.all<{ key: number; path: string }>("SELECT key, path FROM files"),
    );
    return new Map(rows.map(({ key, path }) => [key, path]));
  }

  /** All calls, with the paths of their logs. */
  async placed(): Promise<PlacedCalls> {
    return { records: this.all(), files: await this.files() };
  }

  /** All calls, in the order in which they came; other work is let in between. */
  async *all(): AsyncGenerator<PlacedRecord> {
    for (let last = 0, rows: Row[] = []; ; last = rows.at(-1)!.key) {
      const records = await this.#database.transaction(() => {
        rows = this.#database.all<Row>(PAGE, last);
        return rows.map((row) => this.#record(row));
      });
      if (records.length === 0) return;
      await setImmediate();
      yield* records;
    }
  }

  #record(row: Row): PlacedRecord {
    const name = (field: (typeof NAMES)[number]) => this.#nameOf(row[field]);
    return placed(
      {
        model: name("model"),
        provider: name("provider"),
        session: name("session"),
        project: name("project"),
        effort: name("effort"),
        tier: name("tier") as UsageRecord["tier"],
        doubt: name("doubt") as UsageRecord["doubt"],
        id: row.id ?? undefined,
        requestId: row.requestId ?? undefined,
        time: row.time ?? undefined,
        input: row.input ?? undefined,
        cached: row.cached ?? undefined,
        cacheWrite5m: row.cacheWrite5m ?? undefined,
        cacheWrite1h: row.cacheWrite1h ?? undefined,
        hidden: row.hidden ?? undefined,
        output: row.output ?? undefined,
        toolCalls: row.toolCalls ?? undefined,
        calls: row.calls ?? undefined,
        seconds: row.seconds ?? undefined,
        cost: row.cost ?? undefined,
      },
      name("tool") ?? "",
      { log: row.file, line: row.line },
      (text) => text,
    );
  }

  #nameOf(key: number | null): string | undefined {
    if (key === null) return undefined;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const [row] = this.#database.all<{ name: string }>("SELECT name FROM names WHERE key = ?", key);
    this.#names.set(key, row!.name);
    return row!.name;
  }

  #keyOf(name: string | undefined): number | undefined {
    if (name === undefined) return undefined;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const [row] = this.#database.all<{ key: number }>("SELECT key FROM names WHERE name = ?", name);
    const key = row?.key ?? this.#database.run("INSERT INTO names (name) VALUES (?)", name).key;
    this.#keys.set(name, key);
    return key;
  }
}
