import type { SyntaxNode } from "@lezer/common";
import { parser as javascript } from "@lezer/javascript";
import { parser as python } from "@lezer/python";
import type { Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { DEEPEST } from "./data-tree.ts";

const typescript = javascript.configure({ dialect: "ts" });

/** Parsers by how the names of their files end. */
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

/** Functions that strip it, by the end of their names. */
const DEDENTS = /(?:^|\.)(?:dedent|outdent|cleandoc)$/;

/** A string in code that holds a prompt: what stands between its marks. */
export interface PromptString extends Span {
  /** What no edit may touch of it. */
  readonly protections: readonly Protection[];
  /** Whether its lines are read without the indentation that they share. */
  readonly isDedented: boolean;
}

/**
 * The strings of code that go over several lines, which is how prompts are written there; docstrings are none. `ending`
 * is how the name of a file in its language ends: there are none without a parser for it.
 */
export function promptStrings(code: string, ending: string): PromptString[] {
  const parser = PARSERS.get(ending);
  if (!parser || opensTooMuch(code)) return [];
  const found: PromptString[] = [];
  parser.parse(code).iterate({
    enter: (cursor) => {
      const { name, from, to } = cursor;
      if (!/^(?:String|FormatString|TemplateString)$/.test(name)) return true;
      // Asked for here only: a node is made with all that it lies in.
      const { node } = cursor;
      const [, opening, mark] = LONG_STRING.exec(code.slice(from, to)) ?? [];
      const start = from + (opening?.length ?? 0);
      const end = to - (mark?.length ?? 0);
      const words = code.slice(start, end);
      if (!mark || !words.includes("\n") || !/\S\s+\S/.test(words) || !isProse(node, code)) return false;
      // On one line, it would be a string like any other.
      const inner = /^\s*\n|\n\s*$/.test(words) ? null : /\S[^\S\n]*\n\s*\S/.exec(words);
      const lineBreak = inner ? [{ start: start + inner.index, end: start + inner.index + inner[0].length }] : [];
      const variables = [...node.getChildren("Interpolation"), ...node.getChildren("FormatReplacement")];
      const protections = [
        ...lineBreak.map((span) => ({ ...span, reason: "line break" as const })),
        ...variables.map(({ from, to }) => ({ start: from, end: to, reason: "template variable" as const })),
      ];
      found.push({ start, end, protections, isDedented: isDedented(node, code) });
      return false;
    },
  });
  return found;
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

/** Whether a string is what a function takes the indentation of: `dedent("""…""")`. */
function isDedented({ parent }: SyntaxNode, code: string): boolean {
  const call = parent?.name === "ArgList" ? parent.parent : parent;
  const called = call?.name === "CallExpression" || call?.name === "TaggedTemplateExpression" ? call.firstChild : null;
  return called !== null && called !== undefined && DEDENTS.test(code.slice(called.from, called.to));
}

function isProse({ parent }: SyntaxNode, text: string): boolean {
  if (parent?.name === "ExpressionStatement") return false;
  const tag = parent?.name === "TaggedTemplateExpression" ? parent.firstChild : undefined;
  return !tag || PROSE_TAG.test(text.slice(tag.from, tag.to));
}
