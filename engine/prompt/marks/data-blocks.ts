import { firstIndex } from "../../../protocol/binary-search.ts";
import type { Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { opensRules } from "./rule-lists.ts";

/** Strings and escaped brackets are passed over; no string ends on another line. */
const TOKEN = /\\[{}[\]\\"]|"(?:\\.|[^"\\\n]){0,2000}"|[{}[\]]/g;
const PARTNERS: Readonly<Record<string, string>> = { "}": "{", "]": "[" };
/**
 * A line of data or of a type: a key, a string, brackets, a list's comma, a comment, an ellipsis. A line that begins like
 * a list item is none.
 */
const DATA_LINE =
  /^(?:["'{}[\]<(]|\/\/|\/\*|\*|#|\.{3}|…|[\w$-]{1,60}\?? ?: ?\S|[\w$.-]{1,60}[,;]?$)|[{[(,;](?:[ \t]{0,40}(?:\/\/|#)[^\n]*)?$/u;
const LIST_ITEM = /^(?:[-*+•][ \t]|\d{1,3}[.)][ \t])/;
/** A key in quotes, which only data has. */
const QUOTED_KEY = /["'][\w $.-]{1,80}["'][ \t]*:/g;
/** Of the lines inside a block of data, at least this share look like data. */
const LIKELY = 0.7;

/**
 * Stretches in brackets that are data to be read as they stand, though they need not parse: JSON with placeholders,
 * comments, doubled braces of a format string, types. Over several lines most of them look like data; on one line there
 * is a key in quotes. Outermost ones, disjoint and in order. Linear in the length of the text.
 */
export function dataBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  const isData = dataTester(text);
  for (const pair of pairs(text)) {
    if (pair.start >= (blocks.at(-1)?.end ?? 0) && isData(pair) && !opensRules(text, pair.start)) blocks.push(pair);
  }
  return blocks;
}

/** The blocks of data that no parser of JSON knows; what parses may have long strings, whose words are prose. */
export function dataMarks(text: string): Protection[] {
  return dataBlocks(text).flatMap((block) =>
    isJson(text.slice(block.start, block.end)) ? [] : { ...block, reason: "data" as const },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Each bracket with its partner, by start; one that has none is passed over. */
function pairs(text: string): Span[] {
  const found: Span[] = [];
  const open: { readonly sign: string; readonly start: number }[] = [];
  const count: Record<string, number> = { "{": 0, "[": 0 };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token.length > 1) continue;
    const partner = PARTNERS[token];
    if (partner === undefined) {
      open.push({ sign: token, start: index });
      count[token]!++;
    }
    while (partner !== undefined && count[partner]! > 0) {
      const { sign, start } = open.pop()!;
      count[sign]!--;
      if (sign !== partner) continue;
      found.push({ start, end: index + 1 });
      break;
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function dataTester(text: string): (block: Span) => boolean {
  const keys = Array.from(text.matchAll(QUOTED_KEY), ({ 0: key, index }) => ({
    start: index,
    end: index + key.length,
  }));
  /** Where each line starts; how many before it are not blank, and how many look like data. */
  const lines = [{ start: 0, full: 0, data: 0 }];
  for (const line of text.split("\n")) {
    const { start, full, data } = lines.at(-1)!;
    const words = line.trim();
    const isData = DATA_LINE.test(words) && !LIST_ITEM.test(words);
    lines.push({
      start: start + line.length + 1,
      full: full + (words === "" ? 0 : 1),
      data: data + (isData ? 1 : 0),
    });
  }
  const lineAfter = (offset: number) => firstIndex(0, lines.length, (i) => lines[i]!.start > offset);
  return ({ start, end }) => {
    // The lines of the brackets themselves may hold prose before and after.
    const inner = lines[lineAfter(start)]!;
    const closing = lines[lineAfter(end - 1) - 1]!;
    const full = closing.full - inner.full;
    if (full > 0) return closing.data - inner.data >= LIKELY * full;
    const key = keys[firstIndex(0, keys.length, (i) => keys[i]!.start >= start)];
    return text[start] === "{" && key !== undefined && key.end <= end;
  };
}
