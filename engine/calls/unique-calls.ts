import type { Place } from "../../protocol/audit.ts";
import type { UsageRecord } from "./usage-record.ts";

/** A record with where it was read. */
export type PlacedRecord = UsageRecord & Place;

/** A record as it was found, and whether its id is that of a message that is logged again as it grows. */
interface Found {
  record: PlacedRecord;
  readonly grows: boolean;
  /** The log that told of it last. */
  log: number;
}

const COUNTS = ["input", "cached", "cacheWrite5m", "cacheWrite1h", "hidden", "output", "toolCalls", "calls"] as const;

/**
 * The calls of all logs, each once: a session that was copied or resumed, and a message that was logged as it grew, tell of
 * one call, of which the largest counts hold. A call without an id is always another one.
 */
export class UniqueCalls {
  readonly #all: Found[] = [];
  /** Of each model and id, the calls that have it: an id of a local server may stand for many. */
  readonly #byId = new Map<string, Found[]>();

  add(record: PlacedRecord, grows: boolean): void {
    const known = record.id === undefined ? undefined : this.#sameId(`${record.model} ${record.id}`);
    const same = known?.find((one) => isSame(one, record, grows));
    if (same) {
      same.record = merged(same.record, record);
      same.log = record.log;
      return;
    }
    const found = { record, grows, log: record.log };
    known?.push(found);
    this.#all.push(found);
  }

  /** In the order in which they were found. */
  records(): PlacedRecord[] {
    return this.#all.map(({ record }) => record);
  }

  #sameId(key: string): Found[] {
    const known = this.#byId.get(key) ?? [];
    this.#byId.set(key, known);
    return known;
  }
}

/** What follows the last mark of an id: a shorter one than this is counted up by a local server, or made up. */
const LEAST_ID = 8;

function isLong(id: string): boolean {
  return id.length - Math.max(...["-", "_", " "].map((mark) => id.lastIndexOf(mark))) > LEAST_ID;
}

/** Whether a record under the id of a known one tells of the same call. */
function isSame({ record: known, grows, log }: Found, record: PlacedRecord, growsToo: boolean): boolean {
  const differ = (key: keyof UsageRecord) =>
    known[key] !== undefined && record[key] !== undefined && known[key] !== record[key];
  if (differ("requestId")) return false;
  if (grows && growsToo) return isLong(record.id!) || !differ("input");
  // The id of a response is only as good as the server that gave it: the call is the same where nothing says otherwise.
  if (differ("input") || differ("tier") || (known.tool === record.tool && differ("time"))) return false;
  if (known.time !== undefined && known.time === record.time) return true;
  return !COUNTS.some(differ) && (isLong(record.id!) || record.log !== log);
}

function merged(known: PlacedRecord, record: PlacedRecord): PlacedRecord {
  const isLarger = (record.output ?? 0) >= (known.output ?? 0);
  const [less, more] = isLarger ? [known, record] : [record, known];
  const largest = COUNTS.flatMap((key) => {
    const counts = [known[key], record[key]].filter((count) => count !== undefined);
    return counts.length > 0 ? [[key, Math.max(...counts)]] : [];
  });
  return { ...less, ...more, ...Object.fromEntries(largest) };
}
