import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Contents, callWithResult, contentsOf, joined } from "./contents.ts";
import {
  bareKey,
  type DataList,
  type DataMap,
  type DataNode,
  type DataString,
  stringAt,
  valueAt,
} from "./data-tree.ts";
import { type Enclosed, mediumOf, readCall, readMedium, readThinking, thinkingOf } from "./enclosures.ts";
import { itemContents, speakerOfItem } from "./items.ts";

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
export interface Spoken extends Omit<Turn, "row"> {
  readonly enclosed: readonly Enclosed[];
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

/** Keys, compared bare, under which messages say what they say. */
export const CONTENT_KEYS = ["content", "contents", "parts", "value", "text", "refusal"];

/** What a map says where it has the shape of a chat message: OpenAI's, Anthropic's, Google's, LangChain's, ShareGPT's. */
export function toMessage(map: DataMap): Spoken | undefined {
  const role = speakerOf(map);
  if (!role) return undefined;
  // LangChain keeps what is said one level below who says it.
  const said = [map, valueAt(map, "data"), valueAt(map, "kwargs")].filter((node) => node?.type === "map");
  const contents = said.flatMap(({ entries }) => entries.filter((entry) => CONTENT_KEYS.includes(bareKey(entry.key))));
  const enclosed = said.flatMap((one) => [...callsAndPictures(one, role), ...thoughtsBeside(one, role)]);
  const invoked = invocations(map, role);
  const isItem = speakerOfItem(map) !== undefined;
  if (contents.length === 0 && enclosed.length === 0 && !isItem) return undefined;
  const held = isItem ? [itemContents(map, role)] : contents.map((entry) => contentsOf(entry.value, role));
  const all = [...held.filter((_, i) => !isRepeated(held, i)), invoked, { texts: [], enclosed }];
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

/** Whether another says the same and more, or has said it before: the AI SDK has a text as a whole and in parts. */
function isRepeated(contents: readonly Contents[], i: number): boolean {
  const wordsOf = ({ texts }: Contents) => texts.map(({ value }) => value).join("");
  const { enclosed } = contents[i]!;
  return contents.some(
    (other, j) =>
      j !== i &&
      wordsOf(other) === wordsOf(contents[i]!) &&
      enclosed.length === 0 &&
      (other.enclosed.length > 0 || j < i),
  );
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

/** Calls with their results, as older versions of the AI SDK have them beside a content; newer ones, among its parts. */
function invocations(message: DataMap, role: Role): Contents {
  const list = valueAt(message, "parts") ? undefined : valueAt(message, "toolinvocations");
  const maps = list?.type === "list" ? list.items.filter((item) => item.type === "map") : [];
  return joined(maps.flatMap((map) => callWithResult(map, role) ?? []));
}

/** What the model thought, beside what it said, as most services write it: once, though OpenRouter has it twice. */
function thoughtsBeside(message: DataMap, role: Role): Enclosed[] {
  if (role !== "assistant") return [];
  const details = valueAt(message, "reasoningdetails");
  const parts = details?.type === "list" ? details.items.filter((item) => item.type === "map") : [];
  const whole = ["reasoningcontent", "reasoning", "thinking"].flatMap((key) => valueAt(message, key) ?? []);
  const [first] = whole.flatMap((node: DataNode) => thinkingOf(node) ?? []);
  return first ? [first] : parts.flatMap((part) => readThinking(part) ?? []);
}

/** Who speaks in a message: OpenAI's `role`, ShareGPT's `from`, LangChain's `type` and the name of its class. */
function speakerOf(map: DataMap): Role | undefined {
  const ofItem = speakerOfItem(map);
  if (ofItem) return ofItem;
  const item = stringAt(map, "role") === undefined ? stringAt(map, "type") : undefined;
  // Google's requests need not say that the user speaks.
  if (item === undefined && map.entries.length === 1 && valueAt(map, "parts")?.type === "list") return "user";
  const author = valueAt(map, "author");
  const said =
    stringAt(map, "role") ??
    stringAt(map, "from") ??
    stringAt(map, "sender") ??
    (author && stringAt(author, "role")) ??
    item;
  const id = valueAt(map, "id");
  const name = id?.type === "list" ? id.items.at(-1) : undefined;
  const className = name?.type === "string" ? name.value : undefined;
  const speaker = (said === "constructor" ? className : said)?.replace(/Message(?:Chunk|PromptTemplate)?$/, "");
  return SPEAKERS.get(speaker?.toLowerCase() ?? "");
}

/** LangChain's pairs: `["system", "You are ..."]`. */
export function spokenPair(list: DataList): Spoken | undefined {
  const [speaker, text] = list.items;
  if (list.items.length !== 2 || speaker?.type !== "string" || text?.type !== "string") return undefined;
  const role = SPEAKERS.get(speaker.value.toLowerCase());
  const { start, end } = list;
  return role && { start, end, role, title: role, isMessage: true, texts: [text], enclosed: [], least: 0 };
}
