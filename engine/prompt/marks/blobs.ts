import type { Protection } from "../../../protocol/prompt.ts";
import { type Span, union } from "../../../protocol/span.ts";

/**
 * Runs that are no words: data URLs, encoded bytes in one line or wrapped, anything of ASCII that goes on and on. "At least
 * 80" is written {80}x*: with {80,} a run of ten million overflows the stack of regular expressions.
 */
const RUNS: readonly RegExp[] = [
  /\bdata:[\w.+-]{1,40}\/[\w.+-]{1,60}(?:;[\w=.-]{1,40}){0,4},[^\s"'<>()]{20}[^\s"'<>()]*/g,
  /(?<![\w+/=-])(?=[^\d\s]{0,60}\d)(?=[^a-z\s]{0,60}[a-z])(?=[^A-Z\s]{0,60}[A-Z])[\w+/-]{80}[\w+/-]*={0,2}|\b[0-9a-f]{80}[0-9a-f]*\b/g,
  /(?:^[\w+/]{60,80}\r?\n){2,}(?:^[\w+/]{1,80}={0,2}$)?/gm,
  /(?<![!-~])[!-~]{200}[!-~]*/g,
];
/** A line of ASCII this long with so few blanks was written by a program. */
const LONG = 500;
const FEW_BLANKS = 1 / 12;
/** Addresses have no blanks either. */
const URL = /https?:\/\/[^\s<>"']{1,2000}/g;

/** What of a text is no prose and no code that anybody reads: encoded bytes, minified lines, drawings. Linear in its length. */
export function blobMarks(text: string): Protection[] {
  const runs = RUNS.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: run, index }) => ({ start: index, end: index + run.trimEnd().length })),
  );
  return union([...runs, ...minifiedLines(text), ...drawings(text)]).map((span) => ({ ...span, reason: "data" }));
}

/** A shorter drawing is an example to be read. */
const LONG_DRAWING = 200;

/** Elements of SVG, from tag to tag. */
function drawings(text: string): Span[] {
  const found: Span[] = [];
  let from = 0;
  for (const { index } of text.matchAll(/<svg[\s>]/gi)) {
    if (index < from) continue;
    const close = text.indexOf("</svg>", index);
    if (close < 0) break;
    from = close + "</svg>".length;
    if (from - index >= LONG_DRAWING) found.push({ start: index, end: from });
  }
  return found;
}

function minifiedLines(text: string): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line.length >= LONG && isMinified(line.replace(URL, "")))
      found.push({ start, end: start + line.trimEnd().length });
    start += line.length + 1;
  }
  return found;
}

function isMinified(line: string): boolean {
  return line.length >= LONG && !/[^\t\r -~]/.test(line) && (line.match(/\s/g)?.length ?? 0) < FEW_BLANKS * line.length;
}
