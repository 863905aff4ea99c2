import * as l10n from "@vscode/l10n";
import type { Protection, Warning } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";

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

/** Whether a text begins like a file with front matter: a look before it is read. */
export function mayHaveFrontMatter(head: string): boolean {
  return /^---[ \t]*\r?\n/.test(head);
}

/** The first line of front matter that is neither blank nor a comment. */
const FIRST = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/;
const KEY = /^(?:[\p{L}\p{N}_$.-]+|"[^"\n]*"|'[^'\n]*')[ \t]*[:=]|^\[/u;

/** What stands below a rule at the very top where front matter would have its first key: without it there might be some. */
export function insteadOfKey(text: string): Span | undefined {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const opening = OPENING.exec(text.slice(mark, mark + 200));
  if (!opening || readHead(text).hasFrontMatter) return undefined;
  const start = mark + opening[0].length;
  const first = start + FIRST.exec(text.slice(start))![0].length;
  const end = text.indexOf("\n", first);
  return { start, end: end < 0 ? text.length : end };
}

/**
 * Finds the front matter by its fences and its first key, because Cursor's is not strict YAML. A fence that no key
 * follows is a rule and opens nothing; nor does one that never closes, which is told.
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
  const content = text.slice(inside, closing?.index ?? text.length);
  const first = content.slice(FIRST.exec(content)![0].length);
  if (closing && (KEY.test(first) || content.trim() === "")) {
    const end = closing.index + closing[0].length;
    return {
      end,
      hasFrontMatter: true,
      protections: [...protections, { start: mark, end, reason: "front matter" }],
      warnings: [],
    };
  }
  const message = l10n.t(
    "The front matter that opens here never closes with a line of {0}; it is read as text.",
    fence,
  );
  const warning = { start: mark, end: inside, code: "unclosed-front-matter", message };
  return { end: mark, hasFrontMatter: false, protections, warnings: !closing && KEY.test(first) ? [warning] : [] };
}
