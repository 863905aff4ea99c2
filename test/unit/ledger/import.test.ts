import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import type { UsageRecord } from "../../../engine/calls/usage-record.ts";
import { Database } from "../../../engine/ledger/database.ts";
import { type ImportProgress, importLogs, type LogSource } from "../../../engine/ledger/import.ts";
import { KeptCalls } from "../../../engine/ledger/kept-calls.ts";
import { lessonCalls } from "../../../engine/ledger/lessons.ts";
import { Failure } from "../../../protocol/failure.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const { folder } = temporaryFolder();
let made = 0;
const fresh = () => join(folder, `${made++}.db`);

/** Logs that lie in memory; `breaks` ends the reading of any after so many bytes in all, as a kill would. */
class Logs implements LogSource {
  readonly texts = new Map<string, string>();
  readonly #changed = new Map<string, number>();
  breaks = Number.POSITIVE_INFINITY;
  read = 0;

  set(path: string, text: string): void {
    this.texts.set(path, text);
    this.#changed.set(path, (this.#changed.get(path) ?? 0) + 1);
  }

  get files() {
    return [...this.texts].map(([path, text]) => ({
      path,
      size: Buffer.byteLength(text),
      changed: this.#changed.get(path)!,
      isPlain: true,
    }));
  }

  readonly bytes = async function* (this: Logs, path: string, start: number) {
    const bytes = Buffer.from(this.texts.get(path)!);
    for (let at = start; at < bytes.length; at += 100) {
      this.read += Math.min(100, bytes.length - at);
      this.breaks -= 100;
      if (this.breaks < 0) throw new Error("killed");
      yield bytes.subarray(at, at + 100);
    }
  }.bind(this);

  readonly hash = async (path: string, start: number, end: number) =>
    createHash("sha256")
      .update(Buffer.from(this.texts.get(path)!).subarray(start, end))
      .digest("hex");
}

async function imported(path: string, logs: Logs, progress: ImportProgress = {}) {
  const database = await Database.open(path);
  try {
    return await importLogs(database, logs.files, logs, progress);
  } finally {
    database.close();
  }
}

async function kept(path: string): Promise<UsageRecord[]> {
  const database = await Database.open(path);
  const records: UsageRecord[] = [];
  for await (const record of new KeptCalls(database).all()) records.push(record);
  database.close();
  return records;
}

/** What calls cost, in no order. */
const told = (records: readonly UsageRecord[]) =>
  records
    .map(({ tool, id, model, input, hidden, output, toolCalls, session }) =>
      JSON.stringify([tool, id, model, input, hidden, output, toolCalls, session]),
    )
    .sort();

const claude = (n: number, output: number) => ({
  type: "assistant",
  sessionId: "s",
  requestId: `req_0123456789${n}`,
  message: {
    id: `msg_0123456789${n}`,
    model: "claude-opus-4-7",
    content: [{ type: "tool_use" }],
    usage: { input_tokens: 3, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: output },
  },
});
/** What Claude Code sends of the same call. */
const telemetry = (n: number, output: number) => ({
  "event.name": "api_request",
  "event.timestamp": "2026-09-23T10:00:00.000Z",
  "session.id": "s",
  model: "claude-opus-4-7",
  input_tokens: 3,
  output_tokens: output,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  request_id: `req_0123456789${n}`,
});
const chat = (id: object, output: number) => ({
  ...id,
  model: "gpt-5.5",
  usage: { prompt_tokens: 5, completion_tokens: output, completion_tokens_details: { reasoning_tokens: 2 } },
});
const row = fc.oneof(
  fc.tuple(fc.nat(3), fc.integer({ min: 5, max: 9 })).map(([n, output]) => claude(n, output)),
  fc.tuple(fc.nat(3), fc.integer({ min: 5, max: 9 })).map(([n, output]) => telemetry(n, output)),
  fc.nat(3).map((n) => chat({ id: `chatcmpl-0123456789${n}` }, 20 + n)),
  fc.integer({ min: 5, max: 9 }).map((output) => chat({}, output)),
  fc.integer({ min: 5, max: 9 }).map((output) => chat({ id: "chatcmpl-1", created: 1_780_000_000 + output }, output)),
  fc.constant({ type: "user", uuid: "u", message: { content: "Hello" } }),
);
const lines = fc
  .array(
    fc.oneof(
      { weight: 9, arbitrary: row.map((one) => JSON.stringify(one)) },
      row.map((one) => JSON.stringify(one, undefined, 1)),
      fc.constantFrom("", "no JSON", "🎈"),
    ),
    { maxLength: 6 },
  )
  .map((all) => all.map((line) => `${line}\n`).join(""));

test("logs that grow, end anywhere and are read in parts, whatever ends the reading, tell the calls of reading them whole", async () => {
  const step = fc.record({ log: fc.constantFrom("a", "b"), lines, breaks: fc.option(fc.nat(3000), { nil: Infinity }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 0, max: 1 }),
      async (steps, cut) => {
        const path = fresh();
        const logs = new Logs();
        for (const { log, lines, breaks } of steps) {
          const before = logs.texts.get(log) ?? "";
          // It is read while its last line is being written, then when it is whole.
          for (const end of [Math.floor(lines.length * cut), lines.length]) {
            logs.set(log, before + lines.slice(0, end));
            logs.breaks = breaks;
            await imported(path, logs, { most: 2 }).catch((error) => assert.equal(error.message, "killed"));
          }
        }
        logs.breaks = Number.POSITIVE_INFINITY;
        await imported(path, logs, { most: 2 });
        const { records } = readLogs([...logs.texts.values()]);
        assert.deepEqual(told(await kept(path)), told(records));
        assert.deepEqual(await imported(path, logs), { read: 0, known: logs.files.length, calls: 0 });
      },
    ),
    { numRuns: 40 },
  );
});

