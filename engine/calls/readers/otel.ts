import { flattened } from "../columns.ts";
import { cacheWrites, settle } from "../counts.ts";
import { amountAt, anyCount, anyText, at, isJson, type Json, listAt, objectAt, textAt } from "../json.ts";
import { namedCounts } from "../named-counts.ts";
import type { Reader } from "../reader.ts";
import { secondsBetween, timeOf } from "../time.ts";
import type { Draft } from "../usage-record.ts";

/** OpenTelemetry's spans of `gen_ai`, one a line as exporters write them, the attributes in the row or within. */
export const otelSpan: Reader = {
  format: "otel-flat",
  recognises: (row) => isSpan(attributesOf(row)),
  open: () => (row) => callOf(row, attributesOf(row)),
};

/** The same as OTLP's JSON: resources of scopes of spans, or of log records, which have the same attributes. */
export const otlp: Reader = {
  format: "otlp",
  recognises: (row) => OTLP.some(([resources]) => Array.isArray(row[resources])),
  open: () => (row) =>
    OTLP.flatMap(([resources, scopes, spans]) =>
      listAt(row, resources)
        .flatMap((resource) => listAt(resource, scopes))
        .flatMap((scope) => listAt(scope, spans))
        .filter(isJson)
        .flatMap((span) => callOf(span, attributesOf(span))),
    ),
};

const OTLP = [
  ["resourceSpans", "scopeSpans", "spans"],
  ["resource_spans", "scope_spans", "spans"],
  ["resourceLogs", "scopeLogs", "logRecords"],
] as const;

/** Names of the semantic conventions, then of those before them and beside them. */
const MODEL = ["gen_ai.response.model", "gen_ai.request.model", "llm.model_name", "ai.response.model", "ai.model.id"];
const INPUT = [
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.prompt_tokens",
  "llm.token_count.prompt",
  "ai.usage.inputTokens",
  "ai.usage.promptTokens",
];
const OUTPUT = [
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.completion_tokens",
  "llm.token_count.completion",
  "ai.usage.outputTokens",
  "ai.usage.completionTokens",
];
const HIDDEN = [
  "gen_ai.usage.reasoning.output_tokens",
  "gen_ai.usage.reasoning_tokens",
  "gen_ai.usage.output_tokens.reasoning",
  "gen_ai.usage.details.reasoning_tokens",
  "llm.token_count.completion_details.reasoning",
  "ai.usage.reasoningTokens",
];
const CACHED = [
  "gen_ai.usage.cache_read.input_tokens",
  "gen_ai.usage.cache_read_input_tokens",
  "gen_ai.usage.input_tokens.cached",
  "gen_ai.usage.details.cache_read_tokens",
  "llm.token_count.prompt_details.cache_read",
  "ai.usage.cachedInputTokens",
];
const WRITTEN = [
  "gen_ai.usage.cache_creation.input_tokens",
  "gen_ai.usage.cache_creation_input_tokens",
  "llm.token_count.prompt_details.cache_write",
];
const TOTAL = ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total", "ai.usage.totalTokens"];
/** Of an agent, its tools and what the AI SDK calls models for, which repeat the counts of their calls, and of what answers nothing. */
const NO_CALL = /^(?:(?:invoke_agent|create_agent|execute_tool|invoke_workflow|embeddings)\b|ai\.\w+(?: |$))/;

const OF_A_SPAN = [...MODEL, ...INPUT, "gen_ai.operation.name"];

function isSpan(attributes: Json): boolean {
  return OF_A_SPAN.some((name) => name in attributes) || isEvent(attributes);
}

/** What agents log under names of their own: Claude Code, Codex, Gemini CLI and those who copy them. */
function isEvent(attributes: Json): boolean {
  return "event.name" in attributes && !OF_A_SPAN.some((name) => name in attributes);
}

const OWN_INPUT = ["input_tokens", "input_token_count"];

/** Attributes as an object, with names of paths or nested, or as the list of keys and typed values that OTLP has. */
function attributesOf(span: Json): Json {
  if (Array.isArray(span.attributes))
    return Object.fromEntries(
      span.attributes
        .filter(isJson)
        .map((one) => [textAt(one, "key") ?? "", isJson(one.value) ? Object.values(one.value)[0] : undefined]),
    );
  const attributes = objectAt(span, "attributes") ?? span;
  return NAMESPACES.some((name) => isJson(attributes[name])) ? flattened(attributes) : attributes;
}

