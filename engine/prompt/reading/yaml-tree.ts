import * as l10n from "@vscode/l10n";
import { isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from "yaml";
import { type DataEntry, type DataNode, type DataString, type Malformed, nestsTooDeeply } from "./data-tree.ts";
import { decodeYaml, type ScalarStyle, scalarGuards } from "./yaml-scalar.ts";

/** Many list marks on one line nest as deeply as brackets do. */
const DEEP_LIST = /^[ \t]*(?:[-?][ \t]+){200}/m;

/** Reads a file of YAML; several documents make one list. */
export function yamlTree(file: string): DataNode | Malformed {
  // The parser counts a byte order mark as indentation.
  const text = file.replace(/^\ufeff/, "\n");
  if (nestsTooDeeply(text, false) || DEEP_LIST.test(text))
    return { start: 0, end: 1, why: l10n.t("it is nested too deeply") };
  // A pretty error quotes its line: with many of them on a long one that is quadratic.
  const parsed = parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent", prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  const error = documents.flatMap((d) => d.errors)[0];
  if (error) {
    const start = Math.min(error.pos[0], text.length);
    return { start, end: Math.min(Math.max(error.pos[1], start + 1), text.length), why: sentence(error.message) };
  }
  return { type: "list", start: 0, end: text.length, items: documents.map((d) => toDataNode(d.contents, text)) };
}

/** The first line of the parser's message, without its place, which the warning has. */
function sentence(message: string): string {
  return message
    .split("\n")[0]!
    .replace(/ at line \d+, column \d+:?$/, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

function toDataNode(node: unknown, text: string): DataNode {
  const range = (node as Node | null)?.range;
  const span = { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
  if (isMap(node)) return { type: "map", ...span, entries: node.items.map((pair) => toEntry(pair, text)) };
  if (isSeq(node)) return { type: "list", ...span, items: node.items.map((item) => toDataNode(item, text)) };
  if (isScalar(node) && typeof node.value === "string") return toDataString(node as Scalar<string>, text);
  return { type: "other", ...span, value: isScalar(node) ? node.value : null };
}

function toEntry({ key, value }: { key: unknown; value: unknown }, text: string): DataEntry {
  const child = toDataNode(value, text);
  const start = (key as Node | null)?.range?.[0] ?? child.start;
  return { start, end: Math.max(start, child.end), key: isScalar(key) ? String(key.value) : "", value: child };
}

function toDataString(node: Scalar<string>, text: string): DataString {
  const span = { start: node.range![0], end: node.range![1] };
  const style = (node.type ?? "PLAIN") as ScalarStyle;
  return {
    type: "string",
    ...span,
    value: node.value,
    block: style.startsWith("BLOCK"),
    decode: (role) => {
      const passage = decodeYaml(text, span, style, node.value, role);
      return passage && { passage, protections: scalarGuards(text, span, style) };
    },
  };
}
