import type { ModelInfo } from "../../protocol/catalogue.ts";
import type { TokenCount } from "../../protocol/inspection.ts";
import { sumOf, targetCount } from "./counting.ts";
import { factFor, type ModelFacts, modelFacts } from "./model-facts.ts";
import { allProperties, asNamespace, readTools, type Tool } from "./tool-schema.ts";

/** What frames a message of a chat: who speaks, under what name. The content is needed only where tools pad it. */
export interface ChatMessage {
  readonly role: string;
  readonly name?: string;
  readonly content?: string;
}

/** Counts the tokens of a text in the model's counting family. */
type Count = (text: string) => number;

type Framing = Pick<ModelFacts["framing"][number], "low" | "expected" | "high">;

/** Nothing is published: nothing is added, and the interval reaches to what a usual template costs. */
const UNKNOWN: Framing = { low: [0, 0], expected: [0, 0], high: [16, 8] };

/**
 * Tokens that a provider adds around the contents of a chat, and tools whole (names, descriptions and schemas). `tools`
 * is the request's `tools` as read from JSON, of any provider's shape. No messages and no tools: nothing is added.
 * `count` counts a text in the model's counting family. All three numbers are equal where the formula is exact.
 */
export function chatOverhead(
  model: ModelInfo,
  messages: readonly ChatMessage[],
  tools: unknown,
  count: Count,
): TokenCount {
  const id = model.id.toLowerCase();
  const known = readTools(tools);
  const parts: TokenCount[] = [];
  if (messages.length > 0) {
    const framing: Framing = factFor(modelFacts().framing, id) ?? UNKNOWN;
    const at = ([request, message]: Framing["low"]) => request + message * messages.length;
    parts.push({ tokens: at(framing.expected), low: at(framing.low), high: at(framing.high) });
    parts.push(targetCount(model.counting, nameTokens(messages, count)));
  }
  if (known.length > 0) parts.push(toolTokens(model, messages, known, count));
  return sumOf(parts);
}

/** A speaker's name costs its tokens and one more (OpenAI's cookbook). */
function nameTokens(messages: readonly ChatMessage[], count: Count): number {
  return messages.reduce((sum, { name }) => sum + (name ? count(name) + 1 : 0), 0);
}

function toolTokens(
  model: ModelInfo,
  messages: readonly ChatMessage[],
  tools: readonly Tool[],
  count: Count,
): TokenCount {
  const fact = factFor(modelFacts().tools, model.id.toLowerCase());
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

/** Anthropic's system prompt for tools, and ai-tokenizer's fit of the schemas (Claude 3 to 4.5; later ones assumed). */
function claudeTools(model: ModelInfo, tools: readonly Tool[], count: Count): TokenCount {
  let fitted = 0;
  let text = 0;
  for (const { name, description, parameters } of tools) {
    fitted += 53 + (description === undefined ? 0 : 5);
    text += count(name) + (description === undefined ? 0 : count(description));
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
  }
  const schemas = within(fitted + targetCount(model.counting, text).tokens, 0.2);
  const prompt = factFor(modelFacts().toolPrompts, model.id.toLowerCase())?.tokens;
  const [low, tokens, high] = prompt === undefined ? [250, 350, 700] : [prompt, prompt, prompt];
  return { tokens: tokens + schemas.tokens, low: low + schemas.low, high: high + schemas.high };
}
