import type { Role } from "../../../protocol/prompt.ts";
import {
  bareKey,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataString,
  stringAt,
  valueAt,
} from "./data-tree.ts";
import { type Enclosed, readCall, readMedium, resultOf } from "./enclosures.ts";

const TEXT_TYPES = new Set(["text", "input_text", "output_text"]);
/** The types of what a tool gave back. */
export const RESULT_TYPES = new Set([
  "tool_result",
  "tool-result",
  "function_call_output",
  "custom_tool_call_output",
  "computer_call_output",
]);
const RESULT_KEYS = ["content", "output", "result", "response"];

/** What a message says, and what it brings besides. */
export interface Contents {
  readonly texts: readonly DataString[];
  readonly enclosed: readonly Enclosed[];
}
export const NO_CONTENTS: Contents = { texts: [], enclosed: [] };

/** The texts of a message's content, and what is enclosed: media, calls, what tools gave back as data. */
export function contentsOf(content: DataNode, role: Role): Contents {
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
    const parts = result && valueAt(result, "parts");
    if (result) return joined([resultsOf(result, role), ...(parts ? [contentsOf(parts, role)] : [])]);
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
  if (inside?.type === "map") return contentsOf({ ...inside, entries: inside.entries.filter(isNoType) }, role);
  const held = valueAt(content, "content");
  return held ? contentsOf(held, role) : NO_CONTENTS;
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
  const medium = readMedium(inner, role);
  return { texts: [], enclosed: [medium ?? resultOf(value ?? inner)] };
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
