import { existsSync } from "node:fs";
import { Database } from "../engine/ledger/database.ts";
import { userDataFile } from "../engine/runtime/user-data.ts";

const path = () => userDataFile("ledger.db");

/** Whether anything was ever imported. */
export function hasLedger(): boolean {
  return existsSync(path());
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
