import { answerIn } from "./answer-text.ts";
import { amountAt, anyText, at, isJson, type Json, objectAt, textAt } from "./json.ts";
import { promptIn } from "./prompt-text.ts";
import { tierOf } from "./tier.ts";
import { timeOf } from "./time.ts";
import { type Usage, usageOf } from "./usage.ts";
import type { Draft } from "./usage-record.ts";

/** A response with its counts, somewhere in a row. */
export interface Response {
  readonly counts: Usage;
  readonly usage: Json;
  /** The object that holds the usage, then those around it, the row last. */
  readonly layers: readonly Json[];
}

const USAGES = ["usage", "usageMetadata", "usage_metadata", "token_usage", "usage_object"];
/** What was asked, and what a logger adds, tells no usage of its own. */
const PASSED = new Set(["request", "request_body", "messages", "input", "prompt", "contents", "tools"]);
/** No logger wraps a response deeper, and no response has so many objects before its usage. */
const DEEPEST = 5;
const MOST_OBJECTS = 300;

/** The response in a row that has its usage: the outermost. Throws a `Failure` ("bad-input") for a count that is none. */
export function responseIn(row: Json): Response | undefined {
  let level: (readonly Json[])[] = [[row]];
  for (let depth = 0, seen = 0; depth < DEEPEST && level.length > 0 && seen < MOST_OBJECTS; depth++) {
    const next: (readonly Json[])[] = [];
    for (const layers of level) {
      seen++;
      for (const name of USAGES) {
        const usage = objectAt(layers[0], name);
        const counts = usageOf(usage);
        if (usage && counts) return { counts, usage, layers };
      }
      for (const [name, inner] of Object.entries(layers[0]!))
        if (isJson(inner) && !PASSED.has(name)) next.push([inner, ...layers]);
    }
    level = next;
  }
  const counts = usageOf(row);
  return counts && { counts, usage: row, layers: [row] };
}

const IDS = ["id", "responseId", "response_id"];
const MODELS = ["model", "modelVersion", "model_version", "modelId", "model_id", "model_name", "response_model"];
const TIMES = [
  "created",
  "created_at",
  "createTime",
  "createdAt",
  "timestamp",
  "time",
  "ts",
  "date",
  "start_time",
  "startTime",
];
const EFFORTS = [["effort"], ["reasoning_effort"], ["reasoning", "effort"], ["output_config", "effort"]];
const BUDGETS = [
  ["thinking", "budget_tokens"],
  ["reasoning", "max_tokens"],
  ["generationConfig", "thinkingConfig", "thinkingBudget"],
  ["generation_config", "thinking_config", "thinking_budget"],
];
const TIERS = ["service_tier", "serviceTier", "trafficType", "traffic_type", "speed_tier"];
const SESSIONS = ["session_id", "sessionId", "conversation_id", "thread_id"];
const COSTS = ["cost", "cost_usd", "costUSD", "response_cost", "total_cost", "total_cost_usd"];
const MILLISECONDS = [
  ["duration_ms"],
  ["durationMs"],
  ["latency_ms"],
  ["latencyMs"],
  ["elapsed_ms"],
  ["delay_ms"],
  ["response_ms"],
  ["generation_time"],
  ["metrics", "latencyMs"],
];
const SECONDS = [["seconds"], ["duration_seconds"], ["elapsed_seconds"], ["latency_seconds"]];
const REQUESTS = [
  ["request"],
  ["request", "body"],
  ["body"],
  ["request_body"],
  ["params"],
  ["modelInput"],
  ["model_parameters"],
];

/** What a response and the layers around it tell of their call. */
export function draftOf({ counts, usage, layers }: Response, tool?: string, grows = false): Draft {
  const row = layers.at(-1)!;
  const requests = REQUESTS.map((path) => objectAt(row, ...path)).filter(isJson);
  // The AI SDK tells of the response beside the usage.
  const beside = objectAt(layers[0], "response");
  const all = [...layers, beside, ...requests].filter(isJson);
  const milliseconds = first(all, MILLISECONDS, amountAt);
  return {
    tool,
    grows,
    input: counts.input,
    cached: counts.cached,
    cacheWrite5m: counts.cacheWrite5m,
    cacheWrite1h: counts.cacheWrite1h,
    hidden: counts.hidden,
    output: counts.output,
    doubt: counts.doubt,
    id: anyText(layers[0], IDS) ?? anyText(beside, IDS),
    requestId: firstOf(layers, (layer) => anyText(layer, ["request_id", "requestId"])),
    model: firstOf(all, (layer) => anyText(layer, MODELS)),
    effort: first(all, EFFORTS, textAt),
    budget: first(all, BUDGETS, positiveAt),
    tier: firstOf([usage, ...layers], (layer) => firstOf(TIERS, (name) => tierOf(at(layer, name)))),
    time: firstOf(layers, (layer) => firstOf(TIMES, (name) => timeOf(at(layer, name)))),
    seconds:
      milliseconds === undefined ? first(all, SECONDS, positiveAt) : milliseconds > 0 ? milliseconds / 1000 : undefined,
    session: firstOf(layers, (layer) => anyText(layer, SESSIONS)),
    cost: costIn(usage) ?? firstOf(layers, (layer) => firstOf(COSTS, (name) => amountAt(layer, name))),
    prompt: firstOf([row, ...requests], promptIn),
    answer: answerIn(layers[0]!),
  };
}

const TICKS_PER_DOLLAR = 1e10;

/** OpenRouter, Perplexity and xAI state the cost with the usage; of a key of the user's own, OpenRouter's fee alone. */
function costIn(usage: Json): number | undefined {
  const cost = amountAt(usage, "cost") ?? amountAt(usage, "cost", "total_cost");
  const upstream = usage.is_byok === true ? amountAt(usage, "cost_details", "upstream_inference_cost") : undefined;
  if (cost !== undefined) return cost + (upstream ?? 0);
  const ticks = amountAt(usage, "cost_in_usd_ticks");
  return ticks === undefined ? undefined : ticks / TICKS_PER_DOLLAR;
}

function positiveAt(value: unknown, ...names: readonly string[]): number | undefined {
  return amountAt(value, ...names) || undefined;
}

function first<T>(
  layers: readonly Json[],
  paths: readonly (readonly string[])[],
  read: (value: unknown, ...names: readonly string[]) => T | undefined,
): T | undefined {
  return firstOf(layers, (layer) => firstOf(paths, (path) => read(layer, ...path)));
}

/** The first result that there is. */
export function firstOf<A, T>(items: readonly A[], read: (item: A) => T | undefined): T | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
