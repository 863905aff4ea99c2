import type { Protection } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { QUOTED_SENTENCE } from "./rule-lists.ts";

// Every repeat is bounded and starts where a line starts, so each pattern takes linear time on any input.

const MODIFIERS =
  "(?:export |default |declare |public |private |protected |internal |static |final |abstract |sealed |override |virtual |async |pub |unsafe )*";
const PROGRAMS =
  "npm|npx|pnpm|yarn|bun|pip3?|pipx|uv|poetry|python3?|node|deno|git|gh|docker|kubectl|helm|terraform|aws|az|gcloud|curl|wget|cargo|dotnet|mvn|brew|apt(?:-get)?|ssh|scp|rsync|tar|chmod|mkdir|rm|cp|mv|grep|find|source|bash|sh";

/** What a line of code begins with, or is, that no sentence is. */
const CODE: readonly RegExp[] = [
  // Types, declarations and signatures.
  new RegExp(`^${MODIFIERS}type \\w{1,80}(?:<[^>]{1,80}>)? = \\S`),
  new RegExp(
    `^${MODIFIERS}(?:interface|namespace|enum|module|class|struct|trait|impl|record|object) \\w[^.!?]{0,160}\\{$`,
  ),
  new RegExp(
    `^${MODIFIERS}(?:function\\*?|fn|func|fun|sub) ?[\\w$]{0,80}(?:<[^>]{1,80}>)?\\([^)]{0,400}(?:\\)[^.!?]{0,80})?[{;,()]$`,
  ),
  new RegExp(
    `^${MODIFIERS}(?:const|let|var|val) (?:mut )?(?:[\\w$]{1,60}|[{[][^}\\]]{1,120}[}\\]])(?:: ?[^=]{1,80})? = \\S`,
  ),
  new RegExp(
    `^${MODIFIERS}(?:(?:void|int|long|float|double|char|bool(?:ean)?|[sS]tring|Task<\\w{1,40}>) ){1,3}\\w{1,60}\\([^)]{0,300}\\)[^.!?]{0,60}[{;]?$`,
  ),
  /^[\w.]{2,80}\([\w$]{1,60}\??: ?[^)]{1,200}\)(?: ?(?:->|=>|:) ?[\w<>[\]{}|., "']{1,100})?[;{]?$/,
  /^<?[a-z][\w-]{0,40}>? ?::?= ?\S/,
  // Imports.
  /^(?:import|export) [\w${}*, ]{1,200} from ["'][^"']{1,200}["'];?$|^import ["'][^"']{1,200}["'];?$/,
  /^from \.{0,2}[\w.]{1,80} import [\w*, ()]{1,200}$|^import [a-z]\w{0,40}(?:\.\w{1,40}){1,6};?$|^import [a-z][\w.]{0,60} as \w{1,40}$/,
  /^`\)?[;,]$/,
  /^#include [<"]|^#!\/|^(?:using|package) [\w.]{2,80};$/,
  // Python.
  /^(?:async )?def \w{1,80}\([^)]{0,400}(?:\)(?: ?-> ?[\w[\], .|"']{1,80})?:.{0,200})?$|^class \w{1,80}(?:\([\w., =[\]]{0,120}\))?:$|^if __name__ ==/,
  // SQL.
  /^SELECT\s.{1,300}\sFROM\s|^SELECT(?: DISTINCT)?(?: \*| [\w.*"`]{1,60}(?:,|$)| [A-Z]{2,20}\(|$)|^(?:INSERT INTO|DELETE FROM) \S|^UPDATE \S{1,80} SET |^(?:CREATE|ALTER|DROP) (?:OR REPLACE |UNIQUE |TEMPORARY )?(?:TABLE|INDEX|VIEW|DATABASE|SCHEMA|FUNCTION|TRIGGER|TYPE) |^WITH \w{1,60} AS \(|^select \*/,
  // Shells.
  /^\$ (?:sudo )?[a-z][\w./-]{1,40}(?: |$)|^(?:export )?[A-Z][A-Z0-9_]{2,60}=\S/,
  new RegExp(
    `^(?:sudo )?(?:${PROGRAMS}) (?:[^.!?]{0,300} )?(?:--?[a-zA-Z][\\w-]*(?:[ =].*)?$|&& |\\| \\w|>>? ?[\\w./]|\\.{0,2}/\\w|https?:)`,
  ),
];
/** Code too, next to what surely is. */
const LIKELY_CODE: readonly RegExp[] = [
  // Assignments, of one thing or of what holds a bracket or a string.
  /^[\w.$[\]'"]{1,80}(?:: ?[\w[\], |.]{1,60})? ?[-+*/|&?]{0,2}= ?(?:\S{1,80}(?: {1,4}(?:#|\/\/).*)?|[^([{"'`]{0,80}[([{"'`].{0,300}[^.!?])$/,
  // Calls, ends of statements and of blocks.
  /^[\w.$]{1,80}\(.{0,300}\)?[;,]?$|[;{]$|(?<![%}]|\{[^{}]{0,80})\}$|^[)\]}]{1,8}[;,)]{0,4}$/,
  // Clauses and keywords.
  /^(?:FROM|WHERE|AND|OR|ON|JOIN|LEFT|RIGHT|INNER|GROUP BY|ORDER BY|HAVING|LIMIT|VALUES|SET|UNION|RETURNING)\b/,
  /^(?:return|yield|raise|throw|await|assert|else|elif|try|except|finally|with|for|while|if|case|switch)\b.{0,300}[:;{)\]}]$|^(?:pass|break|continue|return)$|^import \w{1,40}(?:, \w{1,40})*$/,
  new RegExp(`^(?:${PROGRAMS}) [a-z][^.!?]{0,80}$`),
];
/** A setting, and the key of those that are indented below it. */
const SETTING =
  /^[a-z][\w.-]{0,60}: (?:[-+]?\d[\w.%]{0,20}|true|false|null|none|~|"[^"]{0,200}"|'[^']{0,200}'|\[[^\]]{0,200}\]|[\w./:@-]{1,80})$/;
