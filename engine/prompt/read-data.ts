import type { Part, Protection } from "../../protocol/prompt.ts";
import { type Conversation, findConversation, toolSchemas } from "./conversation.ts";
import type { DataNode } from "./data-tree.ts";
import { jsonTree } from "./json-tree.ts";
import type { Passage } from "./passage.ts";
import { readProse } from "./read-document.ts";
import type { Message, Reading } from "./reading.ts";
import { yamlTree } from "./yaml-tree.ts";

/** Reads a file of JSON or YAML. What is malformed reads as plain text, with a warning. */
export function readData(text: string, kind: "chat-json" | "yaml", path?: string): Reading {
  const language = kind === "yaml" ? "YAML" : "JSON";
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  // YAML's parser counts a byte order mark as indentation.
  const tree = kind === "yaml" ? yamlTree(text.replace(/^\ufeff/, "\n")) : jsonTree(text.slice(mark), mark);
  if ("type" in tree) return readTree(tree, 0);
  const message = `This is not valid ${language}: ${tree.why} (${place(text, tree.start)}). It is read as plain text.`;
  const warning = { start: tree.start, end: tree.end, code: "malformed-data", message };
  return { ...readProse(text, path), warnings: [warning] };
}

function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** Reads a tree of data as a prompt: a part a turn, a passage a text. `depth` is that of the turns' parts. */
export function readTree(root: DataNode, depth: number): Reading {
  const conversation = findConversation(root);
  const parts: Part[] = [];
  const passages: Passage[] = [];
  const protections: Protection[] = [];
  const messages: Message[] = [];
  conversation.turns.forEach(({ start, end, role, name, title, isMessage, texts }, i) => {
    const decoded = texts.flatMap((text) => text.decode(role) ?? []);
    parts.push({ start, end, kind: "message", role, depth, title: isMessage ? `${title} ${i + 1}` : title });
    passages.push(...decoded.map((d) => d.passage));
    protections.push(...decoded.flatMap((d) => d.protections));
    messages.push({ role, ...(name !== undefined && { name }), passages: decoded.map((d) => d.passage) });
  });
  for (const { start, end, key } of conversation.tools) {
    parts.push({ start, end, kind: "tools", role: "none", depth, title: key });
  }
  for (const span of conversation.cacheBreakpoints) protections.push({ ...span, reason: "cache breakpoint" });
  const tools = toolSchemas(conversation.tools);
  return {
    parts,
    passages,
    protections,
    warnings: [],
    sectionDepth: depth + 1,
    ...(isChat(conversation) && { messages }),
    ...(tools !== undefined && { tools }),
  };
}

function isChat({ turns }: Conversation): boolean {
  return turns.some((turn) => turn.isMessage);
}
