import assert from "node:assert/strict";
import { test } from "node:test";
import { flattened, fromColumns } from "../../../engine/calls/columns.ts";
import { readLogs } from "../../../engine/calls/read-logs.ts";
import { callsOf, pick } from "./read.ts";

const TIME = Date.UTC(2026, 4, 2, 8);

test("a column that is named by a path stands at its end, and under its name", () => {
  const row = fromColumns([
    ["a.b.c", 1],
    ["a.b.d", 2],
    ["a.e", 3],
    ["f", 4],
    ["__proto__.polluted", 5],
  ]);
  assert.deepEqual(row.a, { b: { c: 1, d: 2 }, e: 3 });
  assert.deepEqual([row["a.b.c"], row.f, ({} as { polluted?: number }).polluted], [1, 4, undefined]);
  assert.deepEqual(flattened({ a: row.a, f: 4 }), { "a.b.c": 1, "a.b.d": 2, "a.e": 3, f: 4 });
});

const TABLES: Readonly<Record<string, string>> = {
  "BigQuery, Gemini's usage": `timestamp,model,usageMetadata.promptTokenCount,usageMetadata.cachedContentTokenCount,usageMetadata.candidatesTokenCount,usageMetadata.thoughtsTokenCount,usageMetadata.totalTokenCount
2026-05-02T08:00:00Z,gemini-2.5-pro,90,40,30,20,140`,
  "the same with underscores": `timestamp,modelVersion,usageMetadata_promptTokenCount,usageMetadata_cachedContentTokenCount,usageMetadata_candidatesTokenCount,usageMetadata_thoughtsTokenCount,usageMetadata_totalTokenCount
2026-05-02T08:00:00Z,gemini-2.5-pro,90,40,30,20,140`,
  "Phoenix's spans": `name,start_time,attributes.llm.model_name,attributes.llm.token_count.prompt,attributes.llm.token_count.completion,attributes.llm.token_count.prompt_details.cache_read,attributes.llm.token_count.completion_details.reasoning
ChatCompletion,2026-05-02T08:00:00Z,gpt-5,90,50,40,20`,
  "responses, flattened": `created_at\tmodel\tusage.prompt_tokens\tusage.completion_tokens\tusage.prompt_tokens_details.cached_tokens\tusage.completion_tokens_details.reasoning_tokens
2026-05-02T08:00:00Z\tgpt-5\t90\t50\t40\t20`,
};

for (const [name, table] of Object.entries(TABLES))
  test(`a table is read by the paths of its columns: ${name}`, () => {
    const { records, bad } = readLogs([table]);
    assert.deepEqual(bad, []);
    assert.deepEqual(pick(records[0], "input", "cached", "output", "hidden", "time"), [90, 40, 50, 20, TIME]);
  });

test("CloudWatch Insights: columns of Bedrock's log, and of any other", () => {
  const page = (fields: Readonly<Record<string, string>>) => ({
    results: [Object.entries(fields).map(([field, value]) => ({ field, value }))],
    status: "Complete",
  });
  const [bedrock, named, usage] = callsOf(
    page({
      "@timestamp": "2026-05-02 08:00:00.000",
      modelId: "eu.anthropic.claude-sonnet-5-v1:0",
      requestId: "r-1",
      "input.inputTokenCount": "60",
      "input.cacheReadInputTokenCount": "30",
      "output.outputTokenCount": "50",
      "@ptr": "Cm0",
    }),
    page({ modelId: "anthropic.claude-sonnet-5", input_tokens: "90", output_tokens: "50" }),
    page({ model: "gpt-5", "usage.prompt_tokens": "90", "usage.completion_tokens": "50" }),
  );
  assert.deepEqual(pick(bedrock, "input", "cached", "output", "time", "tool"), [
    90,
    30,
    50,
    TIME,
    "bedrock-invocation",
  ]);
  for (const call of [named, usage]) assert.deepEqual(pick(call, "input", "output"), [90, 50]);
});
