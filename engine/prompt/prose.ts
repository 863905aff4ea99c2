import { complement, type Span } from "../../protocol/span.ts";
import type { Prompt } from "./parse.ts";

/** What of a prompt's file is sent and is prose: no front matter, tools, code or data. Disjoint and in order. */
export function proseSpans({ text, passages, protections }: Prompt): Span[] {
  const code = protections.filter((p) => p.reason === "code block" || p.reason === "data" || p.reason === "table");
  const outside = complement(
    passages.map((p) => p.source),
    text.length,
  );
  return complement([...code, ...outside], text.length);
}