const SETTINGS = /^[a-z][\w.-]{0,60}:$/;
/** One alone may be a label with what it labels. */
const FEWEST_SETTINGS = 2;
/** A value that no label has. */
const TYPED = /: (?:[-+]?\d[\w.%]*|true|false|null|none|~|".*"|'.*'|\[.*\])$/;
/** Goes with the code that follows it; so do the first lines of a diff. */
const COMMENT = /^(?:\/\/|\/\*|\*\/|\* |# |-- |@\w|diff --git |index [0-9a-f]{4}|(?:---|\+\+\+) [ab/])/;
/** Opens a list item, a heading, a quote, a table: no code, whatever follows. */
const MARKDOWN = /^(?:[-*+•] |\d{1,3}[.)] |#{1,6} [A-Z]|> |\|)/;
const SENTENCE = /^\p{Lu}.*[.!?]$/u;
/** A line of a tree of folders or of a box: what it says, it says by where it stands. */
const DRAWN = /^[│┃║├┣╠└┗╚╰┌┏╔╭]|^(?:\| {1,8}){0,16}(?:[|+\\`]-{2,3}) ?[^\s|+-][^|]*$/;
/** What a tree of folders grows from. */
const ROOT = /^[\w.@~/-]{1,80}(?:\s+(?:#|\/\/|<-|←|--).*)?$/;
/** Edits and patches: what opens them, and what closes them. */
const ENCLOSED: readonly (readonly [RegExp, RegExp])[] = [
  [/^[<-]{5,9} ?(?:SEARCH|HEAD|ORIGINAL)\b/, /^[>+]{5,9} ?\w/],
  [/^\*\*\* Begin Patch$/, /^\*\*\* End Patch$/],
];
const HUNK = /^@@ -\d[^@]{0,60}@@/;
/** The tag of a tool's call: its name is no plain word, or says so. */
const TOOL_TAG =
  /^<(?:[a-z]\w{0,60}[_=]\w{1,60}|(?=\w{0,40}(?:tool|invoke|function|call|command|action))\w{1,60})(?: [^<>]{0,200})?>$/;
const TAG = /<[^<>]{1,200}>/g;
/** A value inside of a call is no longer, and no sentence. */
const VALUE = 80;
/** How far a closing bracket or tag is looked for, in lines. */
const FAR = 200;

interface Line extends Span {
  /** Without the white space around it. */
  readonly words: string;
  readonly indent: number;
  readonly kind: "blank" | "code" | "likely" | "comment" | "prose";
  /** How many brackets more open than close. */
  readonly opens: number;
}

/**
 * Code that stands in prose without a fence, in whole blocks with its comments: a line that only code has, what it opens,
 * what is indented below it, and likely code next to it; settings, edits, patches, trees of folders and the calls of tools in tags. `fenced` is what
 * is known to be code. Linear in the length of the text.
 */
export function unfencedCode(text: string, fenced: readonly Span[]): Protection[] {
  const lines = linesOf(text, fenced);
  const found: Span[] = [];
  for (let i = 0; i < lines.length; i++) {
    const last =
      enclosedEnd(lines, i) ?? settingsEnd(lines, i) ?? (opensCode(lines, i) ? codeEnd(lines, i) : undefined);
    if (last === undefined) continue;
    let first = i;
    if (DRAWN.test(lines[first]!.words) && ROOT.test(lines[first - 1]?.words ?? "")) first--;
    while (lines[first - 1]?.kind === "comment") first--;
    found.push({ start: lines[first]!.start, end: lines[last]!.end });
    i = last;
  }
  return joined(text, found).map((span) => ({ ...span, reason: "code block" }));
}

function linesOf(text: string, fenced: readonly Span[]): Line[] {
  const isFenced = overlapTester(union(fenced));
  let start = 0;
  const all = text.split("\n");
  return all.map((line, i) => {
    const words = line.trim();
    const indent = words === "" ? 0 : line.indexOf(words[0]!);
    const from = start + indent;
    const end = from + words.length;
    start += line.length + 1;
    const kind = words === "" ? "blank" : isFenced({ start: from, end }) ? "prose" : kindOf(words, all[i + 1]?.trim());
    // Copied out of another object, a million lines take seconds.
    return { start: from, end, words, indent, kind, opens: opensOf(words) };
  });
}

function kindOf(words: string, next = ""): Line["kind"] {
  if (DRAWN.test(words)) return "code";
  if (MARKDOWN.test(words) || SENTENCE.test(words) || QUOTED_SENTENCE.test(words)) return "prose";
  if (words.endsWith("= [") && QUOTED_SENTENCE.test(next)) return "prose";
  if (CODE.some((pattern) => pattern.test(words))) return "code";
  if (COMMENT.test(words)) return "comment";
  return LIKELY_CODE.some((pattern) => pattern.test(words)) ? "likely" : "prose";
}

function opensOf(words: string): number {
  if (!/[()[\]{}]/.test(words) || DRAWN.test(words)) return 0;
  const code = words.replace(/"(?:\\.|[^"\\]){0,500}"|`[^`]{0,500}`|(?<!:)\/\/.*/g, "");
  return (code.match(/[([{]/g)?.length ?? 0) - (code.match(/[)\]}]/g)?.length ?? 0);
}

/** The last line of the edit, patch, hunk or call of a tool that opens at a line. */
function enclosedEnd(lines: readonly Line[], first: number): number | undefined {
  const { words } = lines[first]!;
  const closing = ENCLOSED.find(([opening]) => opening.test(words))?.[1];
  if (closing) return lineAfter(lines, first, (line) => closing.test(line.words));
  if (HUNK.test(words)) return hunkEnd(lines, first);
  if (!TOOL_TAG.test(words)) return undefined;
  const name = /^<([\w]+)/.exec(words)![1]!;
  const last = lineAfter(lines, first, (line) => line.words === `</${name}>`);
  const inside = last === undefined ? [] : lines.slice(first + 1, last);
  return inside.some(({ words }) => words.startsWith("<")) && inside.every(isValue) ? last : undefined;
}

/** The last of the settings that are indented below the key at a line, or that are a paragraph which begins there. */
function settingsEnd(lines: readonly Line[], first: number): number | undefined {
  const { words, indent, kind } = lines[first]!;
  if (kind !== "prose") return undefined;
  const isBlank = (l: number) => (lines[l]?.kind ?? "blank") === "blank";
  let last = first;
  if (SETTINGS.test(words)) {
    while ((lines[last + 1]?.indent ?? 0) > indent && SETTING.test(lines[last + 1]!.words)) last++;
    return last - first >= FEWEST_SETTINGS ? last : undefined;
  }
  if (!SETTING.test(words) || !isBlank(first - 1)) return undefined;
  while (lines[last + 1]?.indent === indent && SETTING.test(lines[last + 1]!.words)) last++;
  const isTyped = lines.slice(first, last + 1).some((line) => TYPED.test(line.words));
  return isTyped && isBlank(last + 1) && last - first + 1 >= FEWEST_SETTINGS ? last : undefined;
}

function lineAfter(lines: readonly Line[], first: number, found: (line: Line) => boolean): number | undefined {
  for (let i = first + 1; i < Math.min(lines.length, first + FAR); i++) if (found(lines[i]!)) return i;
  return undefined;
}

/** Whether a line holds tags and what is put between them, but no sentence. */
function isValue({ words }: Line): boolean {
  if (MARKDOWN.test(words)) return false;
  const value = words.replace(TAG, "");
  return value.length <= VALUE && !/[.!?]$/.test(value);
}

/** A hunk runs as long as its lines begin with a mark, which the white space of one that is unchanged also is. */
function hunkEnd(lines: readonly Line[], first: number): number {
  let last = first;
  while (/^[+\\-]/.test(lines[last + 1]?.words ?? "") || (lines[last + 1]?.indent ?? 0) > 0) last++;
  return last;
}

/** Whether a line surely is code, or likely and the next one, too; brackets alone are those of data. */
function opensCode(lines: readonly Line[], first: number): boolean {
  const { kind, words } = lines[first]!;
  return kind === "code" || (kind === "likely" && !/^[[\](){}]/.test(words) && isCode(lines[first + 1]));
}

function isCode(line: Line | undefined): boolean {
  return line?.kind === "code" || line?.kind === "likely";
}

/** The last line of the code that begins at a line. */
function codeEnd(lines: readonly Line[], first: number): number {
  let last = closingLine(lines, first);
  for (;;) {
    const next = nextOfCode(lines, first, last);
    if (next === undefined) return last;
    last = closingLine(lines, next);
  }
}

/** The line on which the brackets that a line opens are closed; itself where they never are. */
function closingLine(lines: readonly Line[], first: number): number {
  let open = lines[first]!.opens;
  if (open <= 0) return first;
  const closes = (line: Line) => {
    open += line.opens;
    return open <= 0;
  };
  return lineAfter(lines, first, closes) ?? first;
}

/** The next line of code after one of it: right below, or after a blank where it belongs to a block that is open. */
function nextOfCode(lines: readonly Line[], first: number, last: number): number | undefined {
  let next = last + 1;
  while (lines[next]?.kind === "blank") next++;
  const line = lines[next];
  if (!line) return undefined;
  const isInner = line.indent > lines[first]!.indent;
  if (isCode(line)) return next;
  if (next > last + 1) return isInner && /[:{]$/.test(lines[first]!.words) ? next : undefined;
  if (isInner || lines[last]!.words.endsWith("\\")) return next;
  while (lines[next]?.kind === "comment") next++;
  return isCode(lines[next]) ? next : undefined;
}

/** Blocks with nothing but white space between them are one. */
function joined(text: string, blocks: readonly Span[]): Span[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of blocks) {
    const before = all.at(-1);
    if (before && text.slice(before.end, start).trim() === "") before.end = end;
    else all.push({ start, end });
  }
  return all;
}
