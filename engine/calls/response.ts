import { answerIn } from "./answer-text.ts";
import { fromColumns } from "./columns.ts";
import { settle } from "./counts.ts";
import { heldAnswer } from "./held-text.ts";
import { amountAt, at, isJson, type Json, objectAt, textAt } from "./json.ts";
import { namedCounts } from "./named-counts.ts";
import { promptIn } from "./prompt-text.ts";
import { tierOf } from "./tier.ts";
import { timeOf } from "./time.ts";
import { anyUsageOf, type Usage, usageOf } from "./usage.ts";
import type { Draft, Tier } from "./usage-record.ts";

/** A response with its counts, somewhere in a row. */
export interface Response {
  readonly counts: Usage;
  readonly usage: Json;
  /** The object that holds the usage, then those around it, the row last. */
  readonly layers: readonly Json[];
}

/** The first is the AI SDK's of all steps, beside that of the last. */
const USAGES = [
  "totalUsage",
  "usage",
  "usageMetadata",
  "usage_metadata",
  "token_usage",
  "usage_object",
  "tokenUsage",
  "metrics",
  "meta",
  "timings",
];
/** Of these, what holds usage is not all that does. */
const OPEN = new Set(["metrics", "meta", "timings"]);
/** What was asked, and what a logger adds, tells no usage of its own. */
const PASSED = new Set(["request", "request_body", "messages", "input", "prompt", "contents", "tools"]);
/** No logger wraps a response deeper, and no response has so many objects before its usage. */
const DEEPEST = 5;
/** Names under which a gateway may hold what was answered as text, or in pieces. */
const AS_TEXT = /(?:body|response|payload)$/i;
const MOST_OBJECTS = 300;

/** The response in a row that has its usage: the outermost. Throws a `Failure` ("bad-input") for a count that is none. */
export function responseIn(row: Json): Response | undefined {
  const found = outermost(row, (layers) => {
    for (const name of USAGES) {
      const usage = objectAt(layers[0], name);
      const counts = OPEN.has(name) ? usageOf(usage) : anyUsageOf(usage);
      if (usage && counts)
        return { counts: (name === "usage" && handedOn(layers[0]!, usage)) || counts, usage, layers };
    }
    return undefined;
  });
  if (found) return found;
  const counts = usageOf(row);
  return counts && { counts, usage: row, layers: [row] };
}

/** The same of a provider or a tool that nobody knows: the outermost object whose names say what its counts of tokens are of. */
export function namedResponseIn(row: Json): Response | undefined {
  return outermost(row, (layers) => {
    const usage = layers[0]!;
    const counts = namedCounts(Object.fromEntries(Object.entries(usage).filter(([name]) => /token/i.test(name))));
    return counts && { counts: settle(counts), usage, layers };
  });
}

function outermost(row: Json, find: (layers: readonly Json[]) => Response | undefined): Response | undefined {
  let level: (readonly Json[])[] = [[row]];
  for (let depth = 0, seen = 0; depth < DEEPEST && level.length > 0 && seen < MOST_OBJECTS; depth++) {
    const next: (readonly Json[])[] = [];
    for (const layers of level) {
      seen++;
      const found = find(layers);
      if (found) return found;
      for (const [name, value] of Object.entries(layers[0]!)) {
        const inner = !isJson(value) && AS_TEXT.test(name) ? heldAnswer(value) : value;
        if (isJson(inner) && !PASSED.has(name)) next.push([inner, ...layers]);
      }
    }
    level = next;
  }
  return undefined;
}

/** What the provider itself told, where the AI SDK and Opik hand it on: their own sums leave some of it out. */
function handedOn(layer: Json, usage: Json): Usage | undefined {
  const whole = isFlat(usage) ? fromColumns(Object.entries(usage)) : usage;
  const told = Object.values(objectAt(layer, "providerMetadata") ?? {}).filter(isJson);
  return (
    usageOf(whole.original_usage) ??
    firstOf(told, (one) => usageOf(one.usage) ?? usageOf(one.usageMetadata) ?? usageOf({ ...usage, ...one }))
  );
}

/** Whether an object has names of paths. */
export function isFlat(row: Json): boolean {
  return Object.keys(row).some((name) => name.includes("."));
}

type Path = readonly string[];

/** What the layers of a response may tell, and the paths at which each dialect has it. */
const PATHS = {
  id: [["id"], ["responseId"], ["response_id"]],
  requestId: [["request_id"], ["requestId"]],
  model: [
    ["model"],
    ["modelVersion"],
    ["modelId"],
    ["model_id"],
    ["model_name"],
    ["modelName"],
    ["model_version"],
    ["response_model"],
    ["metadata", "model"],
    ["modelInfo", "id"],
    ["model", "id"],
    ["provider", "id"],
  ],
  effort: [["effort"], ["reasoning_effort"], ["reasoning", "effort"], ["output_config", "effort"]],
  budget: [
    ["thinking", "budget_tokens"],
    ["reasoning", "max_tokens"],
    ["generationConfig", "thinkingConfig", "thinkingBudget"],
    ["generation_config", "thinking_config", "thinking_budget"],
  ],
  tier: [["service_tier"], ["serviceTier"], ["trafficType"], ["traffic_type"], ["speed_tier"]],
  time: [
    ["created"],
    ["created_at"],
    ["createTime"],
    ["createdAt"],
    ["timestamp"],
    ["time"],
    ["ts"],
    ["date"],
    ["start_time"],
    ["startTime"],
    ["logging_time"],
    ["started_at"],
    ["datetime_utc"],
  ],
  milliseconds: [
    ["duration_ms"],
    ["durationMs"],
    ["latency_ms"],
    ["latencyMs"],
    ["elapsed_ms"],
    ["delay_ms"],
    ["response_ms"],
    ["generation_time"],
    ["metrics", "latencyMs"],
  ],
  seconds: [["seconds"], ["duration_seconds"], ["elapsed_seconds"], ["latency_seconds"]],
  session: [["session_id"], ["sessionId"], ["conversation_id"], ["thread_id"]],
  cost: [
    ["cost"],
    ["cost_usd"],
    ["costUSD"],
    ["response_cost"],
    ["total_cost"],
    ["total_cost_usd"],
    ["total_estimated_cost"],
  ],
} satisfies Readonly<Record<string, readonly Path[]>>;

