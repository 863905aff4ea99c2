import type { Place } from "../../protocol/audit.ts";
import type { Draft, UsageRecord } from "./usage-record.ts";

/** A record with where it was read. */
export type PlacedRecord = UsageRecord & Place;

/** How well a call is found again by its id: not at all, where nothing else says otherwise, always. */
const HOLDS = { none: 0, weak: 1, firm: 2 } as const;
type Hold = (typeof HOLDS)[keyof typeof HOLDS];

/** A call as it is known from earlier logs. */
export interface KnownCall {
  readonly record: PlacedRecord;
  readonly grows: boolean;
  /** Its number where it is kept. */
  readonly key: number;
}

/** A call as it was found, and whether its id is that of a message that is logged again as it grows. */
interface Found {
  record: PlacedRecord;
  readonly grows: boolean;
  readonly hold: Hold;
  /** Of a known one. */
  readonly key: number | undefined;
  isChanged: boolean;
  /** The log that told of it last. */
  log: number;
  /** Another call under the same id, and how many there are from here on. */
  readonly other: Found | undefined;
  readonly others: number;
}

/** An id that stands for so many calls is none. */
const MOST_OF_ONE_ID = 20;
/**
 * The calls of all logs, each once: a session that was copied or resumed, and a message that was logged as it grew, tell of
 * one call, of which the largest counts hold. A call without an id is always another one.
 */
export class UniqueCalls {
  readonly #all: Found[] = [];
  /** The latest call under each id: an id of a local server may stand for many. */
  readonly #byId = new Map<string, Found>();
  /** The first call of each request: what other models did for it comes after it. */
  readonly #byRequest = new Map<string, Found>();

  /** `known`: the calls of earlier logs that those to come may tell of, in the order in which they were found. */
  constructor(known: Iterable<KnownCall> = []) {
    for (const { record, grows, key } of known) this.#keep(record, grows, key);
  }

