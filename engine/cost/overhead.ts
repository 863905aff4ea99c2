import { kindOfModel, type ModelInfo } from "../../protocol/catalogue.ts";
import type { TokenCount } from "../../protocol/inspection.ts";
import { allProperties, asNamespace, pruned, type Tool, typeOfTool } from "../prompt/tool-schema.ts";
import { sumOf, targetCount } from "./counting.ts";
import { factFor, type ModelFacts, modelFacts } from "./model-facts.ts";

/** What frames a message of a chat: who speaks, under what name. The content is needed only where tools pad it. */
export interface ChatMessage {
  readonly role: string;
  readonly name?: string;
  readonly content?: string;
}

/** What one call holds beside contents. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools?: readonly Tool[];
  /** Which tool the model must call: "none", "any" or a name; absent where it is free. */
  readonly choice?: string;
  /** JSON schemas that the answer must have. */
  readonly schemas?: readonly unknown[];
  /** How many calls of tools the messages hold, and how many of the older form, `function_call`. */
  readonly calls?: number;
  readonly functionCalls?: number;
}

/**
 * What a provider adds to the contents of one call. All three numbers of a count are equal where the formula is exact.
 */
export interface Overhead {
  /** What frames the messages, with names and what forces a tool. */
  readonly wrapper: TokenCount;
  /** Tokens of the wrapper that likely belong to each message. */
  readonly eachMessage: number;
  readonly tools: TokenCount;
  /** Each tool by itself; the rest of `tools` is what surrounds them. */
  readonly eachTool: readonly number[];
  readonly schemas: TokenCount;
}

/** Counts the tokens of a text in the model's counting family. */
type Count = (text: string) => number;

type Framing = Pick<ModelFacts["framing"][number], "low" | "expected" | "high">;

/** Nothing is published: nothing is added, and the interval reaches to what a usual template costs. */
const UNKNOWN: Framing = { low: [0, 0], expected: [0, 0], high: [16, 8] };
const NONE: TokenCount = { tokens: 0, low: 0, high: 0 };

/**
 * Tokens that a provider adds around the contents of a call, and tools and schemas whole. `count` counts a text in the
 * model's counting family.
 */
export function overheadOf(model: ModelInfo, request: ChatRequest, count: Count): Overhead {
  const { messages, tools = [], schemas = [] } = request;
  const id = kindOfModel(model).toLowerCase();
  const framing: Framing = factFor(modelFacts().framing, id) ?? UNKNOWN;
  const at = ([first, each]: Framing["low"]) => (messages.length > 0 ? first + each * messages.length : 0);
  const frames = { tokens: at(framing.expected), low: at(framing.low), high: at(framing.high) };
  const names = targetCount(model.counting, nameTokens(messages, count));
  return {
    wrapper: sumOf([frames, names, callTokens(id, request), choiceTokens(model, request, count)]),
    eachMessage: framing.expected[1],
    tools: tools.length > 0 ? toolTokens(model, messages, tools, count) : NONE,
    eachTool: tools.map((tool) => oneTool(model, tool, count)),
    schemas: sumOf(schemas.map((schema) => schemaTokens(model, schema, count))),
  };
}

/**
 * Tools by themselves: all of them, and each. Without what is around them, which a call has once however many tools
 * there are.
 */
export function toolsAlone(model: ModelInfo, tools: readonly Tool[], count: Count): TokenCount & { each: number[] } {
  const each = tools.map((tool) => oneTool(model, tool, count));
  const fact = factFor(modelFacts().tools, model.id.toLowerCase());
  const tolerance = fact === undefined ? 0.5 : fact.isExact ? 0 : 0.2;
  return {
    ...within(
      each.reduce((sum, tokens) => sum + tokens, 0),
      tolerance,
    ),
    each,
  };
}

/** A speaker's name costs its tokens and one more (OpenAI's cookbook). */
function nameTokens(messages: readonly ChatMessage[], count: Count): number {
  return messages.reduce((sum, { name }) => sum + (name ? count(name) + 1 : 0), 0);
}

/** Whether tools reach a model as OpenAI's do. */
function isOpenAi(id: string): boolean {
  return factFor(modelFacts().tools, id)?.form === "namespace";
}

/**
 * A call of the older form takes 3 tokens, what a function says 2 less (gpt-tokenizer); of others nothing is published.
 */
function callTokens(id: string, { messages, calls = 0, functionCalls = 0 }: ChatRequest): TokenCount {
  const answers = messages.filter(({ role }) => role === "function").length;
  const known = isOpenAi(id) ? 3 * functionCalls - 2 * answers : 0;
  const most = isOpenAi(id) ? 8 * calls : 30 * (calls + functionCalls);
  return { tokens: known + 3 * calls, low: known, high: known + most };
}

/**
 * What forces a tool: 4 tokens and its name, or one for none (gpt-tokenizer); Anthropic has another system prompt for
 * it.
 */
