import * as l10n from "@vscode/l10n";
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Passage, PieceWriter } from "../text/passage.ts";
import { type DataEntry, type DataNode, type DataString, type Malformed, nestsTooDeeply } from "./data-tree.ts";
import { faultInWords } from "./json-faults.ts";

/** Reads a file of JSON, with or without a byte order mark. */
export function jsonFileTree(file: string): DataNode | Malformed {
  const mark = file.startsWith("\ufeff") ? 1 : 0;
  return jsonTree(file.slice(mark), mark);
}

/** Reads JSON, comments and trailing commas allowed. `offset` is where the text stands in its file. */
export function jsonTree(text: string, offset = 0): DataNode | Malformed {
  if (nestsTooDeeply(text, true)) return { start: offset, end: offset + 1, why: l10n.t("it is nested too deeply") };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: false });
  if (root && errors.length === 0) return toDataNode(root, text, offset);
  const [error] = errors;
  const start = offset + Math.min(error?.offset ?? 0, text.length);
  const why = error ? faultInWords(printParseErrorCode(error.error)) : l10n.t("it is empty");
  return { start, end: Math.min(start + Math.max(1, error?.length ?? 1), offset + text.length), why };
}

function toDataNode(node: Node, text: string, offset: number): DataNode {
  const span = { start: offset + node.offset, end: offset + node.offset + node.length };
  const children = node.children ?? [];
  switch (node.type) {
    case "object":
      return { type: "map", ...span, entries: children.map((child) => toEntry(child, text, offset)) };
    case "array":
      return { type: "list", ...span, items: children.map((child) => toDataNode(child, text, offset)) };
    case "string":
      return toDataString(node, text, offset);
    default:
      return { type: "other", ...span, value: node.value };
  }
}

function toEntry(node: Node, text: string, offset: number): DataEntry {
  const [key, value] = node.children!;
  const start = offset + node.offset;
  return { start, end: start + node.length, key: key!.value, value: toDataNode(value!, text, offset) };
}

function toDataString(node: Node, text: string, offset: number): DataString {
  const start = offset + node.offset;
  const inside = { start: node.offset + 1, end: node.offset + node.length - 1 };
  return {
    type: "string",
    start,
    end: start + node.length,
    value: node.value,
    block: false,
    decode: (role) => ({ passage: decodeJson(text, inside, offset, role), protections: [] }),
  };
}

const ESCAPES: ReadonlyMap<string, string> = new Map(Object.entries({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }));

const ESCAPE = /\\(?:u[0-9a-fA-F]{4}|[^u])/g;

/** The inside of a JSON string as a passage: each escape is one piece. */
function decodeJson(text: string, { start, end }: Span, offset: number, role: Role): Passage {
  const writer = new PieceWriter();
  const raw = text.slice(start, end);
  const base = offset + start;
  let at = 0;
  for (const { 0: encoded, index } of raw.matchAll(ESCAPE)) {
    const next = index + encoded.length;
    writer.add({ start: base + at, end: base + index }, raw.slice(at, index));
    writer.add({ start: base + index, end: base + next }, decodeEscape(encoded));
    at = next;
  }
  writer.add({ start: base + at, end: base + raw.length }, raw.slice(at));
  return writer.passage(role, base + raw.length);
}

function decodeEscape(encoded: string): string {
  const letter = encoded[1]!;
  if (letter === "u") return String.fromCharCode(Number.parseInt(encoded.slice(2), 16));
  return ESCAPES.get(letter) ?? letter;
}
