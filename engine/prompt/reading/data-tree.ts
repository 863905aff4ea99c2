import type { Protection, Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { Passage } from "../text/passage.ts";

/** A file of data, JSON or YAML, as a tree in which every node knows where it stands. */
export type DataNode = DataMap | DataList | DataString | DataOther;

export interface DataMap extends Span {
  readonly type: "map";
  readonly entries: readonly DataEntry[];
}

/** A key with its value; the span holds both. */
export interface DataEntry extends Span {
  readonly key: string;
  readonly value: DataNode;
}

export interface DataList extends Span {
  readonly type: "list";
  readonly items: readonly DataNode[];
}

export interface DataString extends Span {
  readonly type: "string";
  readonly value: string;
  /** Whether it is written as a block of lines, as people write long texts in YAML. */
  readonly block: boolean;
  /** The string as a passage, with what its notation needs to stay a string; nothing where it cannot be mapped back. */
  decode(role: Role): { readonly passage: Passage; readonly protections: readonly Protection[] } | undefined;
}

export interface DataOther extends Span {
  readonly type: "other";
  readonly value: unknown;
}

/** Why a text is no tree, and where. */
export interface Malformed extends Span {
  readonly why: string;
}

/** Data of a prompt is never nested deeper. The parsers recurse, and an exhausted stack can end the process. */
export const DEEPEST = 500;

/** Whether brackets nest too deeply to be parsed; those inside of double quotes count only where `quotes` is false. */
export function nestsTooDeeply(text: string, quotes: boolean): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quoted && c === "\\") at++;
    else if (quotes && c === '"') quoted = !quoted;
    else if (!quoted && (c === "[" || c === "{") && ++depth > DEEPEST) return true;
    else if (!quoted && (c === "]" || c === "}")) depth = Math.max(0, depth - 1);
  }
  return false;
}

/** A key as people mean it: "System Prompt", "system-prompt" and "systemPrompt" are all `systemprompt`. */
export function bareKey(key: string): string {
  return key.toLowerCase().replace(/[\s_-]/g, "");
}

/** The value under a bare key of a map. */
export function valueAt(node: DataNode, key: string): DataNode | undefined {
  return node.type === "map" ? node.entries.find((entry) => bareKey(entry.key) === key)?.value : undefined;
}

/** The string under a bare key of a map. */
export function stringAt(node: DataNode, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.type === "string" ? value.value : undefined;
}

/** The plain value that a tree stands for. */
export function toValue(node: DataNode): unknown {
  if (node.type === "map") return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
  return node.type === "list" ? node.items.map(toValue) : node.value;
}
