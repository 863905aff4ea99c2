import * as l10n from "@vscode/l10n";
import { firstIndex } from "../../../protocol/binary-search.ts";
import type { Protection, ProtectionReason, Warning } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";

/** The engines of templates whose marks are known: each drops comments of its own. */
export type TemplateEngine = "jinja" | "handlebars";

/** What a template engine will replace or drop before any model reads the text. */
export interface TemplateMarks {
  readonly protections: readonly Protection[];
  /** Comments: no model receives them. */
  readonly comments: readonly Span[];
  readonly warnings: readonly Warning[];
}

const DELIMITED = /\{\{!--|\{\{!|\{\{|\{%|\{#|\$\{/g;
const CLOSERS: Readonly<Record<string, string>> = {
  "{{!--": "--}}",
  "{{!": "}}",
  "{{": "}}",
  "{%": "%}",
  "{#": "#}",
  "${": "}",
};
const RAW_END = /\{%[-+]?\s*end(raw|verbatim)\b[^%\n]{0,40}%\}/g;

/**
 * Marks what a template engine replaces or drops: `{{x}}`, `{% if %}`, `${x}`, comments, with strings inside skipped
 * over. A delimiter that never closes protects the rest of the file where that is known to be a template, and
 * means nothing elsewhere; so does one that is known to other engines only. Linear in the length of the text.
 */
export function templateMarks(text: string, engine?: TemplateEngine): TemplateMarks {
  const protections: Protection[] = [];
  const comments: Span[] = [];
  const warnings: Warning[] = [];
  const rawEnds = Array.from(text.matchAll(RAW_END), ({ 0: tag, index }) => ({
    start: index,
    end: index + tag.length,
  }));
  DELIMITED.lastIndex = 0;
  for (let match = DELIMITED.exec(text); match; match = DELIMITED.exec(text)) {
    const opener = match[0];
    const start = match.index;
    const isOwn = engine !== undefined && belongs(opener, engine);
    const end = closingEnd(text, start + opener.length, CLOSERS[opener]!, isOwn);
    if (end === undefined) {
      if (!isOwn) continue;
      warnings.push({
        start,
        end: start + opener.length,
        code: "unclosed-template",
        message: l10n.t(
          "The template mark {0} that opens here never closes; the rest of the file is left as it is.",
          opener,
        ),
      });
      protections.push({ start, end: text.length, reason: "template tag" });
      break;
    }
    const inner = text.slice(start + opener.length, Math.min(end, start + opener.length + 40));
    const markEnd = opensRaw(opener, inner) ? nextEnd(rawEnds, end) : end;
    if (isOwn && (opener === "{#" || opener.startsWith("{{!"))) comments.push({ start, end });
    else protections.push({ start, end: markEnd, reason: reasonFor(opener, inner) });
    DELIMITED.lastIndex = markEnd;
  }
  return { protections, comments, warnings };
}

/** Whether a template's engine knows the mark: only then may it be dropped as a comment, or run to the end unclosed. */
function belongs(opener: string, engine: TemplateEngine): boolean {
  if (opener === "{#") return engine === "jinja";
  return opener.startsWith("{{!") ? engine === "handlebars" : true;
}

function reasonFor(opener: string, inner: string): ProtectionReason {
  return opener === "{%" || opener === "{#" || (opener === "{{" && /^[-~{]?\s*(?:[#/^>]|else\b)/.test(inner))
    ? "template tag"
    : "template variable";
}

/** A raw block is one mark, to the end of its closing tag. */
function opensRaw(opener: string, inner: string): boolean {
  return opener === "{%" && /^[-+]?\s*(?:raw|verbatim)\b/.test(inner);
}

/** Where the first span after `from` ends; `from` where there is none. */
function nextEnd(spans: readonly Span[], from: number): number {
  return spans[firstIndex(0, spans.length, (i) => spans[i]!.start >= from)]?.end ?? from;
}

/** Where it is not its own engine's, a mark that does not close this soon is taken for something else. */
const FAR = 1000;

/** Where the mark ends: after its closer, outside of strings, and after the closing braces that follow it. */
function closingEnd(text: string, from: number, closer: string, isOwn: boolean): number | undefined {
  const comment = closer === "#}" || closer === "--}}";
  const limit = isOwn ? text.length : Math.min(text.length, from + FAR);
  if (!isOwn && !text.slice(from, limit + closer.length).includes(closer)) return undefined;
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const c = text[at]!;
    if (depth === 0 && text.startsWith(closer, at)) {
      let end = at + closer.length;
      while (closer === "}}" && text[end] === "}") end++;
      return end;
    }
    if (comment) continue;
    if (c === '"' || c === "'") at = stringEnd(text, at, limit);
    else if (closer === "}" && c === "{") depth++;
    else if (closer === "}" && c === "}") depth--;
  }
  return undefined;
}

/** No string inside a mark is longer. */
const LONGEST_STRING = 1000;

/** Index of the quote that closes the string opened at `at`, or `at` itself where none does on the same line. */
function stringEnd(text: string, at: number, limit: number): number {
  const end = Math.min(limit, at + LONGEST_STRING);
  for (let i = at + 1; i < end && text[i] !== "\n"; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === text[at]) return i;
  }
  return at;
}