function choiceTokens(model: ModelInfo, { choice, tools = [] }: ChatRequest, count: Count): TokenCount {
  if (choice === undefined || tools.length === 0) return NONE;
  const id = kindOfModel(model).toLowerCase();
  if (isOpenAi(id)) {
    if (choice === "any") return { tokens: 4, low: 0, high: 8 };
    const tokens = choice === "none" ? 1 : count(choice) + 4;
    return { tokens, low: tokens, high: tokens };
  }
  const prompt = factFor(modelFacts().toolPrompts, id);
  if (prompt?.forced === undefined) return { tokens: 0, low: 0, high: 130 };
  const tokens = choice === "none" ? 0 : prompt.forced - prompt.tokens;
  return { tokens, low: tokens, high: tokens };
}

/** Keys of a schema that OpenAI does not bill. */
const UNBILLED = new Set(["required", "additionalProperties", "$schema"]);

/**
 * OpenAI: the schema as compact JSON without some of its keys, and 9 more, as somebody found who compared bills
 * (openai-cookbook, issue 2140). Nothing is published by others, who turn it into a grammar, a text, or both.
 */
function schemaTokens(model: ModelInfo, schema: unknown, count: Count): TokenCount {
  const whole = pruned(schema);
  if (!isOpenAi(kindOfModel(model).toLowerCase()))
    return within(targetCount(model.counting, count(JSON.stringify(whole))).tokens, 0.5);
  const billed = JSON.stringify(whole, (key, value) => (UNBILLED.has(key) ? undefined : value));
  const tokens = targetCount(model.counting, count(billed)).tokens + 9;
  return { tokens, low: tokens - 2, high: tokens + 2 };
}

function toolTokens(
  model: ModelInfo,
  messages: readonly ChatMessage[],
  tools: readonly Tool[],
  count: Count,
): TokenCount {
  const fact = factFor(modelFacts().tools, kindOfModel(model).toLowerCase());
  if (fact?.form === "anthropic") return claudeTools(model, tools, count);
  if (fact?.form === "namespace") {
    const tokens = namespaceTokens(messages, tools, count);
    if (fact.isExact) return { tokens, low: tokens, high: tokens };
    // Fits for GPT-5 and 5.1 put 21 to 103 tokens before the first tool, not about 20.
    const { low, high } = within(tokens, 0.2);
    return { tokens, low, high: high + 85 };
  }
  // Nothing published: the schemas as compact JSON, which templates shorten or wrap.
  return within(targetCount(model.counting, count(JSON.stringify(tools))).tokens, 0.5);
}

const within = (tokens: number, tolerance: number): TokenCount => ({
  tokens,
  low: Math.floor(tokens * (1 - tolerance)),
  high: Math.ceil(tokens * (1 + tolerance)),
});

/** The namespace and 9 more; with a system message 4 less, and that message ends in a line break (gpt-tokenizer). */
function namespaceTokens(messages: readonly ChatMessage[], tools: readonly Tool[], count: Count): number {
  const system = messages.find((message) => message.role === "system");
  const { content } = system ?? {};
  const padding = content && !content.endsWith("\n") ? count(`${content}\n`) - count(content) : 0;
  return count(asNamespace(tools)) + 9 + (system ? padding - 4 : 0);
}

/** A tool by itself, without what is around all of them. */
function oneTool(model: ModelInfo, tool: Tool, count: Count): number {
  const form = factFor(modelFacts().tools, kindOfModel(model).toLowerCase())?.form;
  if (form === "anthropic") return claudeTool(model, tool, count);
  const written = form === "namespace" ? typeOfTool(tool) : JSON.stringify(tool);
  return targetCount(model.counting, count(written)).tokens;
}

/** ai-tokenizer's fit of a schema (Claude 3 to 4.5; later ones assumed). */
function claudeTool({ counting }: ModelInfo, { name, description, parameters }: Tool, count: Count): number {
  let fitted = 53 + (description === undefined ? 0 : 5);
  let text = count(name) + (description === undefined ? 0 : count(description));
  for (const property of allProperties(parameters)) {
    fitted += property.first ? 13 : 12;
    text += count(property.name);
    if (property.nested) fitted += 12;
    if (property.description !== undefined) {
      fitted += 5;
      text += count(property.description);
    }
    if (property.choices !== undefined) {
      fitted += 9;
      text += property.choices.reduce((sum, choice) => sum + count(choice), 0);
    }
  }
  return fitted + targetCount(counting, text).tokens;
}

/** Anthropic's system prompt for tools, and the schemas. */
function claudeTools(model: ModelInfo, tools: readonly Tool[], count: Count): TokenCount {
  const schemas = within(
    tools.reduce((sum, tool) => sum + claudeTool(model, tool, count), 0),
    0.2,
  );
  const prompt = factFor(modelFacts().toolPrompts, kindOfModel(model).toLowerCase())?.tokens;
  const [low, tokens, high] = prompt === undefined ? [250, 350, 700] : [prompt, prompt, prompt];
  return { tokens: tokens + schemas.tokens, low: low + schemas.low, high: high + schemas.high };
}
