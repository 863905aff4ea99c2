import { type Enclosure, mediaKindOf, sourceOf } from "./enclosures.ts";
import type { Reading } from "./reading.ts";

/** Prompt files whose host attaches what they link to: VS Code's, and prompty's pictures. */
const ATTACHES = /\.(?:prompt\.md|prompty)$/i;
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const LINK =
  /!\[(?<alt>[^\]\n]{0,300})\](?:\(\s*(?:<(?<angled>[^<>\n]{1,1000})>|(?<bare>[^)\s<>]{1,1000}))[^)\n]{0,300}\)|\[(?<label>[^\]\n]{0,300})\])?|<img\b[^>]{0,500}?\bsrc\s*=\s*["'](?<src>[^"'\n]{1,1000})["']/gi;
/** Where a reference leads. */
const DEFINITION = /^ {0,3}\[([^\]\n]{1,300})\]:[ \t]*(?:<([^<>\n]{1,1000})>|([^\s<>]{1,1000}))/gm;
const FAR = /^(?!file:)[a-z][a-z\d+.-]+:/i;
const DATA_URL = /data:(?:image|audio|video|application\/pdf)[^,\s"')]{0,100};base64,[\w+/-]{64}[\w+/-]*={0,2}/gi;

/**
 * The pictures and recordings that stand in a text as data URLs. They are sent as that text: whoever wants them seen
 * attaches them.
 */
export function dataUrls({ passages }: Reading): Enclosure[] {
  return passages.flatMap((passage): Enclosure[] => {
    if (!passage.text.includes(";base64,")) return [];
    return [...withoutCode(passage.text).matchAll(DATA_URL)].map(({ 0: url, index }): Enclosure => {
      const span = passage.toSourceSpan({ start: index, end: index + url.length });
      const { role, row } = passage;
      const kind = mediaKindOf(url) ?? "document";
      return { ...span, row, what: "medium", kind, role, ...sourceOf(url), isAttached: false };
    });
  });
}

/**
 * The pictures and recordings that a text shows from files beside it. They are sent where the file's host attaches them;
 * elsewhere the link is sent as its text alone.
 */
export function mediaLinks({ passages }: Reading, path: string): Enclosure[] {
  return passages.flatMap((passage): Enclosure[] => {
    if (!passage.text.includes("![") && !/<img\b/i.test(passage.text)) return [];
    const text = withoutCode(passage.text);
    const references = new Map(
      [...text.matchAll(DEFINITION)].map(([, label, angled, bare]) => [label!.toLowerCase(), angled ?? bare!] as const),
    );
    return [...text.matchAll(LINK)].flatMap(({ 0: link, groups = {}, index }): Enclosure[] => {
      const { alt = "", label, angled, bare, src } = groups;
      const place = angled ?? bare ?? src ?? references.get((label || alt).toLowerCase()) ?? "";
      const kind = FAR.test(place) ? undefined : mediaKindOf(place);
      if (kind === undefined) return [];
      const span = passage.toSourceSpan({ start: index, end: index + link.length });
      const { role, row } = passage;
      return [{ ...span, row, what: "medium", kind, role, place, isAttached: ATTACHES.test(path) }];
    });
  });
}

function withoutCode(text: string): string {
  return text.replace(CODE, (code) => " ".repeat(code.length));
}
