import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import {
  bareKey,
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
  /** Of so few characters it would be no prompt; 0 where its key or speaker makes it one. */
  readonly least: number;
  /** Which of the independent rows of its file it stands in, from 0. */
  readonly row: number;
}

type Spoken = Omit<Turn, "row">;

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

// Keys are compared bare.
const CONTENT_KEYS = ["content", "contents", "parts", "value", "text"];
const TOOL_KEYS = new Set(["tools", "functions", "functiondeclarations"]);
const TEXT_TYPES = new Set(["text", "input_text", "output_text"]);

/** Keys whose strings are prompts, whatever they look like. */
const STRONG_KEYS: readonly (readonly [Role, RegExp])[] = [
  [
    "system",
    /(?:system|developer)(?:prompt|message|instructions?|template|text)s?$|^(?:system|developer)$|instructions?$|^(?:persona|backstory|guidelines|preamble)$/,
  ],
  ["assistant", /^(?:completion|response|answer|assistant|chosen|rejected|ideal)$/],
  [
    "user",
    /prompts?(?:template|text)?$|^(?:user|human|initial|base|main|task)?(?:template|message|query|question)(?:template|text)?$|^(?:input|user)$/,
  ],
];
/** Keys whose strings are prompts only where they read like sentences. */
const WEAK_KEY = /^(?:text|content|context|goal|task|expectedoutput|output|value|raw|body|prefix|suffix)$/;
/** Keys that tell people about a prompt: no model receives them. */
const METADATA = /(?:description|label|name|title|summary|comments?|notes?)$/;
/** What tells about a prompt is one itself where the file holds nothing else. */
const DESCRIPTION = /^(?:description|label)$/;
const SENTENCE = 20;
/** Never sent, or not as running text. */
const SKIPPED =
  /^(?:tests?|testdata|sample|defaulttest|scenarios|assert|assertions|evaluators?|redteam|metadata|inputvariables|outputvariables?|executionsettings|modelparameters|responseformat|jsonschema|schema|parameters|toolcalls|logitbias|env|providers|targets|run|script)$/;

/** Finds what of a tree a model will read: chat messages of every common shape, and strings under prompt-like keys. */
export function findConversation(root: DataNode): Conversation {
  const turns: Turn[] = [];
  const descriptions: Turn[] = [];
  const tools: DataEntry[] = [];
  const cacheBreakpoints: Span[] = [];
  let row = 0;

  const visit = (node: DataNode, key: string): void => {
    if (node.type === "list") for (const item of node.items) visitItem(item, key);
    else if (node.type === "map") visitMap(node);
    else if (node.type === "string") visitString(node, key);
  };
  const visitItem = (item: DataNode, key: string): void => {
    const pair = item.type === "list" ? spokenPair(item) : undefined;
    if (pair) turns.push({ ...pair, row });
    else visit(item, key);
  };
  const visitMap = (map: DataMap): void => {
    noteCacheBreakpoints(map, cacheBreakpoints);
    const message = toMessage(map);
    if (message) {
      turns.push({ ...message, row });
      return;
    }
    const isTask = valueAt(map, "expectedoutput") !== undefined;
    for (const entry of map.entries) {
      const key = bareKey(entry.key);
      if (TOOL_KEYS.has(key)) tools.push(entry);
      else if (isTask && key === "description" && entry.value.type === "string") add(entry.value, entry.key, "user");
      else if (!SKIPPED.test(key)) visitEntry(entry);
    }
  };
  const visitEntry = ({ key, value }: DataEntry): void => {
    const role = strongRole(key);
    const texts = role === "system" && value.type !== "string" ? textsOf(value) : [];
    if (texts.length === 0) visit(value, key);
    else {
      noteCacheBreakpoints(value, cacheBreakpoints);
      turns.push({
        start: value.start,
        end: value.end,
        role: role!,
        title: key,
        isMessage: false,
        texts,
        least: 0,
        row,
      });
    }
  };
  const visitString = (node: DataString, key: string): void => {
    const role = roleOf(node, key);
    if (role) add(node, key, role);
    else if (DESCRIPTION.test(bareKey(key)) && readsLikeText(node)) add(node, key, "user", descriptions);
  };
  const add = (node: DataString, title: string, role: Role, found = turns): void => {
    const least = strongRole(title) || node.block ? 0 : SENTENCE - 1;
    found.push({ start: node.start, end: node.end, role, title, isMessage: false, texts: [node], least, row });
  };

  rowsOf(root).forEach((node, i) => {
    row = i;
    visitItem(node, "");
  });
  return { turns: turns.length > 0 ? turns : descriptions, tools, cacheBreakpoints };
}

