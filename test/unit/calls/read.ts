import assert from "node:assert/strict";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import type { UsageRecord } from "../../../engine/calls/usage-record.ts";

/** The calls of a log of JSON lines, every line of which can be read. */
export function callsOf(...rows: readonly unknown[]): UsageRecord[] {
  const { records, bad } = readLogs([rows.map((row) => JSON.stringify(row)).join("\n")]);
  assert.deepEqual(bad, []);
  return records.map(({ log: _, line: __, ...record }) => record);
}

/** The only call of a log of JSON lines. */
export function callOf(...rows: readonly unknown[]): UsageRecord {
  const calls = callsOf(...rows);
  assert.equal(calls.length, 1);
  return calls[0]!;
}

/** The fields of a record that are asked for. */
export function pick<K extends keyof UsageRecord>(record: UsageRecord | undefined, ...keys: readonly K[]) {
  return keys.map((key) => record?.[key]);
}

/** A message as Anthropic's API answers it. */
export const message = (output: number, thinking: number | undefined) => ({
  id: "msg_01QrT7",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-5",
  usage: {
    input_tokens: 3,
    cache_read_input_tokens: 40,
    cache_creation_input_tokens: 7,
    output_tokens: output,
    output_tokens_details: thinking === undefined ? null : { thinking_tokens: thinking },
  },
});
