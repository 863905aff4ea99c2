import type { Span } from "./span.ts";

/**
 * The whole line of a span, with its line break: where it may go because nothing but marks stands beside the span, and no
 * deeper line hangs on it. Undefined elsewhere. O(line).
 */
export function ownLine(text: string, { start, end }: Span): Span | undefined {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = (text.indexOf("\n", end) + 1 || text.length + 1) - 1;
  const beside = text.slice(from, start) + text.slice(end, to);
  const next = text.slice(to + 1).split("\n", 1)[0]!;
  const isAlone = !/[\p{L}\p{N}]/u.test(beside) && !text.slice(start, end).includes("\n");
  const hangs = next.trim() !== "" && indentOf(next) > indentOf(text.slice(from, to));
  return isAlone && !hangs ? { start: from, end: Math.min(to + 1, text.length) } : undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
