import type { SyntaxNode } from "@lezer/common";
import { parser as javascript } from "@lezer/javascript";
import { parser as python } from "@lezer/python";
import type { Protection } from "../../../protocol/prompt.ts";
import { DEEPEST } from "../reading/data-tree.ts";
import type { Reading } from "../reading/reading.ts";
import { readTemplate } from "../reading/role-blocks.ts";
import { Passage } from "../text/passage.ts";
import type { Format } from "./format.ts";

const typescript = javascript.configure({ dialect: "ts" });

/** Parsers by how the names of their files end; of other languages all is read. */
const PARSERS = new Map([
  ...["py", "pyi"].map((ending) => [ending, python] as const),
  ...["js", "mjs", "cjs", "jsx"].map((ending) => [ending, javascript.configure({ dialect: "jsx" })] as const),
  ...["ts", "mts", "cts"].map((ending) => [ending, typescript] as const),
  ["tsx", javascript.configure({ dialect: "ts jsx" })],
]);

/** How a string over several lines begins and ends. */
const LONG_STRING = /^([a-z]{0,3}("""|'''|`)(?:\\\r?\n)?)[\s\S]*\2$/i;
/** Tags that leave a template's text to be read; others write SQL, HTML, CSS. */
const PROSE_TAG = /^(?:dedent|outdent)$/;

/** A prompt among code. Where no string is one, all may be a part of one, which a user selected. */
export const code: Format = {
  kind: "code",
  read: (text, path = "") => readStrings(text, path) ?? readTemplate(text, path),
};

/**
 * Reads a file of code: its strings over several lines are what a model receives, all else is code, docstrings and what
 * is put into a string too. Nothing where there is no such string, or no parser for the language.
 */
function readStrings(text: string, path: string): Reading | undefined {
  const parser = PARSERS.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase());
  if (!parser || opensTooMuch(text)) return undefined;
  const passages: Passage[] = [];
  const protections: Protection[] = [];
  parser.parse(text).iterate({
    enter: (cursor) => {
      const { name, from, to } = cursor;
      if (!/^(?:String|FormatString|TemplateString)$/.test(name)) return true;
      // Asked for here only: a node is made with all that it lies in.
      const { node } = cursor;
      const [, opening, mark] = LONG_STRING.exec(text.slice(from, to)) ?? [];
      const content = { start: from + (opening?.length ?? 0), end: to - (mark?.length ?? 0) };
      const words = text.slice(content.start, content.end);
      if (!mark || !words.includes("\n") || !/\S\s+\S/.test(words) || !isProse(node, text)) return false;
      passages.push(Passage.verbatim("user", text, content));
      // On one line, it would be a string like any other.
      const inner = /^\s*\n|\n\s*$/.test(words) ? null : /\S[^\S\n]*\n\s*\S/.exec(words);
      if (inner) {
        const start = content.start + inner.index;
        protections.push({ start, end: start + inner[0].length, reason: "line break" });
      }
      for (const { from, to } of [...node.getChildren("Interpolation"), ...node.getChildren("FormatReplacement")])
        protections.push({ start: from, end: to, reason: "template variable" });
      return false;
    },
  });
  return passages.length > 0 ? { parts: [], passages, protections, warnings: [], sectionDepth: 0 } : undefined;
}

/**
 * Whether more is open at once than the parser has memory for: where it is in doubt, it keeps a copy of all that is open.
 * A `<` that is still open where the bracket around it closes was a comparison.
 */
function opensTooMuch(code: string): boolean {
  /** How much was open before each bracket that is. */
  const outside: number[] = [];
  let open = 0;
  for (const [sign] of code.matchAll(/=>|[()[\]{}<>]/g)) {
    if (sign === "<") open++;
    else if (sign === ">") open = Math.max(open - 1, (outside.at(-1) ?? -1) + 1);
    else if ("([{".includes(sign)) outside.push(open++);
    else if (sign !== "=>") open = outside.pop() ?? open;
    if (open > DEEPEST) return true;
  }
  return false;
}

function isProse({ parent }: SyntaxNode, text: string): boolean {
  if (parent?.name === "ExpressionStatement") return false;
  const tag = parent?.name === "TaggedTemplateExpression" ? parent.firstChild : undefined;
  return !tag || PROSE_TAG.test(text.slice(tag.from, tag.to));
}
