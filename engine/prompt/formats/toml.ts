import type { Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import type { Reading } from "../reading/reading.ts";
import { Passage } from "../text/passage.ts";
import type { Format } from "./format.ts";

const COMMENT_OR_STRING = /#[^\n]*|"""|'''|["']/g;
/** A key whose string is a prompt, though on one line. */
const PROMPT_KEY = /(?:prompt|instructions?|system|message|template|content)["']?\s*=\s*$/i;
/** A key that tells people about a prompt. */
const METADATA_KEY = /(?:description|name|title|label|summary)["']?\s*=\s*$/i;
/** One that ends a line takes the white space after it. */
const ESCAPE = /\\(?:[ \t]*\r?\n\s*|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/g;

/** Commands of agents in TOML. */
export const toml: Format = { kind: "toml", read: readToml };

/**
 * Reads TOML, in which commands of agents are written: its strings over several lines, and those under a prompt's key,
 * are what a model receives, but for descriptions; all else is structure, the rest after a string that never closes too.
 * Linear in the length of the text.
 */
function readToml(text: string): Reading {
  const passages: Passage[] = [];
  const protections: Protection[] = [];
  COMMENT_OR_STRING.lastIndex = 0;
  for (let match = COMMENT_OR_STRING.exec(text); match; match = COMMENT_OR_STRING.exec(text)) {
    const { 0: mark, index } = match;
    if (mark.startsWith("#")) continue;
    const start = index + mark.length;
    const end = closing(text, start, mark);
    if (end === undefined) break;
    COMMENT_OR_STRING.lastIndex = end + mark.length;
    const before = text.slice(Math.max(0, index - 80), index);
    if (METADATA_KEY.test(before) || (mark.length === 1 && !PROMPT_KEY.test(before))) continue;
    if (end > start) passages.push(Passage.verbatim("user", text, { start, end }));
    if (mark.startsWith('"')) protections.push(...escapes(text, { start, end }));
  }
  return { parts: [], passages, protections, warnings: [], sectionDepth: 0 };
}

/** Where a string closes, if it does; one with a single quote as its mark ends with its line at the latest. */
function closing(text: string, from: number, mark: string): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (mark.startsWith('"') && text[at] === "\\") at++;
    else if (text.startsWith(mark, at)) return at;
    else if (mark.length === 1 && text[at] === "\n") return undefined;
  }
  return undefined;
}

function escapes(text: string, { start, end }: Span): Protection[] {
  return Array.from(text.slice(start, end).matchAll(ESCAPE), ({ 0: written, index }) => ({
    start: start + index,
    end: start + index + written.length,
    reason: "escape sequence",
  }));
}