type Told = keyof typeof PATHS;

/** A bit for each of these, and the bits of what a name may tell. */
const BITS = Object.fromEntries(Object.keys(PATHS).map((told, i) => [told, 1 << i])) as Record<Told, number>;
const TOLD_BY = new Map<string, number>();
for (const told of Object.keys(PATHS) as Told[])
  for (const [name = ""] of PATHS[told]) TOLD_BY.set(name, (TOLD_BY.get(name) ?? 0) | BITS[told]);

/** A layer and the bits of what its names may tell: most paths lead nowhere, and a log may have a million rows. */
interface Layer {
  readonly json: Json;
  readonly tells: number;
}

function layerOf(json: Json): Layer {
  let tells = 0;
  for (const name in json) tells |= TOLD_BY.get(name) ?? 0;
  return { json, tells };
}

const REQUESTS = [
  ["request"],
  ["request", "body"],
  ["body"],
  ["request_body"],
  ["params"],
  ["modelInput"],
  ["model_parameters"],
];

/** Most rows hold none, which one look at their names tells. */
function requestsIn(row: Json): readonly Json[] {
  const requests: Json[] = [];
  for (const path of REQUESTS) {
    const request = path[0]! in row ? objectAt(row, ...path) : undefined;
    if (request) requests.push(request);
  }
  return requests;
}

/** What a response and the layers around it tell of their call. */
export function draftOf({ counts, usage, layers }: Response, tool?: string, grows = false): Draft {
  const row = layers.at(-1)!;
  const requests = requestsIn(row);
  // The AI SDK tells of the response beside the usage.
  const response = objectAt(layers[0], "response");
  const beside = response ? [layerOf(response)] : [];
  const within = layers.map(layerOf);
  const all = beside.length + requests.length > 0 ? [...within, ...beside, ...requests.map(layerOf)] : within;
  const told = layerOf(usage);
  const milliseconds = first(all, "milliseconds", amountAt);
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
    id: first([within[0]!], "id", textAt) ?? first(beside, "id", textAt),
    requestId: first(within, "requestId", textAt),
    model: first(all, "model", textAt) ?? firstOf(layers, modelBeside),
    effort: first(all, "effort", textAt),
    budget: first(all, "budget", positiveAt),
    tier: first([told], "tier", tierAt) ?? first(within, "tier", tierAt),
    time: first(within, "time", timeAt) ?? first([told], "time", timeAt),
    seconds:
      milliseconds === undefined
        ? first(all, "seconds", positiveAt)
        : milliseconds > 0
          ? milliseconds / 1000
          : undefined,
    session: first(within, "session", textAt),
    cost: costIn(usage) ?? first(within, "cost", amountAt),
    prompt: promptIn(row) ?? firstOf(requests, promptIn),
    answer: answerIn(layers[0]!),
  };
}

const MODEL = /(?:^|[._])model(?:[._]?(?:name|id|instance_id))?$/i;

/** A model by whatever a layer, or an object in it, calls it: of several the one that answered. */
function modelBeside(layer: Json): string | undefined {
  const inner = Object.values(layer).filter(isJson);
  const named = [layer, ...inner].flatMap((one) => Object.entries(one).filter(([name]) => MODEL.test(name)));
  const answered = named.filter(([name]) => !/request/i.test(name));
  return firstOf([...answered, ...named], ([name, value]) =>
    textAt({ [name]: value }, name)?.replace(/^"(.*)"$/, "$1"),
  );
}

const TICKS_PER_DOLLAR = 1e10;

/** OpenRouter, Perplexity and xAI state the cost with the usage; of a key of the user's own, OpenRouter's fee alone. */
function costIn(usage: Json): number | undefined {
  const cost = amountAt(usage, "cost") ?? amountAt(usage, "cost", "total_cost") ?? amountAt(usage, "cost", "total");
  const upstream = usage.is_byok === true ? amountAt(usage, "cost_details", "upstream_inference_cost") : undefined;
  if (cost !== undefined) return cost + (upstream ?? 0);
  const ticks = amountAt(usage, "cost_in_usd_ticks");
  return ticks === undefined ? undefined : ticks / TICKS_PER_DOLLAR;
}

function positiveAt(value: unknown, ...names: Path): number | undefined {
  return amountAt(value, ...names) || undefined;
}

function tierAt(value: unknown, ...names: Path): Tier | undefined {
  return tierOf(at(value, ...names));
}

function timeAt(value: unknown, ...names: Path): number | undefined {
  return timeOf(at(value, ...names));
}

/** What the first layer that tells it says; within one, by the first path that leads to something. */
function first<T>(
  layers: readonly Layer[],
  told: Told,
  read: (value: unknown, ...names: Path) => T | undefined,
): T | undefined {
  const bit = BITS[told];
  for (const { json, tells } of layers) {
    if ((tells & bit) === 0) continue;
    for (const path of PATHS[told]) {
      const found = path[0]! in json ? read(json, ...path) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The first result that there is. */
export function firstOf<A, T>(items: readonly A[], read: (item: A) => T | undefined): T | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