test("of a log that has grown only what was added is read", async () => {
  const path = fresh();
  const logs = new Logs();
  const session = Array.from({ length: 50 }, (_, i) => `${JSON.stringify(claude(i, 9))}\n`).join("");
  logs.set("log", session);
  assert.deepEqual(await imported(path, logs), { read: 1, known: 0, calls: 50 });
  logs.read = 0;
  const more = `${JSON.stringify(claude(50, 9))}\n`;
  logs.set("log", session + more);
  assert.deepEqual(await imported(path, logs), { read: 1, known: 0, calls: 1 });
  assert.equal(logs.read, more.length);
});

test("a log that begins anew under its old name is another one; one whose lines changed is read again", async () => {
  const path = fresh();
  const logs = new Logs();
  const call = (output: number) => `${JSON.stringify(chat({}, output))}\n`;
  logs.set("log", call(11));
  await imported(path, logs);
  logs.set("log", call(12) + call(13));
  await imported(path, logs);
  logs.set("pretty", JSON.stringify([chat({}, 14)], undefined, 2));
  await imported(path, logs);
  logs.set("pretty", JSON.stringify([chat({}, 14), chat({}, 15)], undefined, 2));
  await imported(path, logs);
  assert.deepEqual((await kept(path)).map(({ output }) => output).sort(), [11, 12, 13, 14, 15]);
});

test("an import that is cancelled keeps what it has read; a log that cannot be read costs no other one", async () => {
  const path = fresh();
  const logs = new Logs();
  const stop = new AbortController();
  for (const name of ["a", "b", "c"]) logs.set(name, `${JSON.stringify(chat({}, name.charCodeAt(0)))}\n`.repeat(9));
  const progress = { signal: stop.signal, most: 1, onProgress: (share: number) => share > 0.5 && stop.abort() };
  await assert.rejects(imported(path, logs, progress), { code: "cancelled" });
  const some = (await kept(path)).length;
  assert.ok(some >= 9 && some < 27, String(some));
  const failures: string[] = [];
  const bytes = (name: string, start: number) => {
    if (name === "b") throw new Failure("bad-input", "b: gone.");
    return logs.bytes(name, start);
  };
  const database = await Database.open(path);
  await importLogs(
    database,
    logs.files,
    { ...logs, bytes, hash: logs.hash },
    { onFailure: ({ message }) => failures.push(message) },
  );
  database.close();
  assert.deepEqual(failures, ["b: gone."]);
  await imported(path, logs);
  assert.equal((await kept(path)).length, 27);
});

test("a ledger of a later version is left as it is", async () => {
  const path = fresh();
  const database = await Database.open(path);
  await database.transaction(() => database.all("PRAGMA user_version = 99"));
  database.close();
  const before = readFileSync(path);
  await assert.rejects(Database.open(path), /later version/);
  assert.deepEqual(readFileSync(path), before);
});

test("a ledger of the version before finds a call by its request", async () => {
  const path = fresh();
  const logs = new Logs();
  logs.set("a", JSON.stringify(claude(1, 5)));
  await imported(path, logs);
  const before = await Database.open(path);
  await before.transaction(() => before.all("DROP INDEX calls_by_request"));
  await before.transaction(() => before.all("PRAGMA user_version = 1"));
  before.close();
  logs.set("b", JSON.stringify(telemetry(1, 5)));
  assert.equal((await imported(path, logs)).calls, 0);
  const after = await Database.open(path);
  const named = "SELECT name FROM sqlite_master WHERE name = 'calls_by_request'";
  assert.equal((await after.transaction(() => after.all(named))).length, 1);
  after.close();
});

test("forecasts learn from the latest calls of each model and effort, also where more is told of one later", async () => {
  const path = fresh();
  const logs = new Logs();
  const call = (model: string, time: number, hidden: number) => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: hidden + 7,
      completion_tokens_details: { reasoning_tokens: hidden },
    };
    return `${JSON.stringify({ id: `chatcmpl-${model}-0123456789${time}`, created: 1_780_000_000 + time, model, usage })}\n`;
  };
  const many = Array.from({ length: 300 }, (_, i) => call("gpt-5.5", 1000 - i, i));
  logs.set("a", `${call("o3", 1, 64)}${JSON.stringify(claude(1, 5))}\n${many.join("")}`);
  await imported(path, logs, { most: 90 });
  const database = await Database.open(path);
  const calls = await lessonCalls(database);
  database.close();
  assert.deepEqual([calls.length, calls[0]], [201, { model: "o3", effort: "medium", reasoning: 64, visible: 7 }]);
  assert.deepEqual(
    calls.slice(1).map(({ reasoning }) => reasoning),
    Array.from({ length: 200 }, (_, i) => 199 - i),
  );
});

test("what is no database is named, and left as it is", async () => {
  const path = fresh();
  writeFileSync(path, "no database".repeat(100));
  await assert.rejects(Database.open(path), /the ledger cannot be opened \(file is not a database\)\.$/);
  assert.equal(readFileSync(path, "utf8"), "no database".repeat(100));
});

test("two imports at once count a call without an id once, and so does a log that is named twice", async () => {
  const path = fresh();
  const logs = new Logs();
  for (const name of ["a", "b"]) logs.set(name, `${JSON.stringify(chat({}, 7))}\n`.repeat(20));
  await Promise.all([1, 2, 3].map(() => imported(path, logs, { most: 5 })));
  assert.equal((await kept(path)).length, 40);
  logs.set("c", `${JSON.stringify(chat({}, 7))}\n`);
  const database = await Database.open(path);
  await importLogs(database, [...logs.files, ...logs.files], logs);
  database.close();
  assert.equal((await kept(path)).length, 41);
});
