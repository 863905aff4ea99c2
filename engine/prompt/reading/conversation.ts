import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { contentsOf, NO_CONTENTS } from "./contents.ts";
import { bareKey, type DataEntry, type DataMap, type DataNode, type DataString, valueAt } from "./data-tree.ts";
import {
  type Enclosed,
  type Enclosure,
  mediumOf,
  readChoice,
  readMedium,
  readSchema,
  readToolList,
  schemaOf,
  unseenOf,
} from "./enclosures.ts";
import { CONTENT_KEYS, type Spoken, spokenPair, type Turn, toMessage } from "./message.ts";

/** What a file of data holds for a model. */
export interface Conversation {
  readonly turns: readonly Turn[];
  /** What is sent beside the texts, in the file's order. */
  readonly enclosures: readonly Enclosure[];
  readonly cacheBreakpoints: readonly Span[];
}

// Keys are compared bare.
const TOOL_KEYS = new Set(["tools", "functions", "functiondeclarations"]);
const CHOICE_KEYS = new Set(["toolchoice", "functioncall", "functioncallingconfig"]);
const SCHEMA_KEYS = new Set(["responseschema", "responsejsonschema"]);
/** Keys that name what the provider holds and sends along. */
const HELD_KEYS = new Set(["previousresponseid", "cachedcontent"]);
/** Keys whose strings are prompts, whatever they look like. */
const STRONG_KEYS: readonly (readonly [Role, RegExp])[] = [
  [
    "system",
    /(?:system|developer)(?:prompt|message|instructions?|template|text)s?$|^(?:system|developer)$|instructions?$|^(?:persona|backstory|guidelines|preamble)$/,
  ],
  ["assistant", /^(?:completion|response|answer|assistant|chosen|rejected|ideal)$/],
  [
    "user",
    /prompts?(?:template|text)?$|^(?:user|human|initial|base|main|task)?(?:template|message|query|question)(?:template|text)?$|^(?:inputs?|user)$/,
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
  /^(?:tests?|testdata|sample|defaulttest|scenarios|assert|assertions|evaluators?|redteam|metadata|inputvariables|outputvariables?|executionsettings|modelparameters|jsonschema|schema|parameters|toolcalls|prediction|logitbias|env|providers|targets|run|script)$/;

/** Finds what of a tree a model will read: chat messages of every common shape, and strings under prompt-like keys. */
export function findConversation(root: DataNode): Conversation {
  const finder = new Finder();
  rowsOf(root).forEach((node, row) => {
    finder.addRow(node, row);
  });
  return finder.conversation();
}

/** Walks through the rows of a file and notes what a model will read. */
class Finder {
  readonly #turns: Turn[] = [];
  readonly #descriptions: Turn[] = [];
  readonly #enclosures: Enclosure[] = [];
  readonly #cacheBreakpoints: Span[] = [];
  /** How closely a row's request asks to look at all of its media. */
  readonly #details = new Map<number, string>();
  #row = 0;

  addRow(node: DataNode, row: number): void {
    this.#row = row;
    this.#visitItem(node, "");
  }

  conversation(): Conversation {
    return {
      turns: this.#turns.length > 0 ? this.#turns : this.#descriptions,
      enclosures: this.#enclosures.map((one) => {
        const detail = this.#details.get(one.row);
        return one.what === "medium" && detail !== undefined ? { detail, ...one } : one;
      }),
      cacheBreakpoints: this.#cacheBreakpoints,
    };
  }

  #visit(node: DataNode, key: string): void {
    if (node.type === "list") for (const item of node.items) this.#visitItem(item, key);
    else if (node.type === "map") this.#visitMap(node);
    else if (node.type === "string") this.#visitString(node, key);
  }

  #visitItem(item: DataNode, key: string): void {
    const pair = item.type === "list" ? spokenPair(item) : undefined;
    if (pair) this.#speak(pair);
    else this.#visit(item, key);
  }

  #visitMap(map: DataMap): void {
    noteCacheBreakpoints(map, this.#cacheBreakpoints);
    const message = toMessage(map);
    const schema = message ? undefined : readSchema(map);
    const medium = message || valueAt(map, "type") === undefined ? undefined : readMedium(map, "user");
    if (message) this.#speak(message);
    else if (schema ?? medium) this.#enclose(schema, medium);
    else this.#visitEntries(map);
  }

  #visitEntries(map: DataMap): void {
    const isTask = valueAt(map, "expectedoutput") !== undefined;
    for (const entry of map.entries) {
      const key = bareKey(entry.key);
      const { value } = entry;
      if (TOOL_KEYS.has(key)) this.#enclose(readToolList(entry));
      else if (CHOICE_KEYS.has(key)) this.#enclose(readChoice(entry));
      else if (SCHEMA_KEYS.has(key)) this.#enclose(schemaOf(value));
      else if (key === "mediaresolution" && value.type === "string") this.#details.set(this.#row, value.value);
      else if (HELD_KEYS.has(key) && value.type === "string") this.#enclose(unseenOf(entry, entry.key));
      else if (key === "images") this.#enclose(...mediumOf(value, "image", "user"));
      else if (isTask && key === "description" && value.type === "string") this.#add(value, entry.key, "user");
      else if (!SKIPPED.test(key)) this.#visitEntry(entry);
    }
  }

  #visitEntry({ key, value }: DataEntry): void {
    const role = strongRole(key);
    const { texts, enclosed } = role === "system" && value.type !== "string" ? contentsOf(value, role) : NO_CONTENTS;
    if (texts.length === 0) this.#visit(value, key);
    else {
      const { start, end } = value;
      noteCacheBreakpoints(value, this.#cacheBreakpoints);
      this.#speak({ start, end, role: role!, title: key, isMessage: false, texts, enclosed, least: 0 });
    }
  }

  #visitString(node: DataString, key: string): void {
    const role = roleOf(node, key);
    if (role) this.#add(node, key, role);
    else if (DESCRIPTION.test(bareKey(key)) && readsLikeText(node)) this.#add(node, key, "user", this.#descriptions);
  }

  #add(node: DataString, title: string, role: Role, found = this.#turns): void {
    const { start, end } = node;
    const least = strongRole(title) || node.block ? 0 : SENTENCE - 1;
    found.push({ start, end, role, title, isMessage: false, texts: [node], least, row: this.#row });
  }

  #speak({ enclosed, ...turn }: Spoken): void {
    this.#turns.push({ ...turn, row: this.#row });
    this.#enclose(...enclosed);
  }

  #enclose(...found: readonly (Enclosed | undefined)[]): void {
    for (const one of found) if (one) this.#enclosures.push({ ...one, row: this.#row });
  }
}

/** The independent rows of a file: the items of its outermost list of several, where none is itself what somebody says. */
function rowsOf(root: DataNode): readonly DataNode[] {
  if (root.type !== "list") return [root];
  if (root.items.length === 1 && root.items[0]!.type === "list") return rowsOf(root.items[0]!);
  return root.items.every((item) => item.type === "map" && !toMessage(item)) ? root.items : [root];
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
