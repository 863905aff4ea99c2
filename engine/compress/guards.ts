import type { Strength } from "../../protocol/compression.ts";
import type { Protection, ProtectionReason } from "../../protocol/prompt.ts";
import type { Span } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import { jsonSpans } from "./json-spans.ts";
import { yamlSpans } from "./yaml-spans.ts";

/** What may go as a whole together with what stands around it, but is never broken and never goes before it. */
const GUARDED: ReadonlySet<ProtectionReason> = new Set<ProtectionReason>([
  "path",
  "identifier",
  "number",
  "quoted text",
  "negation",
  "modal",
  "condition",
  "example",
  "question",
]);

/**
 * What no budget overrides: at `strict` all protections, else those of the prompt's structure and code; and data:
 * the JSON that stands in its text, a YAML file.
 */
export function untouchable(
  { kind, text, protections, passages }: Prompt,
  strength: Strength = "normal",
): Protection[] {
  const data =
    kind === "yaml" && passages[0]?.text.length === text.length
      ? yamlSpans(text)
      : passages.flatMap((passage) => jsonSpans(passage.text).map((span) => passage.toSourceSpan(span)));
  return [
    ...(strength === "strict" ? protections : protections.filter((p) => !GUARDED.has(p.reason))),
    ...data.map((span) => ({ ...span, reason: "code block" as const })),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Guards whose stretch is one thing: it stays whole or goes whole. Longer quotes are text like any other. */
const INDIVISIBLE: ReadonlySet<ProtectionReason> = new Set<ProtectionReason>([
  "path",
  "identifier",
  "number",
  "quoted text",
  "negation",
  "modal",
  "condition",
]);
const LONGEST_LITERAL_WORDS = 16;

/** A guarded stretch of the file that is one thing, with the reason shown for it. Disjoint and in order. */
export interface Literal extends Span {
  readonly reason: ProtectionReason;
}

/** The indivisible literals of a prompt; of overlapping ones the union, under the reason of the first and longest. */
export function literalsOf(text: string, protections: readonly Protection[]): Literal[] {
  const candidates = protections
    .filter((p) => INDIVISIBLE.has(p.reason) && isShort(text, p))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const literals: { start: number; end: number; reason: ProtectionReason }[] = [];
  for (const { start, end, reason } of candidates) {
    const last = literals.at(-1);
    if (last && (start < last.end || bounds(text, last, start))) last.end = Math.max(last.end, end);
    else literals.push({ start, end, reason });
  }
  return literals;
}

/** Whether a bound such as "at least" stands right before what it bounds: then they are one. */
function bounds(text: string, modal: Literal, start: number): boolean {
  return (
    modal.reason === "modal" &&
    /(?:least|most|than|to|exactly)$/i.test(text.slice(modal.start, modal.end)) &&
    text.slice(modal.end, start) === " "
  );
}

function isShort(text: string, { start, end }: Span): boolean {
  return end - start < 300 && text.slice(start, end).split(/\s+/).length <= LONGEST_LITERAL_WORDS;
}