/** The independent rows of a file: the items of its outermost list of several, where none is itself what somebody says. */
function rowsOf(root: DataNode): readonly DataNode[] {
  if (root.type !== "list") return [root];
  if (root.items.length === 1 && root.items[0]!.type === "list") return rowsOf(root.items[0]!);
  return root.items.every((item) => item.type === "map" && !toMessage(item)) ? root.items : [root];
}

/** The plain value of the tools: one list, whatever the number of requests in the file. */
export function toolSchemas(tools: readonly DataEntry[]): unknown {
  return tools.length === 0 ? undefined : tools.flatMap((entry) => toValue(entry.value));
}

function toMessage(map: DataMap): Spoken | undefined {
  const role = speakerOf(map);
  if (!role) return undefined;
  // LangChain keeps what is said one level below who says it.
  const said = [map, valueAt(map, "data"), valueAt(map, "kwargs")].flatMap((n) => (n?.type === "map" ? n.entries : []));
  const contents = said.filter((entry) => CONTENT_KEYS.includes(bareKey(entry.key)));
  const calls = valueAt(map, "toolcalls") ?? valueAt(map, "functioncall");
  if (contents.length === 0 && !calls) return undefined;
  const name = stringAt(map, "name");
  const texts = contents.flatMap((entry) => textsOf(entry.value));
  return { start: map.start, end: map.end, role, ...(name && { name }), title: role, isMessage: true, texts, least: 0 };
}

/** Who speaks in a message: OpenAI's `role`, ShareGPT's `from`, LangChain's `type` and the name of its class. */
function speakerOf(map: DataMap): Role | undefined {
  const said = stringAt(map, "role") ?? stringAt(map, "from") ?? stringAt(map, "type");
  const id = valueAt(map, "id");
  const name = id?.type === "list" ? id.items.at(-1) : undefined;
  const className = name?.type === "string" ? name.value.replace(/Message(?:Chunk|PromptTemplate)?$/, "") : undefined;
  return SPEAKERS.get((said === "constructor" ? className : said)?.toLowerCase() ?? "");
}

/** LangChain's pairs: `["system", "You are ..."]`. */
function spokenPair(list: DataList): Spoken | undefined {
  const [speaker, text] = list.items;
  if (list.items.length !== 2 || speaker?.type !== "string" || text?.type !== "string") return undefined;
  const role = SPEAKERS.get(speaker.value.toLowerCase());
  return role && { start: list.start, end: list.end, role, title: role, isMessage: true, texts: [text], least: 0 };
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
    if (bareKey(key) === "cachecontrol" || bareKey(key) === "cachepoint") found.push({ start, end });
    else if (CONTENT_KEYS.includes(bareKey(key))) noteCacheBreakpoints(value, found);
  }
}

function strongRole(key: string): Role | undefined {
  const bare = bareKey(key);
  return STRONG_KEYS.find(([, pattern]) => pattern.test(bare))?.[0];
}

function roleOf(node: DataString, key: string): Role | undefined {
  if (/^(?:file|https?):\/\/\S*$/.test(node.value) || node.value.trim() === "") return undefined;
  const strong = strongRole(key);
  if (strong) return strong;
  const bare = bareKey(key);
  if (METADATA.test(bare)) return undefined;
  if (!node.block && !(WEAK_KEY.test(bare) && readsLikeText(node))) return undefined;
  return bare === "output" ? "assistant" : "user";
}

function readsLikeText({ block, value }: DataString): boolean {
  return block || (value.length >= SENTENCE && /\s/.test(value));
}
