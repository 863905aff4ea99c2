import type { SyntaxNode } from "@lezer/common";
import { parser as javascript } from "@lezer/javascript";
import { parser as python } from "@lezer/python";
import type { Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { Passage } from "../text/passage.ts";
import { DEEPEST } from "./data-tree.ts";

const typescript = javascript.configure({ dialect: "ts" });

/** Parsers by how the names of their files end. */
const PARSERS = new Map([
  ...["py", "pyi"].map((ending) => [ending, python] as const),
  ...["js", "mjs", "cjs", "jsx"].map((ending) => [ending, javascript.configure({ dialect: "jsx" })] as const),
  ...["ts", "mts", "cts"].map((ending) => [ending, typescript] as const),
  ["tsx", javascript.configure({ dialect: "ts jsx" })],
]);

const NO_STRING = String.raw`//[^\n]*|/\*[\s\S]*?(?:\*/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'`;
const BLOCK = String.raw`"""(?<block>[\s\S]*?)"""`;
const SHORT = String.raw`"(?:\\.|[^"\\\n])*"`;
/** Strings that are added and given a name; what a function is given is a message to people more often. */
const ADDED = String.raw`(?=")(?<=[=:]\s*|\breturn\s+)(?<added>${SHORT}(?:\s*\+\s*${SHORT})+)(?!\s*\+)`;
/** Strings over several lines, and comments and other strings, in languages without a parser. */
const LONG_STRINGS = new Map([
  ["go", new RegExp(String.raw`${ADDED}|\`(?<raw>[^\`]*)\`|${NO_STRING}`, "gd")],
  ["java", new RegExp(`${ADDED}|${BLOCK}|${NO_STRING}`, "gd")],
  ["cs", new RegExp(String.raw`${ADDED}|${BLOCK}|(?:@\$?|\$@)"(?<raw>(?:""|[^"])*)"|${NO_STRING}`, "gd")],
]);

/** How a string over several lines begins and ends. */
const LONG_STRING = /^([a-z]{0,3}("""|'''|`)(?:\\\r?\n)?)[\s\S]*\2$/i;
const STRING = /^(?:String|FormatString|TemplateString)$/;
/** How strings are joined to one: written beside one another, or added. */
const JOINS = /^(?:ContinuedString|BinaryExpression)$/;
/** What the escapes mean that a prompt is written with; others are read as they stand. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: "\n", t: "\t", '"': '"', "'": "'", "`": "`", "\\": "\\" }),
);
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
  /** Its text, where it is written as several strings; else it is read as it stands. */
  readonly joined?: readonly Written[];
}

/** A stretch of a string, and what an escape in it means; else it is read as it stands. */
interface Written extends Span {
  readonly meaning?: string;
}

/**
 * The strings of code that go over several lines, in one piece or in several, which is how prompts are written there;
 * docstrings are none. `ending` is how the name of a file in its language ends.
 */
export function promptStrings(code: string, ending: string): PromptString[] {
  const pattern = LONG_STRINGS.get(ending);
  if (pattern) return longStrings(code, pattern);
  const parser = PARSERS.get(ending);
  if (!parser || opensTooMuch(code)) return [];
  const found: PromptString[] = [];
  /** Where the last expression ends that was seen not to be one string; what is joined in it is looked at as it stands. */
  let mixedTo = 0;
  parser.parse(code).iterate({
    enter: (cursor) => {
      const { name, from, to } = cursor;
      if (name === "CallExpression") {
        const joined = joinedArray(cursor.node, code);
        if (joined) found.push(joined);
        return !joined;
      }
      if (JOINS.test(name) && from >= mixedTo) {
        const joined = joinedStrings(cursor.node, code);
        if (joined) found.push(joined);
        else mixedTo = to;
        return !joined;
      }
      if (!STRING.test(name)) return true;
      // Asked for here only: a node is made with all that it lies in.
      const { node } = cursor;
      const [, opening, mark] = LONG_STRING.exec(code.slice(from, to)) ?? [];
      const start = from + (opening?.length ?? 0);
      const end = to - (mark?.length ?? 0);
      const words = code.slice(start, end);
      if (!mark || !hasLines(words) || !isProse(node, code)) return false;
      const protections = [...lineBreakIn(words, start), ...variablesOf(node)];
      found.push({ start, end, protections, isDedented: isDedented(node, code) });
      return false;
    },
  });
  return found;
}

function longStrings(code: string, pattern: RegExp): PromptString[] {
  return Array.from(code.matchAll(pattern), ({ indices }) => indices!.groups!).flatMap(
    ({ added, raw, block }): PromptString[] => {
      if (added) {
        const [from, to] = added;
        const strings = Array.from(code.slice(from, to).matchAll(new RegExp(SHORT, "g")), ({ 0: string, index }) => ({
          from: from + index,
          to: from + index + string.length,
        }));
        const string = joinedString(code, { from, to }, strings);
        return string ? [string] : [];
      }
      const [start, end] = raw ?? block ?? [0, 0];
      const words = code.slice(start, end);
      if (!hasLines(words)) return [];
      return [{ start, end, protections: lineBreakIn(words, start), isDedented: block !== undefined }];
    },
  );
}

/** Whether what a string says is words on several lines. */
function hasLines(words: string): boolean {
  return words.includes("\n") && /\S\s+\S/.test(words);
}

/** The line break without which a string that starts so would be one like any other, where none stands at its ends. */
function lineBreakIn(words: string, start: number): Protection[] {
  const inner = /^\s*\n|\n\s*$/.test(words) ? null : /\S[^\S\n]*\n\s*\S/.exec(words);
  return inner
    ? [{ start: start + inner.index, end: start + inner.index + inner[0].length, reason: "line break" }]
    : [];
}

/** What a model receives of such a string; `stretch` reads one of the code. */
export function joinedPassage(joined: readonly Written[], stretch: (span: Span) => Passage): Passage {
  return Passage.joined(
    "user",
    joined.map((written) => {
      const read = stretch(written);
      const { meaning } = written;
      const { start, end } = read.source;
      if (meaning === undefined) return read;
      return new Passage("user", meaning, [
        { decoded: 0, source: start },
        { decoded: meaning.length, source: end },
      ]);
    }),
  );
}

/**
 * Strings that stand beside one another on several lines, or are added, as one. What is given to a function right away is
 * a message to people more often than a prompt.
 */
function joinedStrings(node: SyntaxNode, code: string): PromptString | undefined {
  const strings = stringsIn(node);
  let { parent } = node;
  while (parent?.name === "ParenthesizedExpression") ({ parent } = parent);
  if (!strings || parent?.name === "ArgList" || parent?.name === "ExpressionStatement") return undefined;
  const string = joinedString(code, node, strings);
  return string && { ...string, protections: strings.flatMap(variablesOf) };
}

/**
 * The strings of an array on several lines that are joined to one: `["…", "…"].join("\\n")`, or in Python
 * `"\\n".join(["…", "…"])`.
 */
function joinedArray(node: SyntaxNode, code: string): PromptString | undefined {
  const callee = node.firstChild;
  const method = callee?.name === "MemberExpression" ? callee.lastChild : null;
  if (!callee || !method || code.slice(method.from, method.to) !== "join") return undefined;
  if (node.parent?.name === "ArgList" || node.parent?.name === "ExpressionStatement") return undefined;
  const [of, given] = [callee.firstChild, node.getChild("ArgList")?.firstChild?.nextSibling];
  const [array, between] = of?.name === "ArrayExpression" ? [of, given] : [given, of];
  if (array?.name !== "ArrayExpression" || !code.slice(array.from, array.to).includes("\n")) return undefined;
  const elements: SyntaxNode[][] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) {
    if (/^(?:[[\],]|\w*Comment)$/.test(child.name)) continue;
    const strings = stringsIn(child);
    if (!strings || strings.length === 0) return undefined;
    elements.push(strings);
  }
  const separator = between && STRING.test(between.name) ? meaningOf(code, between) : of === array ? "," : undefined;
  if (separator === undefined || elements.length < 2) return undefined;
  const strings = elements.flat();
  const joined = elements.flatMap((own, e): Written[] => {
    const before = elements[e - 1]?.at(-1);
    const glue = before && {
      start: insideOf(code, before).end,
      end: insideOf(code, own[0]!).start,
      meaning: separator,
    };
    return [...(glue ? [glue] : []), ...own.flatMap(({ from, to }) => writtenIn(code, from, to))];
  });
  if (!strings.some(({ from, to }) => /\p{L}\s+\p{L}/u.test(code.slice(from, to)))) return undefined;
  const protections = strings.flatMap(variablesOf);
  return { start: joined[0]!.start, end: joined.at(-1)!.end, protections, isDedented: false, joined };
}

/** What a string says, its escapes read. */
function meaningOf(code: string, { from, to }: Stretch): string {
  return writtenIn(code, from, to)
    .map(({ start, end, meaning }) => meaning ?? code.slice(start, end))
    .join("");
}

/** A stretch of code. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Strings that stand on several lines as one; undefined where they are no words. */
function joinedString(code: string, { from, to }: Stretch, strings: readonly Stretch[]): PromptString | undefined {
  if (strings.length < 2 || !code.slice(from, to).includes("\n")) return undefined;
  const joined = strings.flatMap((string) => writtenIn(code, string.from, string.to));
  if (joined.length === 0 || !strings.some((string) => /\p{L}\s+\p{L}/u.test(code.slice(string.from, string.to))))
    return undefined;
  return { start: joined[0]!.start, end: joined.at(-1)!.end, protections: [], isDedented: false, joined };
}

/** The strings that an expression is made of; undefined where it is made of anything else, too. */
function stringsIn(node: SyntaxNode): SyntaxNode[] | undefined {
  const found: SyntaxNode[] = [];
  let isAll = true;
  node.cursor().iterate(({ name, node }) => {
    if (STRING.test(name)) found.push(node);
    else if (JOINS.test(name) || name === "ParenthesizedExpression") return true;
    else if (!/^(?:[()]|ArithOp|\w*Comment)$/.test(name)) isAll = false;
    return false;
  });
  return isAll ? found : undefined;
}

/** A string in code: what stands before its first mark, and the mark. */
const MARKED = /^([a-z]{0,3})("""|'''|["'`])/i;

/** What stands between the marks of a string. */
function insideOf(code: string, { from, to }: Stretch): Span {
  const [opening = "", , mark = ""] = MARKED.exec(code.slice(from, to)) ?? [];
  return { start: from + opening.length, end: to - mark.length };
}

/** The same, its escapes apart. */
function writtenIn(code: string, from: number, to: number): Written[] {
  const [, prefix, mark] = MARKED.exec(code.slice(from, to)) ?? [];
  if (mark === undefined) return [];
  const { start, end } = insideOf(code, { from, to });
  let at = start;
  const found: Written[] = [];
  const escapes = /r/i.test(prefix!) ? [] : code.slice(at, end).matchAll(/\\(\r?\n|[\s\S])/g);
  const base = at;
  for (const { 0: written, 1: sign, index } of escapes) {
    const meaning = /^\r?\n$/.test(sign!) ? "" : MEANINGS.get(sign!);
    if (meaning === undefined) continue;
    if (base + index > at) found.push({ start: at, end: base + index });
    at = base + index + written.length;
    found.push({ start: base + index, end: at, meaning });
  }
  if (end > at) found.push({ start: at, end });
  return found;
}

function variablesOf(node: SyntaxNode): Protection[] {
  return [...node.getChildren("Interpolation"), ...node.getChildren("FormatReplacement")].map(({ from, to }) => ({
    start: from,
    end: to,
    reason: "template variable",
  }));
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
