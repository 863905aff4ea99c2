import type { SyntaxNodeRef } from "@lezer/common";
import { parser as commonMark, Table, TaskList } from "@lezer/markdown";
import * as l10n from "@vscode/l10n";
import type { Protection, ProtectionReason, Warning } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";

/** A heading and where it stands. */
export interface Heading extends Span {
  readonly level: number;
  readonly title: string;
}

/** What the Markdown in a text asks to be left alone, and its outline. */
export interface MarkdownMarks {
  readonly headings: readonly Heading[];
  readonly protections: readonly Protection[];
  readonly warnings: readonly Warning[];
}

// Links, tags and emphasis are left to the patterns of literals.ts, which hold in every kind of text; the parser's own
// resolution of brackets and stars is quadratic on hostile input.
const parser = commonMark.configure([
  Table,
  TaskList,
  { remove: ["Link", "Image", "LinkEnd", "LinkReference", "Emphasis", "Autolink", "HTMLTag"] },
]);

const REASONS: ReadonlyMap<string, ProtectionReason> = new Map(
  Object.entries({
    FencedCode: "code block",
    InlineCode: "inline code",
    HTMLBlock: "markup tag",
    CommentBlock: "comment",
    ProcessingInstructionBlock: "markup tag",
    HorizontalRule: "line break",
    HardBreak: "line break",
    Table: "table",
    Escape: "escape sequence",
    Entity: "escape sequence",
    QuoteMark: "list marker",
  } as const),
);

/**
 * Reads the block structure of a text as Markdown (CommonMark with GFM tables and task lists). Headings, code, tables,
 * list and quote marks, hard breaks and the line breaks between blocks are protected. Linear in the length of the text.
 */
export function markdownMarks(text: string): MarkdownMarks {
  const headings: Heading[] = [];
  const protections: Protection[] = [];
  const warnings: Warning[] = [];
  const flat = forParser(text);
  for (const { 0: markers, index } of text.matchAll(DEEP)) {
    protections.push({ start: index, end: index + markers.length, reason: "list marker" });
  }
  parser.parse(flat).iterate({
    enter(node) {
      const reason = REASONS.get(node.name);
      const level = /^(?:ATX|Setext)Heading([1-6])$/.exec(node.name)?.[1];
      if (level !== undefined) headings.push(heading(text, node, Number(level)));
      else if (node.name === "ListMark" || node.name === "TaskMarker") protections.push(marker(text, node));
      else if (node.name === "HTMLBlock") protections.push(...tagsOfBlock(text, node));
      else if (node.name === "CodeBlock")
        protections.push({ start: indentation(text, node.from), end: node.to, reason: "code block" });
      else if (reason) protections.push({ start: node.from, end: node.to, reason });
      if (node.name === "FencedCode" && !isClosed(text, node)) warnings.push(unclosedFence(node));
    },
  });
  for (const { start, end } of headings) protections.push({ start, end, reason: "heading" });
  for (const match of text.matchAll(BLANK_LINES)) {
    protections.push({ start: match.index, end: match.index + match[0].length, reason: "line break" });
  }
  return { headings, protections, warnings };
}

/** The text with every offset as it was, but without what the parser does not bear. */
function forParser(text: string): string {
  return text
    .replace(/\r(?=\n)/g, " ")
    .replace(OPEN_DELIMITERS, "$1$2|")
    .replace(WIDE_GAP, (blanks) => "\t".repeat(blanks.length))
    .replace(DEEP, (markers) => "x".repeat(markers.length));
}

/** A table's second line with blanks after its last bar: the parser takes it for no table. */
const OPEN_DELIMITERS = /^([ \t>|:-]*-:?[ \t]*)\|([ \t]+)$/gm;
/** Blanks that end no line: from each of them the parser looks on to the last, in search of a hard break. */
const WIDE_GAP = /(?<! ) {64} *(?![ \n])/g;
/** Nobody writes lists or quotes this deep on one line, and the parser's time grows with the square of it. */
const DEEP = /^(?:[ \t]{0,8}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){64}/gm;
const BLANK_LINES = /\r?\n[ \t\r\n]*\n/g;

function heading(text: string, { from, to }: SyntaxNodeRef, level: number): Heading {
  const line = text.slice(from, to);
  const title = line.replace(/^#{1,6}\s*|\s*\n[\s\S]*$|\s+#+\s*$/g, "").trim();
  return { start: from, end: to, level, title };
}

/** Where the blanks before a place begin. */
function indentation(text: string, at: number): number {
  let start = at;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  return start;
}

/** The marker with its indentation, the line break before it and the space after it. */
function marker(text: string, { from, to }: SyntaxNodeRef): Protection {
  let start = indentation(text, from);
  if (text[start - 1] === "\n") start -= text[start - 2] === "\r" ? 2 : 1;
  const end = text[to] === " " || text[to] === "\t" ? to + 1 : to;
  return { start, end, reason: "list marker" };
}

const TAG = /<[^<>\n]{0,500}>/g;

/** A block of HTML is mostly prose between tags (`<instructions>`): only its tags are protected. */
function tagsOfBlock(text: string, { from, to }: SyntaxNodeRef): Protection[] {
  return [...text.slice(from, to).matchAll(TAG)].map(({ 0: tag, index }) => ({
    start: from + index,
    end: from + index + tag.length,
    reason: "markup tag",
  }));
}

function isClosed(text: string, { from, to }: SyntaxNodeRef): boolean {
  const fence = /^(?:`{3,}|~{3,})/.exec(text.slice(from, from + 200))![0];
  const lastLine = text.slice(Math.max(from + fence.length, text.lastIndexOf("\n", to - 1)), to).trim();
  return lastLine.endsWith(fence) && text.slice(from, to).includes("\n");
}

function unclosedFence({ from, to }: SyntaxNodeRef): Warning {
  return {
    start: from,
    end: Math.min(to, from + 3),
    code: "unclosed-fence",
    message: l10n.t("The code block that opens here never closes; all that follows in it is left as it is."),
  };
}
