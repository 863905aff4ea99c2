import { createWriteStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as l10n from "@vscode/l10n";
import { asFailure, Failure } from "../../protocol/failure.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import { LogReader } from "../calls/read-logs.ts";
import { userDataFile } from "../runtime/user-data.ts";
import { Database } from "./database.ts";
import { defaultLogs } from "./default-logs.ts";
import { exportedCalls, exportLines } from "./export.ts";
import { importLogs } from "./import.ts";
import { KeptCalls } from "./kept-calls.ts";
import type { Ledger } from "./ledger.ts";
import { lessonCalls } from "./lessons.ts";
import { logSource, logsToImport, readLogFile } from "./log-files.ts";
import { parquetBytes } from "./parquet.ts";
import { ledgerReport } from "./report.ts";

const path = () => userDataFile("ledger.db");

/** When the ledger of this user was last changed, in milliseconds since 1970; undefined where nothing was ever imported. */
export function ledgerChanged(): number | undefined {
  return statSync(path(), { throwIfNoEntry: false })?.mtimeMs;
}

/** Does something with the ledger of this user. Throws `Failure`. */
export async function withLedger<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await Database.open(path());
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/**
 * Gives the calls of the ledger that forecasts learn from, and reads them anew when it has changed; none without a ledger.
 * Where it cannot be read, `onFailure` hears why, and there are none.
 */
export function importedCalls(onFailure: (failure: Failure) => void): () => Promise<readonly OwnCall[]> {
  let read: number | undefined;
  let calls: Promise<readonly OwnCall[]> = Promise.resolve([]);
  return () => {
    const changed = ledgerChanged();
    if (changed === read) return calls;
    read = changed;
    calls = withLedger(lessonCalls).catch((error) => {
      onFailure(asFailure(error));
      return [];
    });
    return calls;
  };
}

/** Calls that are kept in one transaction beside an editor: what is asked meanwhile waits no longer than for these. */
const MOST_PENDING = 1000;

/** Of the newest logs so many bytes are audited: they are read anew, in about two seconds. */
const AUDITED = 2 ** 25;

/** The ledger of this user, for an engine beside an editor. */
export function userLedger(onFailure: (failure: Failure) => void): Ledger {
  return {
    lessons: importedCalls(onFailure),
    find: defaultLogs,
    import: async (paths, { signal, onProgress }) => {
      const files = await logsToImport(paths);
      let unread = 0;
      let firstUnread: string | undefined;
      const onUnread = (message: string) => {
        unread++;
        firstUnread ??= message;
      };
      const imported = await withLedger((database) =>
        importLogs(database, files, logSource, {
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
          onBad: (log, { line, message }) => onUnread(l10n.t("{0}: line {1}: {2}", log, line, message)),
          onFailure: ({ message }) => onUnread(message),
          most: MOST_PENDING,
        }),
      );
      return { ...imported, unread, ...(firstUnread !== undefined && { firstUnread }) };
    },
    newest: async (paths) => {
      const newest = (await logsToImport(paths)).sort((a, b) => b.changed - a.changed);
      const reader = new LogReader();
      for (let i = 0, bytes = 0; i < newest.length; i++) {
        bytes += newest[i]!.size;
        if (bytes > AUDITED && i > 0) break;
        // The import has told of one that cannot be read.
        await readLogFile(newest[i]!.path, reader.open()).catch(asFailure);
      }
      return reader.result();
    },
    forget: async () => {
      if (ledgerChanged() !== undefined) await withLedger((database) => new KeptCalls(database).forgetAll());
    },
    report: async (only) => {
      if (ledgerChanged() === undefined) return null;
      return withLedger(async (database) => {
        const placed = await new KeptCalls(database).placed();
        return placed.files.size === 0 ? null : ledgerReport(placed, only);
      });
    },
    export: async (file, format, only) => {
      let calls = 0;
      await withLedger(async (database) => {
        const told = counted(exportedCalls(await new KeptCalls(database).placed(), only), () => calls++);
        const pieces = format === "parquet" ? parquetBytes(told) : ended(exportLines(told, format));
        await pipeline(Readable.from(pieces), createWriteStream(file)).catch((cause: Error) => {
          throw new Failure("bad-input", l10n.t("{0}: this cannot be written ({1}).", file, cause.message), { cause });
        });
      });
      return calls;
    },
  };
}

async function* counted<T>(items: AsyncIterable<T>, count: () => void): AsyncGenerator<T> {
  for await (const item of items) {
    count();
    yield item;
  }
}

/** Lines with their ends. */
async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
