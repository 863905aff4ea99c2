import type { Protection, Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Passage, PieceWriter } from "../text/passage.ts";

/** The notation of a scalar, as the parser names it. */
export type ScalarStyle = "PLAIN" | "QUOTE_SINGLE" | "QUOTE_DOUBLE" | "BLOCK_LITERAL" | "BLOCK_FOLDED";

const WHITE = /[ \t\r\n]+/y;
const WORDS = /[^ \t\r\n\\']+/y;
const DOUBLE_ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)/sy;

/**
 * The inside of a YAML scalar as a passage. It walks the notation and the parser's value side by side: what is the same
 * in both is verbatim, a stripped indentation, a folded line break or an escape is one piece. Nothing where the two do
 * not meet at the end, so a passage never says something else than the file.
 */
export function decodeYaml(
  file: string,
  span: Span,
  style: ScalarStyle,
  value: string,
  role: Role,
): Passage | undefined {
  const { start, end } = content(file, span, style);
  const raw = file.slice(start, end);
  const isBlock = style === "BLOCK_LITERAL" || style === "BLOCK_FOLDED";
  const writer = new PieceWriter();
  let at = 0;
  let decoded = 0;
  const add = (length: number, text: string): void => {
    writer.add({ start: start + at, end: start + at + length }, text);
    at += length;
    decoded += text.length;
  };
  while (at < raw.length) {
    const white = match(WHITE, raw, at);
    if (white !== undefined) {
      const reads = isBlock ? (match(WHITE, value, decoded) ?? "") : folded(white);
      add(white.length, reads);
      continue;
    }
    const encoded = style === "QUOTE_DOUBLE" ? match(DOUBLE_ESCAPE, raw, at) : undefined;
    if (encoded !== undefined) add(encoded.length, decodeEscape(encoded));
    else if (style === "QUOTE_SINGLE" && raw.startsWith("''", at)) add(2, "'");
    else {
      const words = match(WORDS, raw, at) ?? raw[at]!;
      add(words.length, words);
    }
  }
  const passage = writer.passage(role, end);
  return passage.text === value ? passage : undefined;
}

/** What must stay for a scalar to stay one: YAML gives plain words and first lines a meaning by where they stand. */
export function scalarGuards(file: string, span: Span, style: ScalarStyle): Protection[] {
  if (style === "QUOTE_SINGLE" || style === "QUOTE_DOUBLE") return [];
  const { start, end } = content(file, span, style);
  const chunks = [...file.slice(start, end).matchAll(/[^ \t\r\n]+/g)];
  const guarded = chunks.filter(({ 0: chunk }, i) =>
    style === "PLAIN" ? i === 0 || i === chunks.length - 1 || /[:#]/.test(chunk) : i === 0,
  );
  return guarded.map(({ 0: chunk, index }) => ({
    start: start + index,
    end: start + index + chunk.length,
    reason: "file structure",
  }));
}

/** The span without quotes, or without the header line of a block. */
function content(file: string, { start, end }: Span, style: ScalarStyle): Span {
  if (style === "PLAIN") return { start, end };
  if (style.startsWith("QUOTE")) return { start: start + 1, end: end - 1 };
  const header = file.indexOf("\n", start);
  return { start: header < 0 || header >= end ? end : header + 1, end };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Flow scalars: one line break reads as a space, more read as one fewer; spaces within a line are themselves. */
function folded(white: string): string {
  const breaks = white.split("\n").length - 1;
  if (breaks === 0) return white;
  return breaks === 1 ? " " : "\n".repeat(breaks - 1);
}

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "0": "\0",
    a: "\x07",
    b: "\b",
    e: "\x1b",
    f: "\f",
    n: "\n",
    r: "\r",
    t: "\t",
    v: "\v",
    N: "\x85",
    _: "\xa0",
    L: "\u2028",
    P: "\u2029",
  }),
);

function decodeEscape(encoded: string): string {
  const letter = encoded[1]!;
  if (letter === "\n" || letter === "\r") return "";
  if (/[xuU]/.test(letter) && encoded.length > 2) return String.fromCodePoint(Number.parseInt(encoded.slice(2), 16));
  return ESCAPES.get(letter) ?? letter;
}
