import { rmSync } from "node:fs";
import * as l10n from "@vscode/l10n";
import type { SQLiteValue, Database as Sqlite, Statement } from "node-sqlite3-wasm";
import { Failure } from "../../protocol/failure.ts";
import { owned } from "./owned-file.ts";

/** The version of the tables below: what changes them raises it and says how those of the version before become such. */
const VERSION = 2;
const BY_REQUEST = "CREATE INDEX calls_by_request ON calls (requestId) WHERE hold > 0 AND requestId IS NOT NULL;";
const TABLES = `
  -- A log as far as it was read. One that begins otherwise than it did is another log under the same path.
  CREATE TABLE files (
    key INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    size INTEGER,      -- in bytes, and changed, in milliseconds since 1970, when it was read to its end; else null
    changed REAL,
    head TEXT,         -- how many bytes of its beginning are hashed, and their hash
    tail TEXT,         -- a hash of what stands before offset
    offset INTEGER NOT NULL DEFAULT 0,
    memory TEXT,       -- what to read on with from there (LogMemory)
    reads INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX files_by_path ON files (path);
  -- Texts that many calls have.
  CREATE TABLE names (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  -- UsageRecord, of which tool to doubt are keys of names.
  CREATE TABLE calls (
    key INTEGER PRIMARY KEY,
    file INTEGER NOT NULL,
    line INTEGER NOT NULL,
    grows INTEGER NOT NULL,
    hold INTEGER NOT NULL, -- 0: it is not found by its id; 1: it is, but not for sure; 2: it is
    tool INTEGER, model INTEGER, provider INTEGER, session INTEGER, project INTEGER, effort INTEGER, tier INTEGER,
    doubt INTEGER,
    id TEXT, requestId TEXT,
    time INTEGER, input INTEGER, cached INTEGER, cacheWrite5m INTEGER, cacheWrite1h INTEGER, hidden INTEGER, output INTEGER,
    toolCalls INTEGER, calls INTEGER, seconds REAL, cost REAL
  );
  -- The calls that forecasts learn from.
  CREATE TABLE lessons (call INTEGER PRIMARY KEY, model TEXT NOT NULL, effort TEXT NOT NULL, time INTEGER NOT NULL);
  CREATE INDEX lessons_by_name ON lessons (model, effort, time);
  CREATE INDEX calls_by_id ON calls (id) WHERE hold > 0;
  CREATE INDEX calls_in_file ON calls (file, line) WHERE hold < 2;
  ${BY_REQUEST}
`;

/** SQLite, one transaction of one process at a time. */
export class Database {
  readonly #sqlite: Sqlite;
  readonly #path: string;
  readonly #statements = new Map<string, Statement>();

  private constructor(sqlite: Sqlite, path: string) {
    this.#sqlite = sqlite;
    this.#path = path;
  }

  /**
   * Opens a database, or makes one. Throws a `Failure` ("bad-input") where the file is of a later version of Tare, is no
   * database, or cannot be written.
   */
  static async open(path: string): Promise<Database> {
    const { default: sqlite } = await import("node-sqlite3-wasm");
    const opened = () => {
      const database = new Database(new sqlite.Database(path), path);
      // What a kill or a power cut leaves behind is undone when it is next opened.
      database.#sqlite.exec("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000");
      database.#migrate();
      return database;
    };
    try {
      return await owned(path, opened, () => unlock(path));
    } catch (cause) {
      if (cause instanceof Failure) throw cause;
      throw new Failure(
        "bad-input",
        l10n.t("{0}: the ledger cannot be opened ({1}).", path, (cause as Error).message),
        { cause },
      );
    }
  }

  /** Does all of the work, or, where it throws, nothing of it. */
  transaction<T>(work: () => T): Promise<T> {
    return owned(
      this.#path,
      () => {
        this.#sqlite.exec("BEGIN IMMEDIATE");
        try {
          const result = work();
          this.#sqlite.exec("COMMIT");
          return result;
        } catch (error) {
          if (this.#sqlite.inTransaction) this.#sqlite.exec("ROLLBACK");
          throw error;
        }
      },
      () => unlock(this.#path),
    );
  }

  /** Within a transaction: the rows of a query. */
  all<Row>(sql: string, ...values: readonly (SQLiteValue | undefined)[]): Row[] {
    return this.#statement(sql).all(values.map((value) => value ?? null)) as Row[];
  }

  /** Within a transaction: changes something; how many rows, and the key of the one that was added. */
  run(
    sql: string,
    ...values: readonly (SQLiteValue | undefined)[]
  ): { readonly changes: number; readonly key: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(values.map((value) => value ?? null));
    return { changes, key: Number(lastInsertRowid) };
  }

  close(): void {
    for (const statement of this.#statements.values()) statement.finalize();
    this.#sqlite.close();
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#sqlite.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  #migrate(): void {
    const version = Number(this.#sqlite.get("PRAGMA user_version")?.user_version);
    if (version > VERSION)
      throw new Failure("bad-input", l10n.t("{0}: this ledger was written by a later version of Tare.", this.#path));
    const changes = version === 0 ? TABLES : version === 1 ? BY_REQUEST : undefined;
    if (changes) this.#sqlite.exec(`BEGIN; ${changes} PRAGMA user_version = ${VERSION}; COMMIT`);
  }
}

/** Lets go of the lock that SQLite holds for a process that died: here it is a folder. */
function unlock(path: string): void {
  rmSync(`${path}.lock`, { recursive: true, force: true });
}
