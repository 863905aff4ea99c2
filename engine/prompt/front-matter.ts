import type { Protection, Warning } from "../../protocol/prompt.ts";

/** The head of a file that no model receives: byte order mark and front matter. */
export interface Head {
  /** Where the body starts. */
  readonly end: number;
  readonly hasFrontMatter: boolean;
  readonly protections: readonly Protection[];
  readonly warnings: readonly Warning[];
}

/** YAML's fence, and TOML's. */
const OPENING = /^(---|\+\+\+)[ \t]*\r?\n/;
const CLOSING = { "---": /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm, "+++": /^\+\+\+[ \t]*(?:\r?\n|$)/gm };
const KEY = /^(?:[\w-]+|"[^"\n]*")[ \t]*[:=]/;

/**
 * Finds the front matter by its fences alone, because Cursor's is not strict YAML. Front matter that never closes
 * takes the whole file, with a warning; a first fence that no key follows is a rule and opens nothing.
 */
export function readHead(text: string): Head {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const protections: Protection[] = mark ? [{ start: 0, end: 1, reason: "byte order mark" }] : [];
  const opening = OPENING.exec(text.slice(mark, mark + 200));
  const inside = mark + (opening?.[0].length ?? 0);
  if (!opening) return { end: mark, hasFrontMatter: false, protections, warnings: [] };
  const fence = opening[1] as keyof typeof CLOSING;
  CLOSING[fence].lastIndex = inside;
  const closing = CLOSING[fence].exec(text);
  if (!closing && !KEY.test(text.slice(inside, inside + 200))) {
    return { end: mark, hasFrontMatter: false, protections, warnings: [] };
  }
  const end = closing ? closing.index + closing[0].length : text.length;
  protections.push({ start: mark, end, reason: "front matter" });
  const warnings: Warning[] = closing
    ? []
    : [
        {
          start: mark,
          end: inside,
          code: "unclosed-front-matter",
          message: `The front matter that opens here never closes with a line of ${fence}; all of the file counts as front matter.`,
        },
      ];
  return { end, hasFrontMatter: true, protections, warnings };
}
