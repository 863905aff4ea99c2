import type { Replacement } from "./edits.ts";
import { isData, type PromptKind } from "./formats.ts";
import type { Span } from "./span.ts";

const MARK = /<!--\s{0,20}(\/?)tare\b[^<>]{0,200}?-->/gi;

/**
 * The comments in a prompt that keep a stretch of it from every compression, as insertions; undefined where the file has
 * no comments, or where the prompt gives the section a rate already, which the comments would end.
 */
export function keepComment(text: string, kind: PromptKind, { start, end }: Span): Replacement[] | undefined {
  if (isData(kind)) return undefined;
  const before = [...text.slice(0, start).matchAll(MARK)].at(-1);
  if (before && before[1] === "") return undefined;
  const stretch = text.slice(start, end);
  const words = start + /^\s*(?:(?:[-*+•]|\d{1,9}[.)])\s+)?/.exec(stretch)![0].length;
  const last = start + stretch.trimEnd().length;
  return [
    { start: words, end: words, text: "<!-- tare: keep=1 -->" },
    { start: last, end: last, text: "<!-- /tare -->" },
  ];
}
