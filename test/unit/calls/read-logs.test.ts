import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { timeOf } from "../../../engine/calls/time.ts";

const call = (id: string | undefined, output: number, more: object = {}) => ({
  ...(id !== undefined && { id }),
  model: "o3",
  usage: { prompt_tokens: 10, completion_tokens: output },
  ...more,
});
const jsonl = (...rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join("\n");
const outputs = (...texts: readonly string[]) => readLogs(texts).records.map(({ output }) => output);

test("a line that cannot be read is named by its number, and the others count", () => {
  const lines = [
    '{"model":"o3","reasoning_tokens":5}',
    "",
    '{"model":',
    "7",
    '{"reasoning_tokens":5}',
    '{"model":"o3"}',
    '{"model":"o3","reasoning_tokens":-1}',
    '{"model":"o3","reasoning_tokens":1e400}',
    '{"model":"o3","reasoning_tokens":6}',
  ];
  const { records, bad } = readLogs(["\uFEFF", lines.join("\r\n")]);
  assert.deepEqual(
    records.map(({ hidden, line, log }) => [hidden, line, log]),
    [
      [5, 1, 1],
      [6, 9, 1],
    ],
  );
  assert.deepEqual(
    bad.map(({ line, message }) => [line, message]),
    [
      [3, "not JSON"],
      [4, "not a JSON object"],
      [5, "no model"],
      [6, "no count of tokens"],
      [7, "a count of tokens is not a whole number"],
      [8, "a count of tokens is not a whole number"],
    ],
  );
});

test("any JSON is read alike on one line, over many, in an array and one after the other", () => {
  const rows = fc.array(fc.record({ a: fc.jsonValue(), output: fc.nat() }), { minLength: 1 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 3 }), (extras, indent) => {
      const calls = extras.map(({ a, output }) => call(undefined, output, { a: JSON.stringify(a), nested: { a } }));
      const expected = extras.map(({ output }) => output);
      assert.deepEqual(outputs(jsonl(...calls)), expected);
      assert.deepEqual(outputs(JSON.stringify(calls)), expected);
      assert.deepEqual(outputs(JSON.stringify(calls, null, indent)), expected);
      assert.deepEqual(outputs(calls.map((one) => JSON.stringify(one, null, indent)).join("\n")), expected);
      assert.deepEqual(outputs(`[\n${calls.map((one) => JSON.stringify(one)).join(",\n")}\n]`), expected);
      assert.deepEqual(outputs(JSON.stringify({ data: calls, total: 3 }, null, indent)), expected);
    }),
  );
});

test("where a line ends in its middle, the lines after it are read, wherever it ends", () => {
  const whole = JSON.stringify(call(undefined, 5, { list: [1, { b: "c" }], none: null }));
  for (let end = 1; end < whole.length; end++) {
    const { records, bad } = readLogs([[whole, whole.slice(0, end), whole, whole, whole].join("\n")]);
    assert.equal(records.length, 4, whole.slice(0, end));
    assert.deepEqual(
      bad.map(({ line }) => line),
      [2],
    );
  }
});

