import * as z from "zod";
import { Failure } from "../../protocol/failure.ts";

/** One call as a log tells of it. */
export interface LoggedCall {
  /** Number of its line, from 1. */
  readonly line: number;
  readonly model: string;
  readonly effort?: string;
  /** Hidden tokens billed. */
  readonly reasoning: number;
  /** Tokens of the visible answer, where the log tells. */
  readonly visible?: number;
  /** The provider's counts of input and output, the hidden tokens inside of it or beside it, and its sum of all. */
  readonly sums?: { readonly input: number; readonly output: number; readonly total: number };
  /** How long it took. */
  readonly seconds?: number;
  /** Its prompt, where the log holds it. */
  readonly text?: string;
}

/** A line that tells of no call, and why, in the user's words. */
export interface BadLine {
  readonly line: number;
  readonly message: string;
}

const count = z.number().int().nonnegative().nullish();
const details = z.looseObject({ reasoning_tokens: count, thinking_tokens: count }).nullish();

/** The counts that providers bill by; each writes some of these. */
const usageShape = z.looseObject({
  // A plain log; OpenAI's Responses and Anthropic's Messages; OpenAI's Chat and all that copy it, as OpenRouter.
  reasoning_tokens: count,
  input_tokens: count,
  output_tokens: count,
  output_tokens_details: details,
  prompt_tokens: count,
  completion_tokens: count,
  completion_tokens_details: details,
  total_tokens: count,
  // Gemini; OpenRouter's record of a generation.
  promptTokenCount: count,
  toolUsePromptTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  totalTokenCount: count,
  native_tokens_completion: count,
  native_tokens_reasoning: count,
});
type Usage = z.infer<typeof usageShape>;

type Layer = Readonly<Record<string, unknown>>;
/** Where loggers put what was asked and what came back. */
const REQUESTS = ["", "request", "request.body", "body"];
const RESPONSES = ["response", "response.body", "message", "data"];
/** Where they put how long the call took, in milliseconds. */
const DURATIONS = ["duration_ms", "latency_ms", "elapsed_ms", "generation_time"];

/**
 * The calls in a log of JSON lines: usage objects as OpenAI, Anthropic, OpenRouter and Gemini write them, alone or within
 * the logged request and response, or plain `{"model","effort"?,"reasoning_tokens","output_tokens"?,"text"?}`. A response
 * that was logged again under its id counts once. Empty lines are skipped. Linear in the length of the log.
 */
export function readCallLog(log: string): { calls: LoggedCall[]; bad: BadLine[] } {
  const calls = new Map<string, LoggedCall>();
  const bad: BadLine[] = [];
  for (const [i, row] of log
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    if (row.trim() === "") continue;
    const line = i + 1;
    try {
      const { id, ...call } = readCall(parseRow(row));
      calls.set(id ?? `line ${line}`, { line, ...call });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      bad.push({ line, message: error.message });
    }
  }
  return { calls: [...calls.values()], bad };
}

function parseRow(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch (cause) {
    throw new Failure("bad-input", "not JSON", { cause });
  }
}

function readCall(row: unknown): Omit<LoggedCall, "line"> & { readonly id?: string } {
  if (!isLayer(row)) throw new Failure("bad-input", "not a JSON object");
  const requests = layersOf(row, REQUESTS);
  const layers = [...requests, ...layersOf(row, RESPONSES)];
  const model = firstString(layers, ["model", "modelVersion"]);
  if (model === undefined) throw new Failure("bad-input", "no model");
  const holder = layers.find((layer) => layer.usage ?? layer.usageMetadata);
  const usage = readUsage(holder ? [holder.usage ?? holder.usageMetadata] : layers);
  const id = holder && firstString([holder], ["id", "responseId"]);
  const effort = firstString(layers, ["effort", "reasoning_effort", "reasoning.effort", "output_config.effort"]);
  const visible = visibleOf(usage);
  const sums = sumsOf(usage);
  const milliseconds = layers.flatMap((layer) => DURATIONS.map((key) => layer[key])).find(isPositive);
  const text = requests
    .flatMap(({ text, prompt, input, messages, contents }) =>
      [text, prompt, input, messages, contents].map((one) => plainText(one)),
    )
    .find((found) => found !== undefined);
  return {
    model,
    reasoning: reasoningOf(usage)!,
    ...(id !== undefined && { id }),
    ...(effort !== undefined && { effort }),
    ...(visible !== undefined && { visible }),
    ...(sums && { sums }),
    ...(milliseconds !== undefined && { seconds: milliseconds / 1000 }),
    ...(text !== undefined && { text }),
  };
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && value > 0;
}

