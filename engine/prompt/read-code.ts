import { Passage } from "./passage.ts";
import type { Reading } from "./reading.ts";

const TRIPLE_QUOTED = /(?<!\\)("""|''')(?:\\\r?\n)?([^\\]*?(?:\\[\s\S][^\\]*?)*?)\1/g;
const PLACE = /\$\{(?:[^{}`]|`[^`]{0,500}`|\{[^{}]{0,500}\}){0,500}\}/;
const TEMPLATE = new RegExp(
  `(?<!\\\\)(\`)([^\`\\\\$]*(?:(?:\\\\[\\s\\S]|\\$(?!\\{)|${PLACE.source})[^\`\\\\$]*)*)\``,
  "g",
);

/** How languages write a string over several lines: its opening mark, then its text. */
const LONG_STRINGS: Readonly<Record<string, RegExp>> = {
  py: TRIPLE_QUOTED,
  cs: TRIPLE_QUOTED,
  java: TRIPLE_QUOTED,
  ts: TEMPLATE,
  tsx: TEMPLATE,
  js: TEMPLATE,
  go: /(`)([^`]*)`/g,
};

/**
 * Reads a file of code: its strings over several lines are what a model receives, all else is code. Nothing where the
 * name is not that of code, or where there is no such string: then it may be a part of one, which a user selected.
 */
export function readCode(text: string, path = ""): Reading | undefined {
  const strings = LONG_STRINGS[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
  const passages = strings
    ? [...text.matchAll(strings)]
        .filter(([, , content]) => /\S\s+\S/.test(content!) && content!.includes("\n"))
        .map(({ 0: string, 1: mark, 2: content, index }) => {
          const end = index + string.length - mark!.length;
          return Passage.verbatim("user", text, { start: end - content!.length, end });
        })
    : [];
  return passages.length > 0 ? { parts: [], passages, protections: [], warnings: [], sectionDepth: 0 } : undefined;
}
