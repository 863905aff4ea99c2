import type { Role } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Passage, PieceWriter } from "../text/passage.ts";

/** A string of code as it is read without the blanks that all of its lines begin with. */
export function dedented(role: Role, file: string, { start, end }: Span): Passage {
  const lines = file.slice(start, end).split(/(?<=\n)/);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/[^ \t]/));
  const shared = Math.min(...indents);
  const writer = new PieceWriter();
  let at = start;
  for (const line of lines) {
    const words = at + Math.min(/^[ \t]*/.exec(line)![0].length, shared);
    writer.add({ start: at, end: words }, "");
    writer.add({ start: words, end: at + line.length }, file.slice(words, at + line.length));
    at += line.length;
  }
  return writer.passage(role, end);
}