function readUsage(places: readonly unknown[]): Usage {
  const read = places.map((place) => usageShape.safeParse(place));
  if (read.some(({ success }) => !success)) throw new Failure("bad-input", "a count of tokens is not a whole number");
  const usage = read.map(({ data }) => data!).find((one) => reasoningOf(one) !== undefined);
  if (!usage) throw new Failure("bad-input", "no count of reasoning tokens");
  return usage;
}

function reasoningOf(usage: Usage): number | undefined {
  const { output_tokens_details: output, completion_tokens_details: completion } = usage;
  return (
    usage.reasoning_tokens ??
    output?.reasoning_tokens ??
    output?.thinking_tokens ??
    completion?.reasoning_tokens ??
    usage.thoughtsTokenCount ??
    usage.native_tokens_reasoning ??
    undefined
  );
}

/** Most count the hidden tokens inside of the output; Gemini and xAI beside it, which the total gives away. */
function visibleOf(usage: Usage): number | undefined {
  const output = usage.output_tokens ?? usage.completion_tokens ?? usage.native_tokens_completion;
  const reasoning = reasoningOf(usage)!;
  if (output === undefined || output === null) return usage.candidatesTokenCount ?? undefined;
  const isBeside = usage.total_tokens === (usage.prompt_tokens ?? 0) + output + reasoning;
  return isBeside || output < reasoning ? output : output - reasoning;
}

function sumsOf(usage: Usage): LoggedCall["sums"] {
  const input = usage.prompt_tokens ?? usage.input_tokens ?? usage.promptTokenCount;
  const output = usage.completion_tokens ?? usage.output_tokens ?? usage.candidatesTokenCount;
  const total = usage.total_tokens ?? usage.totalTokenCount;
  if (typeof input !== "number" || typeof output !== "number" || typeof total !== "number") return undefined;
  return { input: input + (usage.toolUsePromptTokenCount ?? 0), output, total };
}

/** Lists of messages of lists of parts: no provider nests deeper. */
const DEEPEST = 6;

/** The text of a string, of a message's content or parts, or of a list of such. */
function plainText(value: unknown, depth = DEEPEST): string | undefined {
  if (typeof value === "string") return value;
  const inner = Array.isArray(value) ? value : isLayer(value) ? [value.content ?? value.parts ?? value.text] : [];
  if (depth === 0) return undefined;
  const texts = inner.map((one) => plainText(one, depth - 1)).filter((text) => text !== undefined);
  return texts.length > 0 ? texts.join("\n") : undefined;
}

function firstString(layers: readonly Layer[], paths: readonly string[]): string | undefined {
  const found = layers.flatMap((layer) => paths.map((path) => at(layer, path)));
  return found.find((value) => typeof value === "string" && value !== "") as string | undefined;
}

function layersOf(row: Layer, paths: readonly string[]): Layer[] {
  return paths.map((path) => at(row, path)).filter(isLayer);
}

function at(value: unknown, path: string): unknown {
  return path === "" ? value : path.split(".").reduce((inner, key) => (isLayer(inner) ? inner[key] : undefined), value);
}

function isLayer(value: unknown): value is Layer {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
