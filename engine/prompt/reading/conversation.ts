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
  valueAt,
} from "./data-tree.ts";
import {
  type Enclosed,
  type Enclosure,
  mediumOf,
  readCall,
  readChoice,
  readMedium,
  readSchema,
  readToolList,
  resultOf,
  schemaOf,
} from "./enclosures.ts";

/** A turn of a conversation, or a string that will become one. */
export interface Turn extends Span {
  readonly role: Role;
  readonly name?: string;
  /** Whether a function speaks, by the older name of tools. */
  readonly isFunction?: boolean;
  readonly title: string;
  /** Whether the file says who speaks, in the shape of a chat message. */
  readonly isMessage: boolean;
  readonly texts: readonly DataString[];
  /** Of so few characters it would be no prompt; 0 where its key or speaker makes it one. */
  readonly least: number;
  /** Which of the independent rows of its file it stands in, from 0. */
  readonly row: number;
}

/** What somebody says in a message, with what is enclosed. */
interface Spoken extends Omit<Turn, "row"> {
  readonly enclosed: readonly Enclosed[];
}

/** What a file of data holds for a model. */
export interface Conversation {
  readonly turns: readonly Turn[];
  /** What is sent beside the texts, in the file's order. */
  readonly enclosures: readonly Enclosure[];
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
const CHOICE_KEYS = new Set(["toolchoice", "functioncall", "functioncallingconfig"]);
const SCHEMA_KEYS = new Set(["responseschema", "responsejsonschema"]);
const TEXT_TYPES = new Set(["text", "input_text", "output_text"]);
const RESULT_TYPES = new Set(["tool_result", "tool-result", "function_call_output", "custom_tool_call_output"]);
const RESULT_KEYS = ["content", "output", "result", "response"];

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
const WEAK_KEY = /^(?:text|contents?|context|goal|task|expectedoutput|output|value|raw|body|prefix|suffix)$/;
/** Keys that tell people about a prompt: no model receives them. */
const METADATA = /(?:description|label|name|title|summary|comments?|notes?)$/;
/** What tells about a prompt is one itself where the file holds nothing else. */
const DESCRIPTION = /^(?:description|label)$/;
const SENTENCE = 20;
/** Never sent, or not as running text. */
const SKIPPED =
  /^(?:tests?|testdata|sample|defaulttest|scenarios|assert|assertions|evaluators?|redteam|metadata|inputvariables|outputvariables?|executionsettings|modelparameters|jsonschema|schema|parameters|toolcalls|logitbias|env|providers|targets|run|script)$/;

/** Finds what of a tree a model will read: chat messages of every common shape, and strings under prompt-like keys. */
export function findConversation(root: DataNode): Conversation {
  const turns: Turn[] = [];
  const descriptions: Turn[] = [];
  const enclosures: Enclosure[] = [];
  const cacheBreakpoints: Span[] = [];
  let row = 0;
  const enclose = (...found: readonly (Enclosed | undefined)[]) => {
    for (const one of found) if (one) enclosures.push({ ...one, row });
  };
  const speak = ({ enclosed, ...turn }: Spoken) => {
    turns.push({ ...turn, row });
    enclose(...enclosed);
  };

  const visit = (node: DataNode, key: string): void => {
    if (node.type === "list") for (const item of node.items) visitItem(item, key);
    else if (node.type === "map") visitMap(node);
    else if (node.type === "string") visitString(node, key);
  };
  const visitItem = (item: DataNode, key: string): void => {
    const pair = item.type === "list" ? spokenPair(item) : undefined;
    if (pair) speak(pair);
    else visit(item, key);
  };
  const visitMap = (map: DataMap): void => {
    noteCacheBreakpoints(map, cacheBreakpoints);
    const message = toMessage(map);
    const schema = message ? undefined : readSchema(map);
    if (message) speak(message);
    else if (schema) enclose(schema);
    else visitEntries(map);
  };
  const visitEntries = (map: DataMap): void => {
    const isTask = valueAt(map, "expectedoutput") !== undefined;
    for (const entry of map.entries) {
      const key = bareKey(entry.key);
      if (TOOL_KEYS.has(key)) enclose(readToolList(entry));
      else if (CHOICE_KEYS.has(key)) enclose(readChoice(entry));
      else if (SCHEMA_KEYS.has(key)) enclose(schemaOf(entry.value));
      else if (key === "images") enclose(...mediumOf(entry.value, "image", "user"));
      else if (isTask && key === "description" && entry.value.type === "string") add(entry.value, entry.key, "user");
      else if (!SKIPPED.test(key)) visitEntry(entry);
    }
  };
  const visitEntry = ({ key, value }: DataEntry): void => {
    const role = strongRole(key);
    const { texts, enclosed } = role === "system" && value.type !== "string" ? contentsOf(value, role) : NO_CONTENTS;
    if (texts.length === 0) visit(value, key);
    else {
      enclose(...enclosed);
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
  return { turns: turns.length > 0 ? turns : descriptions, enclosures, cacheBreakpoints };
}

/** The independent rows of a file: the items of its outermost list of several, where none is itself what somebody says. */
function rowsOf(root: DataNode): readonly DataNode[] {
  if (root.type !== "list") return [root];
  if (root.items.length === 1 && root.items[0]!.type === "list") return rowsOf(root.items[0]!);
  return root.items.every((item) => item.type === "map" && !toMessage(item)) ? root.items : [root];
}

function toMessage(map: DataMap): Spoken | undefined {
  const role = speakerOf(map);
  if (!role) return undefined;
  // LangChain keeps what is said one level below who says it.
  const said = [map, valueAt(map, "data"), valueAt(map, "kwargs")].filter((node) => node?.type === "map");
  const contents = said.flatMap(({ entries }) => entries.filter((entry) => CONTENT_KEYS.includes(bareKey(entry.key))));
  const enclosed = said.flatMap((one) => callsAndPictures(one, role));
  const isItem = isCallItem(map);
  if (contents.length === 0 && enclosed.length === 0 && !isItem) return undefined;
  const all = (isItem ? [contentsOf(map, role)] : contents.map((entry) => contentsOf(entry.value, role))).concat({
    texts: [],
    enclosed,
  });
  const name = isItem ? undefined : stringAt(map, "name");
  return {
    start: map.start,
    end: map.end,
    role,
    ...(name && { name }),
    ...(stringAt(map, "role") === "function" && { isFunction: true }),
    title: role,
    isMessage: true,
    texts: all.flatMap((one) => one.texts),
    enclosed: all.flatMap((one) => one.enclosed).sort((a, b) => a.start - b.start),
    least: 0,
  };
}

/** Calls that stand beside what is said, and the pictures and files of Ollama's and the AI SDK's messages. */
function callsAndPictures(message: DataMap, role: Role): Enclosed[] {
  return message.entries.flatMap(({ key, value }): Enclosed[] => {
    const bare = bareKey(key);
    const maps = value.type === "list" ? value.items.filter((item) => item.type === "map") : [];
    if (bare === "images") return mediumOf(value, "image", role);
    if (bare === "experimentalattachments") return maps.flatMap((map) => readMedium(map, role, true) ?? []);
    if (bare === "functioncall")
      return value.type === "map" ? [readCall(value, true)].filter((c) => c !== undefined) : [];
    return bare === "toolcalls" ? maps.flatMap((map) => readCall(map) ?? []) : [];
  });
}

/** Who speaks in a message: OpenAI's `role`, ShareGPT's `from`, LangChain's `type` and the name of its class. */
function speakerOf(map: DataMap): Role | undefined {
  const item = stringAt(map, "role") === undefined ? stringAt(map, "type") : undefined;
  if (item !== undefined && isCallItem(map)) return RESULT_TYPES.has(item) ? "tool" : "assistant";
  // Google's requests need not say that the user speaks.
  if (item === undefined && map.entries.length === 1 && valueAt(map, "parts")?.type === "list") return "user";
  const said = stringAt(map, "role") ?? stringAt(map, "from") ?? item;
  const id = valueAt(map, "id");
  const name = id?.type === "list" ? id.items.at(-1) : undefined;
  const className = name?.type === "string" ? name.value : undefined;
  const speaker = (said === "constructor" ? className : said)?.replace(/Message(?:Chunk|PromptTemplate)?$/, "");
  return SPEAKERS.get(speaker?.toLowerCase() ?? "");
}

/** LangChain's pairs: `["system", "You are ..."]`. */
function spokenPair(list: DataList): Spoken | undefined {
  const [speaker, text] = list.items;
  if (list.items.length !== 2 || speaker?.type !== "string" || text?.type !== "string") return undefined;
  const role = SPEAKERS.get(speaker.value.toLowerCase());
  const { start, end } = list;
  return role && { start, end, role, title: role, isMessage: true, texts: [text], enclosed: [], least: 0 };
}

/** A call, or what it gave, that stands among the messages as one of them. */
function isCallItem(map: DataMap): boolean {
  const type = stringAt(map, "type") ?? "";
  if (stringAt(map, "role") !== undefined) return false;
  return RESULT_TYPES.has(type) || (/^(?:custom_tool|function)_call$/.test(type) && readCall(map) !== undefined);
}

interface Contents {
  readonly texts: readonly DataString[];
  readonly enclosed: readonly Enclosed[];
}
const NO_CONTENTS: Contents = { texts: [], enclosed: [] };

/** The texts of a message's content, and what is enclosed: media, calls, what tools gave back as data. */
function contentsOf(content: DataNode, role: Role): Contents {
  if (content.type === "string") return { texts: [content], enclosed: [] };
  if (content.type === "list") return joined(content.items.map((item) => contentsOf(item, role)));
  if (content.type !== "map") return NO_CONTENTS;
  if (isText(content)) return sourceText(content, role);
  const medium = readMedium(content, role);
  if (medium) return { texts: [], enclosed: [medium] };
  const type = stringAt(content, "type");
  if (type !== undefined && !TEXT_TYPES.has(type)) return contentsOfType(content, type, role);
  const call = readCall(content);
  if (call) return { texts: [], enclosed: [call] };
  for (const key of ["toolresult", "functionresponse"]) {
    const result = valueAt(content, key);
    if (result) return resultsOf(result, role);
  }
  const json = valueAt(content, "json");
  if (json) return { texts: [], enclosed: [resultOf(json)] };
  const text = valueAt(content, "text") ?? valueAt(content, "parts");
  return text ? contentsOf(text, role) : NO_CONTENTS;
}

function contentsOfType(content: DataMap, type: string, role: Role): Contents {
  if (RESULT_TYPES.has(type)) return resultsOf(content, role);
  const call = readCall(content);
  const output = /^tool-/.test(type) ? valueAt(content, "output") : undefined;
  if (call) return joined([{ texts: [], enclosed: [call] }, ...(output ? [resultsOf(output, role)] : [])]);
  const inside = valueAt(content, "resource") ?? valueAt(content, "source");
  return inside?.type === "map"
    ? contentsOf({ ...inside, entries: inside.entries.filter(isNoType) }, role)
    : NO_CONTENTS;
}

const isNoType = ({ key }: DataEntry) => bareKey(key) !== "type";

/** What a tool gave back: texts and media, or data. */
function resultsOf(result: DataNode, role: Role): Contents {
  if (result.type !== "map") return contentsOf(result, role);
  const inner = RESULT_KEYS.map((key) => valueAt(result, key)).find((node) => node !== undefined);
  if (inner === undefined) return { texts: [], enclosed: [resultOf(result)] };
  if (inner.type !== "map") return contentsOf(inner, role);
  const value = stringAt(inner, "type") === undefined ? undefined : valueAt(inner, "value");
  if (value?.type === "string" || value?.type === "list") return contentsOf(value, role);
  return { texts: [], enclosed: [resultOf(value ?? inner)] };
}

/** Whether a document is given as text, not as bytes. */
function isText(map: DataMap): boolean {
  const source = valueAt(map, "source");
  const type = source && stringAt(source, "type");
  return type === "text" || type === "content";
}

function sourceText(map: DataMap, role: Role): Contents {
  const source = valueAt(map, "source")!;
  return contentsOf(valueAt(source, "data") ?? valueAt(source, "content") ?? source, role);
}

function joined(all: readonly Contents[]): Contents {
  return { texts: all.flatMap((one) => one.texts), enclosed: all.flatMap((one) => one.enclosed) };
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