/** Where Phoenix has attributes as objects within each other. */
const NAMESPACES = ["gen_ai", "llm"];

function callOf(span: Json, attributes: Json): Draft[] {
  if (isEvent(attributes)) return eventOf(span, attributes);
  const input = anyCount(attributes, INPUT);
  const output = anyCount(attributes, OUTPUT);
  const operation = textAt(attributes, "gen_ai.operation.name") ?? textAt(span, "name") ?? "";
  if ((input === undefined && output === undefined) || NO_CALL.test(operation)) return [];
  const [start, end] = [firstTime(span, STARTS), firstTime(span, ENDS)];
  const call = {
    ...settle({
      input,
      cached: anyCount(attributes, CACHED),
      ...cacheWrites(anyCount(attributes, WRITTEN), undefined, undefined),
      output,
      hidden: anyCount(attributes, HIDDEN),
      total: anyCount(attributes, TOTAL),
      isCacheInside: true,
      isHiddenInside: true,
    }),
    model: anyText(attributes, MODEL),
    provider: anyText(attributes, ["gen_ai.provider.name", "gen_ai.system", "llm.provider"]),
    effort: anyText(attributes, [
      "gen_ai.request.reasoning_effort",
      "gen_ai.request.reasoning.level",
      "gen_ai.openai.request.reasoning_effort",
    ]),
    session: anyText(attributes, ["gen_ai.conversation.id", "session.id"]),
    time: timeOf(start),
    seconds: secondsBetween(start, end),
    cost: amountAt(attributes, "gen_ai.usage.cost"),
    id: eventId(attributes, input) ?? textAt(attributes, "gen_ai.response.id") ?? spanId(span),
    grows: true as const,
  };
  return [call];
}

function eventOf(span: Json, attributes: Json): Draft[] {
  const stated = OWN_INPUT.some((name) => name in attributes) && namedCounts(attributes);
  if (!stated) return [];
  const milliseconds = amountAt(attributes, "duration_ms");
  const requestId = textAt(attributes, "request_id");
  return [
    {
      ...settle(stated),
      model: textAt(attributes, "model"),
      effort: textAt(attributes, "effort"),
      session: anyText(attributes, ["session.id", "conversation.id"]),
      time: timeOf(attributes["event.timestamp"]) ?? timeOf(firstTime(span, STARTS)),
      seconds: milliseconds ? milliseconds / 1000 : undefined,
      cost: amountAt(attributes, "cost_usd"),
      requestId,
      // By this the agent's own log of the call is found.
      id: requestId ?? eventId(attributes, anyCount(attributes, OWN_INPUT)),
      grows: true,
    },
  ];
}

/** Gemini CLI logs a call under its own names and under those of the conventions, at the same moment. */
function eventId(attributes: Json, input: number | undefined): string | undefined {
  const time = textAt(attributes, "event.timestamp");
  return time && [textAt(attributes, "session.id"), time, input].join(" ");
}

const STARTS = ["startTimeUnixNano", "start_time_unix_nano", "timeUnixNano", "start_time", "startTime", "timestamp"];
const ENDS = ["endTimeUnixNano", "end_time_unix_nano", "end_time", "endTime"];

function firstTime(span: Json, names: readonly string[]): unknown {
  const value = names.map((name) => at(span, name)).find((found) => found !== undefined);
  // Exporters in JavaScript write a pair of seconds and nanoseconds.
  if (!Array.isArray(value)) return value;
  const [seconds, nanoseconds] = value;
  return typeof seconds === "number" && typeof nanoseconds === "number"
    ? seconds * 1000 + nanoseconds / 1e6
    : undefined;
}

function spanId(span: Json): string | undefined {
  const trace = anyText(span, ["traceId", "trace_id"]) ?? textAt(span, "context", "trace_id");
  const id = anyText(span, ["spanId", "span_id"]) ?? textAt(span, "context", "span_id");
  return trace === undefined || id === undefined ? id : `${trace} ${id}`;
}
