import type { MediaKind, Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { bareKey, type DataEntry, type DataMap, type DataNode, stringAt, toValue, valueAt } from "./data-tree.ts";

/** A picture, document or recording: its bytes as base64, or where they lie (an address, a path, a provider's id). */
export interface Medium {
  readonly what: "medium";
  readonly kind: MediaKind;
  readonly role: Role;
  readonly data?: string;
  readonly place?: string;
  /** What its bytes are, as the file says it: "audio/mpeg", "pcm16". */
  readonly format?: string;
  /** The provider's word for how closely to look: "low", "MEDIA_RESOLUTION_HIGH". */
  readonly detail?: string;
  /** What of a recording is meant, as far as the file says it. */
  readonly seconds?: number;
  readonly fps?: number;
  /** False for a link that is sent as its text, unless its host attaches what it leads to. */
  readonly isAttached: boolean;
}

/** A call of a tool that the model made, with its arguments as they are sent. */
export interface Call {
  readonly what: "call";
  readonly name: string;
  readonly input: string;
  /** The older form, `function_call`. */
  readonly isFunction: boolean;
  /** Of a tool that the provider has built: how the model receives such a call is not published. */
  readonly isBuiltIn?: boolean;
}

/** What the model thought before it answered. Some models receive it again, of their last turn or of all. */
export interface Thinking {
  readonly what: "thinking";
  readonly text: string;
}

/** What a tool gave back as data rather than as text, as JSON. */
export interface Result {
  readonly what: "result";
  readonly json: string;
}

/** What is sent and does not stand in the file: sealed bytes, or the name of what the provider holds. */
export interface Unseen {
  readonly what: "unseen";
  readonly type: string;
}

/** Tools that the model may call; `each` is a tool as its file has it. */
export interface Tools {
  readonly what: "tools";
  readonly title: string;
  readonly each: readonly (Span & { readonly tool: unknown })[];
}

/** The JSON schema that an answer must have. */
export interface Schema {
  readonly what: "schema";
  readonly schema: unknown;
}

/** Which tool the model must call: "none", "any", or a name. */
export interface Choice {
  readonly what: "choice";
  readonly choice: string;
}

type Any = Medium | Call | Thinking | Result | Unseen | Tools | Schema | Choice;

/** What is sent beside the texts, where it stands in its file and in which of its independent rows, from 0. */
export type Enclosure = Span & { readonly row: number } & Any;

/** An enclosure of which the row is not known yet. */
export type Enclosed<E = Any> = Span & E;

const WORDS: Readonly<Record<MediaKind, string>> = {
  image: "png jpg jpeg gif webp avif heic heif bmp tif tiff svg",
  document: "pdf doc docx xls xlsx ppt pptx rtf epub",
  audio: "wav mp3 flac ogg oga opus m4a aac aiff pcm16 pcm",
  video: "mp4 mov webm mkv mpeg mpg avi flv wmv 3gp",
};
/** What endings of files and names of formats stand for. */
const FORMATS = new Map(
  (Object.entries(WORDS) as [MediaKind, string][]).flatMap(([kind, words]) =>
    words.split(" ").map((word) => [word, kind] as const),
  ),
);

/** Google's models take addresses of its own service. */
const SHOWS_VIDEOS = /^https:\/\/(?:(?:www\.|m\.)?youtube\.com|youtu\.be)\//;

/** What a media type ("image/png"), the name of a format, a data URL or a path says of what it is. */
export function mediaKindOf(name = ""): MediaKind | undefined {
  const word = name
    .slice(0, 2000)
    .toLowerCase()
    .replace(/^data:/, "")
    .replace(/[?#;].*$/s, "");
  const [, broad] = /^(image|audio|video)(?:\/|$)/.exec(word) ?? [];
  if (broad !== undefined) return broad as MediaKind;
  if (SHOWS_VIDEOS.test(word)) return "video";
  return FORMATS.get(/[a-z0-9]+$/.exec(word)?.[0] ?? "");
}

/** Keys are compared bare. */
const TYPES =
  /^(?:image|imageurl|inputimage|inputaudio|audio|audiourl|video|videourl|inputvideo|document|documenturl|file|inputfile|media|resource|computerscreenshot)$/;
const HOLDERS = new Set([
  "imageurl",
  "documenturl",
  "inlinedata",
  "filedata",
  "image",
  "document",
  "video",
  "audio",
  "inputaudio",
]);
const TYPE_OF_BYTES = /^(?:mediatype|mimetype|contenttype|format|filename)$/;
const BYTES = /^(?:data|filedata|base64|bytes|blob)$/;
const PLACE =
  /^(?:url|uri|fileurl|imageurl|documenturl|videourl|audiourl|fileuri|fileid|image|video|audio|inputaudio|document|path|file|s3uri)$/;
/** Nothing is nested more deeply in a medium. */
const LEVELS = 4;

/** What the entries of a medium say, wherever in it. */
interface Found {
  readonly types: string[];
  source?: Span & { readonly value: string; readonly isPlace: boolean };
  detail?: string;
  fps?: number;
  from?: number;
  to?: number;
}

/**
 * The medium that a map of a message's content is, in the shape of any provider; nothing where it is none. `isFile`: the
 * map stands where nothing but files do.
 */
export function readMedium(map: DataMap, role: Role, isFile = false): Enclosed<Medium> | undefined {
  const type = stringAt(map, "type");
  const isTyped = type !== undefined && TYPES.test(bareKey(type));
  const holder = map.entries.find(({ key }) => HOLDERS.has(bareKey(key)));
  if (!isFile && !isTyped && (type !== undefined || holder === undefined)) return undefined;
  const found: Found = { types: [] };
  collect(map, found, LEVELS);
  const { source } = found;
  // A resource that is only named holds its text beside.
  if (source === undefined || (source.isPlace && type === "resource")) return undefined;
  const named = bareKey(type ?? holder?.key ?? "").match(/image|audio|video|document/)?.[0];
  const told = [source.value, ...found.types].map((name) => mediaKindOf(name)).find((kind) => kind !== undefined);
  const kind = told ?? (named as MediaKind | undefined) ?? "document";
  const seconds = found.to === undefined ? undefined : found.to - (found.from ?? 0);
  return {
    start: source.start,
    end: source.end,
    what: "medium",
    kind,
    role,
    ...sourceOf(source.value),
    ...(found.types[0] !== undefined && { format: found.types[0] }),
    ...(found.detail !== undefined && { detail: found.detail }),
    ...(found.fps !== undefined && { fps: found.fps }),
    ...(seconds !== undefined && seconds > 0 && { seconds }),
    isAttached: true,
  };
}

/** A medium that a string is by itself, as in a list of pictures. */
export function mediumOf(node: DataNode, kind: MediaKind, role: Role): Enclosed<Medium>[] {
  if (node.type === "list") return node.items.flatMap((item) => mediumOf(item, kind, role));
  if (node.type !== "string" || !isSource(node.value)) return [];
  const { start, end, value } = node;
  return [{ start, end, what: "medium", kind: mediaKindOf(value) ?? kind, role, ...sourceOf(value), isAttached: true }];
}

function collect(map: DataMap, found: Found, levels: number): void {
  for (const { key, value } of map.entries) {
    const bare = bareKey(key);
    if (value.type === "map" && levels > 0) collect(value, found, levels - 1);
    else if (value.type === "string") collectString(bare, value, found);
    else if (bare === "fps" && value.type === "other" && typeof value.value === "number") found.fps = value.value;
  }
}

function collectString(bare: string, { start, end, value }: Span & { readonly value: string }, found: Found): void {
  if (TYPE_OF_BYTES.test(bare)) found.types.push(value);
  else if (bare === "detail" || bare === "mediaresolution" || bare === "level") found.detail = value;
  else if (bare === "startoffset") found.from = Number.parseFloat(value) || 0;
  else if (bare === "endoffset") found.to = Number.parseFloat(value) || 0;
  else if (BYTES.test(bare)) {
    if (found.source?.isPlace !== false) found.source = { start, end, value, isPlace: false };
  } else if (bare === "fileid" || (PLACE.test(bare) && isSource(value)))
    found.source ??= { start, end, value, isPlace: true };
}

const ADDRESS = /^(?:data:|https?:|file:|gs:|s3:|\.{0,2}\/|[a-z]:\\)/i;

/** Whether a string can be a medium's: an address, a path that ends as one, or many signs of base64. */
function isSource(value: string): boolean {
  if (ADDRESS.test(value)) return true;
  if (value.length < 300 && !/\s/.test(value) && mediaKindOf(value) !== undefined && value.includes(".")) return true;
  return isBase64(value);
}

/** A path may look like it, but none is so long without a dot; a JPEG's bytes begin as one, "/9j/". */
function isBase64(value: string): boolean {
  return value.length >= 64 && /^[\w+/\s-]+={0,2}\s*$/.test(value.slice(0, 400));
}

/** The bytes of base64, of a data URL too; else a place. */
export function sourceOf(value: string): Pick<Medium, "data" | "place"> {
  if (/^data:[^,]{0,200};base64,/i.test(value)) return { data: value.slice(value.indexOf(",") + 1) };
  return isBase64(value) ? { data: value } : { place: value };
}

const CALL_TYPES = /^(?:dynamictool|tooluse|servertooluse|mcptooluse|functioncall|toolcall|customtoolcall|function)$/;

/** The call that a map is: in a list of calls or in a content, of any provider's shape. */
export function readCall(map: DataMap, isFunction = false): Enclosed<Call> | undefined {
  const type = stringAt(map, "type");
  const inner = ["function", "tooluse", "functioncall"].map((key) => valueAt(map, key)).find((n) => n?.type === "map");
  if (type !== undefined && !CALL_TYPES.test(bareKey(type)) && !/^tool-/.test(type)) return undefined;
  const call = (inner ?? map) as DataMap;
  const name = stringAt(call, "name") ?? stringAt(call, "toolname") ?? /^tool-(?!call$)(.+)/.exec(type ?? "")?.[1];
  const input = ["arguments", "args", "input"].map((key) => valueAt(call, key)).find((node) => node !== undefined);
  if (name === undefined || input === undefined) return undefined;
  return callOf(map, name, input, isFunction);
}

/** A call that a map is, of which the name and what the model wrote are known. */
export function callOf({ start, end }: Span, name: string, input: DataNode, isFunction = false): Enclosed<Call> {
  return { start, end, what: "call", name, input: textOf(input), isFunction };
}

export function unseenOf({ start, end }: Span, type: string): Enclosed<Unseen> {
  return { start, end, what: "unseen", type };
}

/** What the model thought, in a part of a message that is for nothing else: Anthropic's, Amazon's, Google's, the AI SDK's. */
export function readThinking(map: DataMap): Enclosed<Thinking> | undefined {
  const inner = ["reasoningcontent", "reasoningtext"].reduce<DataNode>((node, key) => valueAt(node, key) ?? node, map);
  const marked = valueAt(map, "thought");
  const isThinking =
    inner !== map ||
    (marked?.type === "other" && marked.value === true) ||
    /^(?:thinking|reasoning|reasoning[._]text|summary_text)$/.test(stringAt(map, "type") ?? "");
  const said = ["thinking", "reasoning", "text"].map((key) => valueAt(inner, key)).find((node) => node !== undefined);
  return isThinking && said ? thinkingOf(said) : undefined;
}

export function thinkingOf(node: DataNode): Enclosed<Thinking> | undefined {
  if (node.type !== "string" || node.value === "") return undefined;
  return { start: node.start, end: node.end, what: "thinking", text: node.value };
}

/** A value as it is sent: a string as it stands, anything else as JSON. */
function textOf(node: DataNode): string {
  const value = toValue(node);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a tool gave back as data. */
export function resultOf(node: DataNode): Enclosed<Result> {
  return { start: node.start, end: node.end, what: "result", json: textOf(node) };
}

/** A list of tools, or tools by their names, each where it stands. */
export function readToolList({ key, value, start, end }: DataEntry): Enclosed<Tools> {
  return { start, end, what: "tools", title: key, each: eachTool(value) };
}

function eachTool(node: DataNode): Tools["each"] {
  if (node.type === "list") return node.items.flatMap(eachTool);
  if (node.type !== "map") return [];
  const declared = valueAt(node, "functiondeclarations");
  if (declared) return eachTool(declared);
  const isTool = ["name", "type", "function", "toolspec"].some((key) => valueAt(node, key) !== undefined);
  if (isTool) return [{ start: node.start, end: node.end, tool: toValue(node) }];
  return node.entries.flatMap(({ key, value, start, end }) =>
    value.type === "map" ? [{ start, end, tool: { name: key, ...(toValue(value) as object) } }] : [],
  );
}

/** The schema that a map asks answers to have: `{"type": "json_schema", ...}`. */
export function readSchema(map: DataMap): Enclosed<Schema> | undefined {
  if (stringAt(map, "type") !== "json_schema") return undefined;
  const inner = valueAt(map, "jsonschema");
  const schema = (inner && valueAt(inner, "schema")) ?? valueAt(map, "schema");
  return schema && schemaOf(schema);
}

export function schemaOf(node: DataNode): Enclosed<Schema> {
  return { start: node.start, end: node.end, what: "schema", schema: toValue(node) };
}

/** Which tool a request forces, in the shape of any provider; nothing where the model is free. */
export function readChoice({ value, start, end }: DataEntry): Enclosed<Choice> | undefined {
  const choice = choiceOf(value);
  return choice === undefined ? undefined : { start, end, what: "choice", choice };
}

function choiceOf(node: DataNode): string | undefined {
  if (node.type === "string") return /^auto$/i.test(node.value) ? undefined : (modeOf(node.value) ?? node.value);
  if (node.type !== "map") return undefined;
  const inner = ["function", "tool", "functioncallingconfig"]
    .map((key) => valueAt(node, key))
    .find((n) => n !== undefined);
  if (inner) return choiceOf(inner);
  const name = stringAt(node, "name") ?? stringAt(node, "toolname");
  if (name !== undefined || valueAt(node, "any")) return name ?? "any";
  return modeOf(stringAt(node, "mode") ?? stringAt(node, "type") ?? "");
}

/** A way to choose that is no name. */
function modeOf(mode: string): "any" | "none" | undefined {
  if (/^none$/i.test(mode)) return "none";
  return /^(?:any|required)$/i.test(mode) ? "any" : undefined;
}
