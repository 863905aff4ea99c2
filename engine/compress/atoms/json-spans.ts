import type { Span } from "../../../protocol/span.ts";
import { opensRules } from "../../prompt/marks/rule-lists.ts";

/** How many characters are looked at for each of the text's, so that a text full of brackets takes linear time. */
const EFFORT = 16;
/** The numbers of sources or notes behind what they are for, with no space between: "in 1911[3]", "lions.[1, 2]". */
const NOTES = /(?<=\S)\[\d{1,3}(?:, ?\d{1,3}){0,8}\]/gu;
/** A string with fewer words is a value to be read as it stands. */
const PROSE_WORDS = 8;

/**
 * What of the JSON inside a text must stay so that it parses to the same keys: all of it, but for the inner words of
 * long strings without escapes. Objects and arrays that stand in prose are found too. Linear in the length of the text.
 */
export function jsonSpans(text: string): Span[] {
  const spans: Span[] = [];
  const notes = new Set(Array.from(text.matchAll(NOTES), ({ index }) => index));
  let effort = EFFORT * text.length;
  for (const { index } of text.matchAll(/[{[]/g)) {
    if (index < (spans.at(-1)?.end ?? 0) || notes.has(index) || opensRules(text, index)) continue;
    const end = closingBracket(text, index, Math.min(text.length, index + effort));
    effort -= (end ?? Math.min(text.length, index + effort)) - index;
    if (effort <= 0) return spans;
    if (end !== undefined && isJson(text.slice(index, end))) spans.push(...withoutProse(text, { start: index, end }));
  }
  return spans;
}

/** The end of what opens at `start`, before `limit`; undefined where it does not close, or not with its own bracket. */
function closingBracket(text: string, start: number, limit: number): number | undefined {
  const open: string[] = [];
  for (let i = start; i < limit; i++) {
    const unit = text[i]!;
    if (unit === '"') {
      const end = stringEnd(text, i, limit);
      if (end === undefined) return undefined;
      i = end - 1;
    } else if (unit === "{" || unit === "[") open.push(unit === "{" ? "}" : "]");
    else if (unit === "}" || unit === "]") {
      if (open.pop() !== unit) return undefined;
      if (open.length === 0) return i + 1;
    }
  }
  return undefined;
}

function stringEnd(text: string, start: number, limit: number): number | undefined {
  for (let i = start + 1; i < limit; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i + 1;
    else if (text[i] === "\n") return undefined;
  }
  return undefined;
}

function isJson(text: string): boolean {
  if (!/["\d]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A span of JSON, which may be malformed, without the inner words of its long string values; keys stay. */
export function withoutProse(text: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const match of text.slice(start, end).matchAll(/"(?:[^"\\\n]|\\.)*"(?!\s*:)/g)) {
    const value = match[0];
    if (value.includes("\\") || value.split(/ +/).length < PROSE_WORDS) continue;
    const first = start + match.index + value.indexOf(" ");
    const last = start + match.index + value.lastIndexOf(" ");
    spans.push({ start: from, end: first });
    from = last;
  }
  return [...spans, { start: from, end }];
}