test("any text is read: each line is a call, or is named", () => {
  const line = fc.oneof(
    fc.string(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const log = lines.map((row) => row.replace(/[\n\r]/g, " ")).join("\n");
      const { records, bad } = readLogs([log]);
      assert.ok(records.length + bad.length >= 0);
      assert.ok(bad.every((one) => one.line >= 1 && one.line <= lines.length));
    }),
  );
  const deep = `{"model":"o3","reasoning_tokens":1,"messages":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  assert.equal(readLogs([deep]).records.length, 1);
});

/** Names that readers look for, and such as every object has. */
const NAMES =
  "type message usage model id data payload info total_token_usage tokens input output attributes key value spans resourceSpans scopeSpans observations usageDetails run_type outputs child_runs response body custom_id result status error spend request_id metadata response_status response_body startTime object steps results created events logEvents jsonPayload properties hits toString constructor __proto__".split(
    " ",
  );
const foreign = fc.letrec((tie) => ({
  row: fc.dictionary(fc.constantFrom(...NAMES), tie("value"), { maxKeys: 6 }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      0,
      7,
      "",
      "assistant",
      "llm",
      "GENERATION",
      "o3",
      "session_meta",
      "token_count",
      "message_start",
    ),
    tie("row"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
})).row;

test("whatever stands under the names that readers look for, a row tells of calls, of none, or is refused", () => {
  fc.assert(
    fc.property(fc.array(foreign, { maxLength: 5 }), (rows) => {
      const { records } = readLogs([jsonl(...rows)]);
      for (const record of records)
        for (const value of Object.values(record)) assert.ok(typeof value !== "number" || Number.isFinite(value));
    }),
    { numRuns: 3000 },
  );
});

test("names that every object has are data in a log", () => {
  const rows = [
    '{"__proto__":{"model":"o3","usage":{"prompt_tokens":1}}}',
    '{"model":"constructor","reasoning_tokens":1,"toString":5}',
  ];
  const { records } = readLogs([rows.join("\n")]);
  assert.deepEqual(
    records.map(({ model }) => model),
    ["o3", "constructor"],
  );
});

test("a row that only looks like an agent's is read where it tells of usage, and passed over where it does not", () => {
  const usage = { prompt_tokens: 10, completion_tokens: 5 };
  const body = { model: "o3", usage };
  const rows = [
    { type: "llm_call", sessionId: "s", response: body },
    { type: "chat.completion", data: body, id: "1" },
    { type: "completion", payload: body },
    { type: "a-new-kind", sessionId: "s", uuid: "u" },
    { type: "session.new_kind", data: {} },
    { type: "new_item", payload: {} },
    { id: "o", type: "GENERATION", traceId: "t", sessionId: "s", model: "o3", usageDetails: { input: 10, output: 5 } },
  ];
  const { records, bad } = readLogs([jsonl(...rows)]);
  assert.deepEqual([records.length, bad], [4, []]);
});

test("a response that is logged in several files and ways counts once; without an id every line is a call", () => {
  const one = call("chatcmpl-Qw3eR5tY7u", 5, { created: 1793527200 });
  const wrapped = { request: { model: "o3" }, response: one };
  const batch = { custom_id: "a", response: { status_code: 200, body: one } };
  assert.deepEqual(outputs(jsonl(one, one), jsonl(wrapped), JSON.stringify([one], null, 2)), [5]);
  assert.deepEqual(outputs(jsonl(call(undefined, 5), call(undefined, 5))), [5, 5]);
  assert.deepEqual(outputs(jsonl(one), jsonl(batch)), [5]);
  assert.deepEqual(outputs(jsonl(one), jsonl({ ...one, model: "o4-mini" })), [5, 5]);
});

test("an id that a local server gives again is no identity, also where its counts are the same by chance; a copy of its log is", () => {
  const log = jsonl(
    call("chatcmpl-123", 5, { created: 1 }),
    call("chatcmpl-123", 5, { created: 1793527201 }),
    call("chatcmpl-123", 6, { created: 1793527202 }),
  );
  assert.equal(outputs(log).length, 3);
  const untimed = jsonl(call("0", 5), call("0", 5), call("0", 6));
  assert.deepEqual(outputs(untimed), [5, 5, 6]);
  assert.deepEqual(outputs(untimed, untimed), [5, 5, 6]);
});

test("calls stand in the order of time, those without one after those before them", () => {
  const at = (time: string | undefined, output: number) =>
    call(undefined, output, time === undefined ? {} : { timestamp: time });
  const later = jsonl(at("2026-05-03T08:00:00Z", 3), at(undefined, 4));
  const earlier = jsonl(at("2026-05-02T08:00:00Z", 1), at("2026-05-02T09:00:00Z", 2));
  assert.deepEqual(outputs(later, earlier), [1, 2, 3, 4]);
  assert.deepEqual(outputs(jsonl(at(undefined, 9)), later), [9, 3, 4]);
});

test("a time is read in any unit, and in UTC where it names no zone", () => {
  const time = Date.UTC(2026, 4, 2, 8);
  for (const written of [
    time,
    time / 1000,
    `${time}000000`,
    time * 1000,
    "2026-05-02T08:00:00",
    "2026-05-02 08:00:00",
    "2026-05-02T10:00:00+02:00",
  ])
    assert.equal(timeOf(written), time, String(written));
  for (const none of [undefined, null, "", "soon", -1, 0, Number.NaN, 1e300]) assert.equal(timeOf(none), undefined);
});
