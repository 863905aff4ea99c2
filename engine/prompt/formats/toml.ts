import type { Span } from "../../../protocol/span.ts";
import { modelsInCode } from "../reading/model-names.ts";
import type { Reading } from "../reading/reading.ts";
import { type Passage, PieceWriter } from "../text/passage.ts";
import type { Format } from "./format.ts";

const COMMENT_OR_STRING = /#[^\n]*|"""|'''|["']/g;
/** A key whose string is a prompt, though on one line. */
const PROMPT_KEY = /(?:prompt|instructions?|system|message|template|content)["']?\s*=\s*$/i;
/** A key that tells people about a prompt. */
const METADATA_KEY = /(?:description|name|title|label|summary)["']?\s*=\s*$/i;
/** One that ends a line takes the white space after it. */
const ESCAPE = /\\(?:[ \t]*\r?\n\s*|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[btnfre"\\])/g;

/** Commands of agents in TOML. */
export const toml: Format = { kind: "toml", models: modelsInCode, read: readToml };

/**
 * Reads TOML, in which commands of agents are written: its strings over several lines, and those under a prompt's key,
 * are what a model receives, but for descriptions; all else is structure, the rest after a string that never closes too.
 * Linear in the length of the text.
 *
 * By hand, because a file that is being typed is seldom valid: toml-eslint-parser 1.0.3, the parser that knows ranges,
 * stops at the first fault, exhausts the stack on a string of 600 kB and takes 170 ms for a file of 60 kB.
 */
function readToml(text: string): Reading {
  const passages: Passage[] = [];
  COMMENT_OR_STRING.lastIndex = 0;
  for (let match = COMMENT_OR_STRING.exec(text); match; match = COMMENT_OR_STRING.exec(text)) {
    const { 0: mark, index } = match;
    if (mark.startsWith("#")) continue;
    const inside = index + mark.length;
    const end = closing(text, inside, mark);
    if (end === undefined) break;
    COMMENT_OR_STRING.lastIndex = end + mark.length;
    const before = text.slice(Math.max(0, index - 80), index);
    if (METADATA_KEY.test(before) || (mark.length === 1 && !PROMPT_KEY.test(before))) continue;
    // A line break right behind the mark is none of the string's.
    const start = mark.length === 3 ? inside + /^(?:\r?\n)?/.exec(text.slice(inside, inside + 2))![0].length : inside;
    if (end > start) passages.push(decoded(text, { start, end }, mark));
  }
  return { parts: [], passages, protections: [], warnings: [], sectionDepth: 0 };
}

/** Where a string closes, if it does; one with a single quote as its mark ends with its line at the latest. */
function closing(text: string, from: number, mark: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (mark.startsWith('"') && text[at] === "\\") at++;
    else if (text.startsWith(mark, at)) return mark.length === 1 ? at : lastMark(text, at, mark);
    else if (mark.length === 1 && text[at] === "\n") return undefined;
  }
  return undefined;
}

/** A string over several lines may end in one or two quotes of its own. */
function lastMark(text: string, at: number, mark: string): number {
  if (text.startsWith(mark, at + 2)) return at + 2;
  return text.startsWith(mark, at + 1) ? at + 1 : at;
}

/** The inside of a string as a passage: each escape is one piece; in single quotes there are none. */
function decoded(text: string, { start, end }: Span, mark: string): Passage {
  const writer = new PieceWriter();
  let at = start;
  if (mark.startsWith('"'))
    for (const { 0: written, index } of text.slice(start, end).matchAll(ESCAPE)) {
      writer.add({ start: at, end: start + index }, text.slice(at, start + index));
      at = start + index + written.length;
      writer.add({ start: start + index, end: at }, meaning(written));
    }
  writer.add({ start: at, end }, text.slice(at, end));
  return writer.passage("user", end);
}

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\x1b", '"': '"', "\\": "\\" }),
);

function meaning(written: string): string {
  const letter = LETTERS.get(written[1]!);
  if (letter !== undefined) return letter;
  const point = /^[xuU]/.test(written.slice(1)) ? Number.parseInt(written.slice(2), 16) : undefined;
  if (point === undefined) return "";
  return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
}
