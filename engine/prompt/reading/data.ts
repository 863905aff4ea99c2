import * as l10n from "@vscode/l10n";
import type { Part, Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { Passage } from "../text/passage.ts";
import { findConversation } from "./conversation.ts";
import type { DataNode, Malformed } from "./data-tree.ts";
import { readProse } from "./document.ts";
import type { Message, Reading } from "./reading.ts";
import { roleBlocks } from "./role-blocks.ts";
import { messageTitle, roleInWords } from "./titles.ts";

/** Reads a file of data, given the tree of its text. */
export function readData(notation: "JSON" | "YAML", tree: DataNode | Malformed, text: string, path?: string): Reading {
  return "type" in tree ? readTree(tree, 0) : readMalformed(notation, tree, text, path);
}

/** Reads what is no data, though its name says so, as plain text, with a warning. */
export function readMalformed(notation: "JSON" | "YAML", fault: Malformed, text: string, path?: string): Reading {
  const before = text.slice(0, fault.start).split("\n");
  const message = l10n.t(
    "This is not valid {0}: {1} (line {2}, column {3}). It is read as plain text.",
    notation,
    fault.why,
    before.length,
    before.at(-1)!.length + 1,
  );
  const warning = { start: fault.start, end: fault.end, code: "malformed-data", message };
  return { ...readProse(text, path), warnings: [warning] };
}

/**
 * Reads a tree of data as a prompt: a part a turn, a passage a text. `depth` is that of the turns' parts; `firstRow` is
 * the number of the tree's first row in its file.
 */
export function readTree(root: DataNode, depth: number, firstRow = 0): Reading {
  const conversation = findConversation(root);
  const parts: Part[] = [];
  const passages: Passage[] = [];
  const protections: Protection[] = [];
  const messages: Message[] = [];
  let isChat = false;
  for (const [i, turn] of conversation.turns.entries()) {
    const { start, end, role, name, isFunction, title, isMessage, texts, least } = turn;
    const row = firstRow + turn.row;
    const decoded = texts.flatMap((text) => text.decode(role) ?? []);
    const said = decoded.map((d) => d.passage.inRow(row, least));
    protections.push(...decoded.flatMap((d) => d.protections));
    const spoken = isMessage ? [] : said.flatMap(speakers);
    isChat ||= isMessage || spoken.length > 0;
    if (spoken.length === 0) {
      parts.push({ start, end, kind: "message", role, depth, title: isMessage ? messageTitle(role, i + 1) : title });
      passages.push(...said);
      const speaker = { ...(name !== undefined && { name }), ...(isFunction && { isFunction }) };
      messages.push({ role, ...speaker, start, row, passages: said });
    }
    for (const { passage, outer } of spoken) {
      parts.push({ ...outer, kind: "message", role: passage.role, depth, title: roleInWords(passage.role) });
      passages.push(passage);
      messages.push({ role: passage.role, row, passages: [passage] });
    }
  }
  const enclosures = conversation.enclosures.map((one) => ({ ...one, row: firstRow + one.row }));
  for (const one of enclosures) {
    const { start, end } = one;
    if (one.what === "tools") parts.push({ start, end, kind: "tools", role: "none", depth, title: one.title });
    if (one.what === "schema")
      parts.push({ start, end, kind: "schema", role: "none", depth, title: l10n.t("answer's schema") });
  }
  for (const span of conversation.cacheBreakpoints) protections.push({ ...span, reason: "cache breakpoint" });
  return {
    parts,
    passages,
    protections,
    warnings: [],
    sectionDepth: depth + 1,
    ...(isChat && { messages }),
    ...(enclosures.length > 0 && { enclosures }),
  };
}

/** What the elements of a template in a string tell that others speak. */
function speakers(passage: Passage): { readonly passage: Passage; readonly outer: Span }[] {
  return roleBlocks(passage.text).map(({ role, inner, outer }) => ({
    passage: passage.slice(inner, role),
    outer: passage.toSourceSpan(outer),
  }));
}
