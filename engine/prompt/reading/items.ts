import type { Role } from "../../../protocol/prompt.ts";
import { type Contents, isResultType, joined, resultsOf } from "./contents.ts";
import { type DataMap, type DataNode, stringAt, valueAt } from "./data-tree.ts";
import { callOf, type Enclosed, mediumOf, readThinking, unseenOf } from "./enclosures.ts";

/*
 * What stands among the messages of OpenAI's Responses as an item of its own: a call of a tool, which may run at OpenAI,
 * with what it gave; what the model thought; and what only OpenAI holds.
 */

const CALL =
  /^(?:(?:apply_patch|code_interpreter|computer|custom_tool|file_search|function|image_generation|local_shell|mcp|shell|web_search)_call|mcp_approval_request)$/;
/** Calls of tools that the user describes; all other tools are OpenAI's own. */
const OWN = /^(?:custom_tool|function)_call$/;
/** Of these a file has no more than a name, or bytes that are sealed. */
const UNSEEN = /^(?:item_reference|compaction)$/;
/** Where a call has what the model wrote, and what came back; compared bare. */
const INPUTS = ["arguments", "input", "action", "queries", "code", "operation"];
const OUTPUTS = ["output", "results", "outputs"];

/** Whose item a map is; undefined where it is none. */
export function speakerOfItem(map: DataMap): Role | undefined {
  const type = typeOf(map);
  if (isResultType(type)) return "tool";
  return CALL.test(type) || UNSEEN.test(type) || type === "reasoning" ? "assistant" : undefined;
}

/** What an item says, and what it brings besides. */
export function itemContents(map: DataMap, role: Role): Contents {
  const type = typeOf(map);
  if (isResultType(type)) return resultsOf(map, role);
  if (UNSEEN.test(type)) return holding(unseenOf(map, type));
  if (type === "reasoning") return holding(...thoughts(map));
  const input = found(map, INPUTS);
  const drawn = valueAt(map, "result");
  return joined([
    holding(...(input ? [itemCall(map, type, input)] : [])),
    ...(found(map, OUTPUTS) ? [resultsOf(map, role)] : []),
    holding(...(drawn ? mediumOf(drawn, "image", role) : [])),
  ]);
}

function itemCall(map: DataMap, type: string, input: DataNode): Enclosed {
  const call = callOf(map, stringAt(map, "name") ?? type.replace(/_call$/, ""), input);
  return OWN.test(type) ? call : { ...call, isBuiltIn: true };
}

/** What the model thought, as it summed it up or as it is; some of it is sealed. */
function thoughts(map: DataMap): Enclosed[] {
  const lists = ["summary", "content"].map((key) => valueAt(map, key));
  const said = lists.flatMap((list) => (list?.type === "list" ? list.items : []));
  const sealed = stringAt(map, "encryptedcontent");
  return [
    ...[map, ...said].flatMap((one) => (one.type === "map" ? (readThinking(one) ?? []) : [])),
    ...(sealed ? [unseenOf(map, "reasoning")] : []),
  ];
}

function typeOf(map: DataMap): string {
  return stringAt(map, "role") === undefined ? (stringAt(map, "type") ?? "") : "";
}

function found(map: DataMap, keys: readonly string[]): DataNode | undefined {
  return keys.map((key) => valueAt(map, key)).find((node) => node !== undefined);
}

function holding(...enclosed: readonly Enclosed[]): Contents {
  return { texts: [], enclosed };
}
