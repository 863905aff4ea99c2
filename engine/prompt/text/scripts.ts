import type { Span } from "../../../protocol/span.ts";

/** Scripts by Unicode's names; a letter of another is of "other". */
const SCRIPTS = [
  ["Latin", "Cyrillic", "Han", "Hiragana", "Katakana", "Hangul", "Arabic", "Devanagari", "Greek", "Hebrew", "Thai"],
  ["Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Oriya"],
  ["Armenian", "Georgian", "Ethiopic", "Khmer", "Lao", "Myanmar", "Tibetan", "Mongolian", "Cherokee"],
].flat();
export const OTHER = "other";

const PATTERNS = SCRIPTS.map((script) => [script, new RegExp(String.raw`\p{Script=${script}}`, "u")] as const);
const known = new Map<number, string | undefined>();

/** The script of a code point; nothing for what belongs to none: digits, marks, blanks. */
function scriptOf(codePoint: number): string | undefined {
  if (known.has(codePoint)) return known.get(codePoint);
  const character = String.fromCodePoint(codePoint);
  const script =
    PATTERNS.find(([, pattern]) => pattern.test(character))?.[0] ?? (/\p{L}/u.test(character) ? OTHER : undefined);
  known.set(codePoint, script);
  return script;
}

/** A stretch of a text in one script. */
export interface ScriptRun extends Span {
  readonly script: string;
}

/**
 * The stretches of a text by script, which tile it. What belongs to none goes with the script before it, at the
 * beginning with the first one (as the runs of Unicode's annex 24). O(text).
 */
export function scriptRuns(text: string): ScriptRun[] {
  const runs: ScriptRun[] = [];
  let start = 0;
  let current: string | undefined;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at)!;
    const script = scriptOf(point) ?? current;
    if (script !== current && current !== undefined) {
      runs.push({ script: current, start, end: at });
      start = at;
    }
    current = script;
    at += point > 0xffff ? 2 : 1;
  }
  if (text !== "") runs.push({ script: current ?? OTHER, start, end: text.length });
  return runs;
}
