import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callOf, callsOf, message, pick } from "./read.ts";

const TIME = Date.UTC(2026, 4, 2, 8);
const text = JSON.stringify;

/** Bedrock's log of an invocation: a row that its own reader has to see. */
const invocation = (requestId: string) => ({
  schemaType: "ModelInvocationLog",
  requestId,
  modelId: "eu.anthropic.claude-sonnet-5-v1:0",
  output: { outputBodyJson: { ...message(30, 20), id: `msg_${requestId}` } },
});

/** A response that has no time of its own. */
const response = {
  id: "resp_0f1e2d3c4b",
  object: "response",
  model: "gpt-5",
  usage: { input_tokens: 90, output_tokens: 50, total_tokens: 140, output_tokens_details: { reasoning_tokens: 20 } },
};
const COUNTS = [50, 20, TIME];
const at = "2026-05-02T08:00:00Z";

const RECORDS: Readonly<Record<string, unknown>> = {
  "CloudWatch's events": { events: [{ timestamp: TIME, message: text(response), eventId: "1" }] },
  "a subscription of CloudWatch": {
    messageType: "DATA_MESSAGE",
    logGroup: "g",
    logEvents: [{ id: "1", timestamp: TIME, message: text(response) }],
  },
  "results of CloudWatch Insights": {
    results: [
      [
        { field: "@timestamp", value: "2026-05-02 08:00:00.000" },
        { field: "@message", value: text(response) },
      ],
    ],
    status: "Complete",
  },
  "Azure Monitor, text": { records: [{ time: at, category: "RequestResponse", properties: text({ response }) }] },
  "Azure Monitor, a body": { time: at, properties: { method: "POST", backendResponseBody: text(response) } },
  "Google Cloud, an object": { insertId: "a", timestamp: at, jsonPayload: { level: "info", message: text(response) } },
  "Google Cloud, text": { entries: [{ insertId: "a", timestamp: at, textPayload: text(response) }] },
  Docker: { log: `${text(response)}\n`, stream: "stdout", time: at },
  "Loki, an answer of its API": {
    status: "success",
    data: {
      resultType: "streams",
      result: [{ stream: { app: "gw" }, values: [[String(TIME * 1e6), text(response)]] }],
    },
  },
  "Loki, what is pushed": { streams: [{ stream: {}, values: [[String(TIME * 1e6), text(response), { trace: "x" }]] }] },
  "Loki, logcli": { labels: { app: "gw" }, line: text(response), timestamp: at },
  Splunk: { preview: false, result: { _raw: text(response), _time: "2026-05-02 08:00:00.000 UTC" } },
  journald: { MESSAGE: text(response), __REALTIME_TIMESTAMP: String(TIME * 1000), _SYSTEMD_UNIT: "gw.service" },
  Datadog: { id: "AQ", type: "log", attributes: { timestamp: at, message: "call", attributes: response } },
  "a page of a page": { data: { items: [{ ...response, created_at: at }] } },
  Elasticsearch: { hits: { total: 1, hits: [{ _id: "1", _source: { "@timestamp": at, message: text(response) } }] } },
};

for (const [name, record] of Object.entries(RECORDS))
  test(`${name}: what a service of logs has wrapped is read, with its time`, () => {
    assert.deepEqual(pick(callOf(record), "output", "hidden", "time"), COUNTS);
  });

test("a wrapped row is read by the reader of its format", () => {
  const events = ["a1b2c3", "d4e5f6"].map((id) => ({ timestamp: TIME, message: text(invocation(id)) }));
  for (const record of [{ events }, events.map(({ message }) => ({ jsonPayload: JSON.parse(message) }))].flat())
    for (const call of callsOf(record)) assert.deepEqual(pick(call, "tool", "hidden"), ["bedrock-invocation", 20]);
  assert.equal(callsOf({ events }).length, 2);
});

test("records without a line break between them, behind a time, and in a column are read", () => {
  const event = (id: string) => text({ logEvents: [{ timestamp: TIME, message: text(invocation(id)) }] });
  const quoted = `"${text(response).replaceAll('"', '""')}"`;
  for (const [log, calls] of [
    [event("a1b2c3") + event("d4e5f6"), 2],
    [`${at} ${text(response)}\n`, 1],
    [`@timestamp,@message\n2026-05-02 08:00:00.000,${quoted}\n`, 1],
  ] as const) {
    const { records, bad } = readLogs([log]);
    assert.deepEqual([records.length, records[0]?.time, bad.length], [calls, TIME, 0]);
  }
});

test("counts that a gateway logs beside the model are those of a call", () => {
  const properties = { modelName: "gpt-5", promptTokens: 90, completionTokens: 50, totalTokens: 140 };
  const call = callOf({ time: at, category: "GatewayLlmLogs", properties });
  assert.deepEqual(pick(call, "model", "input", "output", "time"), ["gpt-5", 90, 50, TIME]);
});

test("an answer in JSON is no record", () => {
  const answer = text({ model: "gpt-5", usage: { input_tokens: 1, output_tokens: 2 } });
  assert.deepEqual(pick(callOf({ ...response, message: answer }), "input", "output"), [90, 50]);
});

test("what is wrapped without end is refused", () => {
  const deep = `${'{"hits":'.repeat(20_000)}{}${"}".repeat(20_000)}`;
  const pages = `${'{"data":['.repeat(20_000)}{}${"]}".repeat(20_000)}`;
  for (const log of [deep, pages]) assert.equal(readLogs([log]).bad.length, 1);
});

test("a request that a browser saved is a call where its answer has counts", () => {
  const entry = (response: object) => ({ startedDateTime: at, time: 1500, request: { method: "POST" }, response });
  const content = { mimeType: "application/json", text: text(response) };
  const log = {
    version: "1.2",
    entries: [entry({ status: 200, content }), entry({ status: 200, content: { text: "<p>" } })],
  };
  const call = callOf({ log });
  assert.deepEqual([...pick(call, "output", "hidden", "time"), call.seconds], [...COUNTS, 1.5]);
});
