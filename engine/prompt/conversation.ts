import type { Role } from "../../protocol/prompt.ts";
import type { Span } from "../../protocol/span.ts";
import {
  type DataEntry,
  type DataList,
  type DataMap,
  type DataNode,
  type DataString,
  stringAt,
  toValue,
  valueAt,
} from "./data-tree.ts";

/** A turn of a conversation, or a string that will become one. */
export interface Turn extends Span {
  readonly role: Role;
  readonly name?: string;
  readonly title: string;
  /** Whether the file says who speaks, in the shape of a chat message. */
  readonly isMessage: boolean;
  readonly texts: readonly DataString[];
}

/** What a file of data holds for a model. */
export interface Conversation {
  readonly turns: readonly Turn[];
  /** Each list of tool schemas, with its key. */
  readonly tools: readonly DataEntry[];
  readonly cacheBreakpoints: readonly Span[];
}

const SPEAKERS: ReadonlyMap<string, Role> = new Map(
  Object.entries({
    system: "system",
    developer: "developer",
    user: "user",
    human: "user",
    assistant: "assistant",
    ai: "assistant",
    gpt: "assistant",
    model: "assistant",
    bot: "assistant",
    tool: "tool",
    function: "tool",
  } as const),
);

const CONTENT_KEYS = ["content", "contents", "parts", "value", "text"];
const TOOL_KEYS = new Set(["tools", "functions", "function_declarations", "functionDeclarations"]);
const TEXT_TYPES = new Set(["text", "input_text", "output_text"]);

/** Keys whose strings are prompts, whatever they look like. */
const STRONG_KEYS: readonly (readonly [Role, RegExp])[] = [
  [
    "system",
    /^(?:system|developer)(?:[_-]?(?:prompt|message|instructions?|template))?$|^instructions?$|^(?:persona|backstory|guidelines)$/i,
  ],
  ["assistant", /^(?:completion|response|answer|assistant|chosen|ideal)$/i],
  [
    "user",
    /^(?:(?:user|human|initial|base|main|task)?[_-]?(?:prompts?|template|message|query|question)(?:[_-]?(?:template|text))?|input|user)$/i,
  ],
];
/** Keys whose strings are prompts only where they read like sentences. */
const WEAK_KEY = /^(?:text|content|description|context|goal|task|expected_output|output|value|raw|body|label)$/i;
const SENTENCE = 20;
/** Never sent, or not as running text. */
const SKIPPED =
  /^(?:tests?|defaultTest|scenarios|assert|assertions|metadata|response_format|json_schema|schema|parameters|tool_calls|logit_bias|env|providers|targets)$/;

/** Finds what of a tree a model will read: chat messages of every common shape, and strings under prompt-like keys. */
export function findConversation(root: DataNode): Conversation {
  const turns: Turn[] = [];
  const tools: DataEntry[] = [];
  const cacheBreakpoints: Span[] = [];

  const visit = (node: DataNode, key: string): void => {
    if (node.type === "list") for (const item of node.items) visitItem(item, key);
    else if (node.type === "map") visitMap(node);
    else if (node.type === "string") visitString(node, key);
  };
  const visitItem = (item: DataNode, key: string): void => {
    const pair = item.type === "list" ? spokenPair(item) : undefined;
    if (pair) turns.push(pair);
    else visit(item, key);
  };
  const visitMap = (map: DataMap): void => {
    noteCacheBreakpoints(map, cacheBreakpoints);
    const message = toMessage(map);
    if (message) {
      turns.push(message);
      return;
    }
    for (const entry of map.entries) {
      if (TOOL_KEYS.has(entry.key)) tools.push(entry);
      else if (!SKIPPED.test(entry.key)) visitEntry(entry);
    }
  };
  const visitEntry = ({ key, value }: DataEntry): void => {
    const role = STRONG_KEYS.find(([, pattern]) => pattern.test(key))?.[0];
    const texts = role === "system" && value.type !== "string" ? textsOf(value) : [];
    if (texts.length === 0) visit(value, key);
    else {
      noteCacheBreakpoints(value, cacheBreakpoints);
      turns.push({ start: value.start, end: value.end, role: role!, title: key, isMessage: false, texts });
    }
  };
  const visitString = (node: DataString, key: string): void => {
    const role = roleOf(node, key);
    if (role) turns.push({ start: node.start, end: node.end, role, title: key, isMessage: false, texts: [node] });
  };

  visit(root, "");
  return { turns, tools, cacheBreakpoints };
}

/** The plain value of the tools: one list, whatever the number of requests in the file. */
export function toolSchemas(tools: readonly DataEntry[]): unknown {
  return tools.length === 0 ? undefined : tools.flatMap((entry) => toValue(entry.value));
}

function toMessage(map: DataMap): Turn | undefined {
  const speaker = stringAt(map, "role") ?? stringAt(map, "from");
  const role = speaker === undefined ? undefined : SPEAKERS.get(speaker.toLowerCase());
  if (!role) return undefined;
  const contents = map.entries.filter((entry) => CONTENT_KEYS.includes(entry.key));
  const calls = valueAt(map, "tool_calls") ?? valueAt(map, "function_call");
  if (contents.length === 0 && !calls) return undefined;
  const name = stringAt(map, "name");
  const texts = contents.flatMap((entry) => textsOf(entry.value));
  return { start: map.start, end: map.end, role, ...(name && { name }), title: role, isMessage: true, texts };
}

/** LangChain's pairs: `["system", "You are ..."]`. */
function spokenPair(list: DataList): Turn | undefined {
  const [speaker, text] = list.items;
  if (list.items.length !== 2 || speaker?.type !== "string" || text?.type !== "string") return undefined;
  const role = SPEAKERS.get(speaker.value.toLowerCase());
  return role && { start: list.start, end: list.end, role, title: role, isMessage: true, texts: [text] };
}

/** The text parts of a message's content; images, calls and the like are left out. */
function textsOf(content: DataNode): DataString[] {
  if (content.type === "string") return [content];
  if (content.type === "list") return content.items.flatMap(textsOf);
  if (content.type !== "map") return [];
  const type = stringAt(content, "type");
  if (type !== undefined && !TEXT_TYPES.has(type)) {
    const result = type === "tool_result" ? valueAt(content, "content") : undefined;
    return result ? textsOf(result) : [];
  }
  const text = valueAt(content, "text") ?? valueAt(content, "parts");
  return text ? textsOf(text) : [];
}

function noteCacheBreakpoints(node: DataNode, found: Span[]): void {
  if (node.type === "list") for (const item of node.items) noteCacheBreakpoints(item, found);
  if (node.type !== "map") return;
  for (const { key, value, start, end } of node.entries) {
    if (key === "cache_control" || key === "cachePoint") found.push({ start, end });
    else if (CONTENT_KEYS.includes(key)) noteCacheBreakpoints(value, found);
  }
}

function roleOf(node: DataString, key: string): Role | undefined {
  if (/^(?:file|https?):\/\/\S*$/.test(node.value) || node.value.trim() === "") return undefined;
  const strong = STRONG_KEYS.find(([, pattern]) => pattern.test(key))?.[0];
  if (strong) return strong;
  const readsLikeText = node.block || (WEAK_KEY.test(key) && node.value.length >= SENTENCE && /\s/.test(node.value));
  return readsLikeText ? "user" : undefined;
}
