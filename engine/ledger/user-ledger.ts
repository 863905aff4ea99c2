import { statSync } from "node:fs";
import { asFailure, type Failure } from "../../protocol/failure.ts";
import type { OwnCall } from "../../protocol/forecast.ts";
import { userDataFile } from "../runtime/user-data.ts";
import { Database } from "./database.ts";
import { lessonCalls } from "./lessons.ts";

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
