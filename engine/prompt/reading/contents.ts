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
import { type Enclosed, readCall, readMedium, readThinking, resultOf, unseenOf } from "./enclosures.ts";

const TEXT_TYPES = new Set(["text", "input_text", "output_text", "refusal"]);
const RESULT =
  /^tool[_-]result$|_tool_result$|^(?:apply_patch|computer|custom_tool|function|local_shell|shell)_call_output$|^mcp_approval_response$/;
/** Under these stands what is sent as data: a tool's result, code that Google's models ran, and what it printed. */
const DATA_KEYS = ["json", "executablecode", "codeexecutionresult"];
const RESULT_KEYS = ["content", "output", "outputs", "result", "results", "response"];

/** What a message says, and what it brings besides. */
export interface Contents {
  readonly texts: readonly DataString[];
  readonly enclosed: readonly Enclosed[];
}
export const NO_CONTENTS: Contents = { texts: [], enclosed: [] };

/** Whether a type is that of what a tool gave back. */
export const isResultType = (type: string): boolean => RESULT.test(type);

/** The texts of a message's content, and what is enclosed: media, calls, what tools gave back as data. */
export function contentsOf(content: DataNode, role: Role): Contents {
  if (content.type === "string") return { texts: [content], enclosed: [] };
  if (content.type === "list") return joined(content.items.map((item) => contentsOf(item, role)));
  if (content.type !== "map") return NO_CONTENTS;
  const source = textSource(content);
  if (source) return contentsOf(source, role);
  const enclosed = readMedium(content, role) ?? readThinking(content);
  if (enclosed) return { texts: [], enclosed: [enclosed] };
  const type = stringAt(content, "type");
  if (type !== undefined && !TEXT_TYPES.has(type)) return contentsOfType(content, type, role);
  const call = readCall(content);
  if (call) return { texts: [], enclosed: [call] };
  for (const key of ["toolresult", "functionresponse"]) {
    const result = valueAt(content, key);
    const parts = result && valueAt(result, "parts");
    if (result) return joined([resultsOf(result, role), ...(parts ? [contentsOf(parts, role)] : [])]);
  }
  const guarded = valueAt(content, "guardcontent");
  if (guarded) return contentsOf(guarded, role);
  const data = DATA_KEYS.map((key) => valueAt(content, key)).find((node) => node !== undefined);
  if (data) return { texts: [], enclosed: [resultOf(data)] };
  const text = ["text", "parts", "refusal"].map((key) => valueAt(content, key)).find((node) => node !== undefined);
  return text ? contentsOf(text, role) : NO_CONTENTS;
}

function contentsOfType(content: DataMap, type: string, role: Role): Contents {
  if (type === "redacted_thinking") return { texts: [], enclosed: [unseenOf(content, type)] };
  if (isResultType(type)) return resultsOf(content, role);
  const call = callWithResult(content, role);
  if (call) return call;
  const inside = valueAt(content, "resource") ?? valueAt(content, "source");
  if (inside?.type === "map") return contentsOf({ ...inside, entries: inside.entries.filter(isNoType) }, role);
  const held = valueAt(content, "content");
  return held ? contentsOf(held, role) : NO_CONTENTS;
}

/** A call with what it gave, where both stand in one map: in the parts and messages of the AI SDK's interfaces. */
export function callWithResult(map: DataMap, role: Role): Contents | undefined {
  const inner = valueAt(map, "toolinvocation");
  if (inner?.type === "map") return callWithResult(inner, role);
  const call = readCall(map);
  const given = valueAt(map, "output") ?? valueAt(map, "result");
  return call && joined([{ texts: [], enclosed: [call] }, ...(given ? [resultsOf(given, role)] : [])]);
}

const isNoType = ({ key }: DataEntry) => bareKey(key) !== "type";

/** What a tool gave back: texts and media, or data. */
export function resultsOf(result: DataNode, role: Role): Contents {
  if (result.type !== "map") return contentsOf(result, role);
  const inner = RESULT_KEYS.map((key) => valueAt(result, key)).find((node) => node !== undefined);
  if (inner === undefined) return { texts: [], enclosed: [resultOf(result)] };
  if (inner.type === "list") return joined(inner.items.map((item) => orData(contentsOf(item, role), item)));
  if (inner.type !== "map") return contentsOf(inner, role);
  const value = stringAt(inner, "type") === undefined ? undefined : valueAt(inner, "value");
  if (value?.type === "string" || value?.type === "list") return contentsOf(value, role);
  const medium = readMedium(inner, role);
  return { texts: [], enclosed: [medium ?? resultOf(value ?? inner)] };
}

/** What has neither words nor media in a known shape is sent as the data that it is. */
function orData(contents: Contents, node: DataNode): Contents {
  const isEmpty = contents.texts.length === 0 && contents.enclosed.length === 0;
  return isEmpty ? { texts: [], enclosed: [resultOf(node)] } : contents;
}

/** The source of a document that is given as text, not as bytes: Anthropic's says so, Amazon's has it one level deeper. */
function textSource(map: DataMap): DataNode | undefined {
  const source = valueAt(valueAt(map, "document") ?? map, "source");
  if (source === undefined) return undefined;
  const type = stringAt(source, "type");
  if (type === "text" || type === "content") return valueAt(source, "data") ?? valueAt(source, "content") ?? source;
  return type === undefined ? (valueAt(source, "text") ?? valueAt(source, "content")) : undefined;
}

export function joined(all: readonly Contents[]): Contents {
  return { texts: all.flatMap((one) => one.texts), enclosed: all.flatMap((one) => one.enclosed) };
}
