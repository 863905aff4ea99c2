import type { Span } from "../../protocol/span.ts";

/** A file that a text names with `@`. */
export interface Mention extends Span {
  readonly path: string;
}

/** Code blocks and spans: there an `@` is a sign like others. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const MENTION = /(?<![^\s(])@((?:~\/|\.{0,2}\/)?[\p{L}\p{N}_.][\p{L}\p{N}_./-]*)/gu;

/** The same text with blanks for its code. */
export function withoutCode(text: string): string {
  return text.replace(CODE, (code) => " ".repeat(code.length));
}

/** What a text names with `@` outside of code, in its order. That a name means a file is for others to find out. O(text). */
export function mentionsIn(text: string): Mention[] {
  return [...withoutCode(text).matchAll(MENTION)].map(({ 1: written, index }) => {
    const path = written!.replace(/[.,;:]+$/, "");
    return { path, start: index, end: index + 1 + path.length };
  });
}