  add(record: PlacedRecord, grows: boolean): void {
    const known = this.#known(record, grows);
    if (!known) {
      this.#keep(record, grows, undefined);
      return;
    }
    known.record = merged(known.record, record);
    known.log = record.log;
    known.isChanged = true;
    if (record.id !== undefined && !this.#byId.has(record.id)) this.#byId.set(record.id, known);
  }

  /** In the order in which they were found. */
  records(): PlacedRecord[] {
    return this.#all.map(({ record }) => record);
  }

  /** The calls that are new or that more was told of, in the same order. */
  changes(): readonly Omit<Found, "other" | "others" | "log">[] {
    return this.#all.filter(({ isChanged }) => isChanged);
  }

  /** Telemetry names no message, only its request: that is its id. */
  #known(record: PlacedRecord, grows: boolean): Found | undefined {
    const { id, requestId } = record;
    for (let one = this.#under(id); one; one = one.other) if (isSame(one, record, grows)) return one;
    if (id === undefined || requestId === undefined) return undefined;
    const ofRequest = (id === requestId ? this.#byRequest : this.#byId).get(requestId);
    return ofRequest && isSame(ofRequest, record, grows) ? ofRequest : undefined;
  }

  #keep(record: PlacedRecord, grows: boolean, key: number | undefined): void {
    const known = this.#under(record.id);
    const isIdentity = record.id !== undefined && (known === undefined || known.others < MOST_OF_ONE_ID);
    const found: Found = {
      record,
      grows,
      hold: isIdentity ? holdOf(record, grows) : HOLDS.none,
      key,
      isChanged: key === undefined,
      log: record.log,
      other: isIdentity ? known : undefined,
      others: (known?.others ?? 0) + 1,
    };
    this.#all.push(found);
    if (!isIdentity) return;
    this.#byId.set(record.id!, found);
    if (record.requestId !== undefined && !this.#byRequest.has(record.requestId))
      this.#byRequest.set(record.requestId, found);
  }

  #under(id: string | undefined): Found | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
}

/** How well a record that is read again is known for the same. */
function holdOf({ id, time }: PlacedRecord, grows: boolean): Hold {
  return grows || time !== undefined || isLong(id!) ? HOLDS.firm : HOLDS.weak;
}

/** What follows the last mark of an id: a shorter one than this is counted up by a local server, or made up. */
const LEAST_ID = 8;

function isLong(id: string): boolean {
  return id.length - Math.max(...["-", "_", " "].map((mark) => id.lastIndexOf(mark))) > LEAST_ID;
}

/** Whether a record under the id of a known one tells of the same call. */
function isSame({ record: known, grows, log }: Found, record: PlacedRecord, growsToo: boolean): boolean {
  if (known.model !== record.model || differ(known.requestId, record.requestId)) return false;
  if (grows && growsToo) return isLong(record.id!) || !differ(known.input, record.input);
  // The id of a response is only as good as the server that gave it: the call is the same where nothing says otherwise.
  if (differ(known.input, record.input) || differ(known.tier, record.tier)) return false;
  if (known.tool === record.tool && differ(known.time, record.time)) return false;
  if (known.time !== undefined && known.time === record.time) return true;
  const isEqual =
    !differ(known.output, record.output) &&
    !differ(known.hidden, record.hidden) &&
    !differ(known.cached, record.cached);
  return isEqual && (isLong(record.id!) || record.log !== log);
}

/** Whether two values are known and not the same. */
function differ(one: unknown, other: unknown): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function merged(known: PlacedRecord, record: PlacedRecord): PlacedRecord {
  const isLarger = (record.output ?? 0) >= (known.output ?? 0);
  const [less, more] = isLarger ? [known, record] : [record, known];
  const named = more.id === more.requestId ? less : more;
  const either = <K extends keyof PlacedRecord>(key: K) => more[key] ?? less[key];
  const largest = (
    key: "input" | "cached" | "cacheWrite5m" | "cacheWrite1h" | "hidden" | "output" | "toolCalls" | "calls",
  ) => {
    const [one, other] = [known[key], record[key]];
    return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
  };
  return placed(
    {
      time: either("time"),
      model: more.model,
      provider: either("provider"),
      session: either("session"),
      project: either("project"),
      effort: either("effort"),
      budget: either("budget"),
      tier: either("tier"),
      id: named.id,
      requestId: either("requestId"),
      input: largest("input"),
      cached: largest("cached"),
      cacheWrite5m: largest("cacheWrite5m"),
      cacheWrite1h: largest("cacheWrite1h"),
      hidden: largest("hidden"),
      output: largest("output"),
      toolCalls: largest("toolCalls"),
      calls: largest("calls"),
      seconds: either("seconds"),
      cost: either("cost"),
      prompt: either("prompt"),
      answer: more.answer,
      doubt: more.doubt,
    },
    named.tool,
    more,
    (text) => text,
  );
}

/**
 * The record of what was found at a place, with the tokens of its answer where its counts tell. All are made here, with all
 * fields in one order: a log may have a million, and such objects take a quarter of the memory. `once`: gives one copy of
 * equal texts.
 */
export function placed(
  found: Draft,
  tool: string,
  { log, line }: Place,
  once: (text: string | undefined) => string | undefined,
): PlacedRecord {
  const { hidden, output } = found;
  return {
    log,
    line,
    tool,
    time: found.time,
    model: once(found.model),
    provider: once(found.provider),
    session: once(found.session),
    project: once(found.project),
    effort: once(found.effort),
    budget: found.budget,
    tier: found.tier,
    id: found.id,
    requestId: found.requestId,
    input: found.input,
    cached: found.cached,
    cacheWrite5m: found.cacheWrite5m,
    cacheWrite1h: found.cacheWrite1h,
    hidden,
    output,
    visible: hidden === undefined || output === undefined ? undefined : output - hidden,
    toolCalls: found.toolCalls,
    calls: found.calls,
    seconds: found.seconds,
    cost: found.cost,
    prompt: found.prompt,
    answer: found.answer,
    doubt: found.doubt,
  };
}
