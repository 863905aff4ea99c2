import type { Strength } from "../../protocol/compression.ts";
import type { Protection, ProtectionReason } from "../../protocol/prompt.ts";
import type { Span } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import { jsonSpans } from "./json-spans.ts";
import { yamlSpans } from "./yaml-spans.ts";

/** What may go at all under some setting: it guards the meaning of a sentence, not the structure of the prompt. */
const MEANING: ReadonlySet<ProtectionReason> = new Set<ProtectionReason>([
  "path",
  "identifier",
  "number",
  "quoted text",
  "negation",
  "modal",
  "condition",
  "example",
]);

/** What decides how much of a prompt's protections is absolute. */
export interface Firmness {
  readonly strength?: Strength;
  /** Given by the user; a question that was found in the prompt changes nothing. */
  readonly question?: string;
}

/**
 * The protections that no budget overrides: all of them, but for what guards the meaning of a sentence where a question
 * decides which sentences matter, or at `light`. With them goes data: the JSON that stands in the text, a YAML file.
 */
export function absolute(
  { kind, text, protections, passages }: Prompt,
  { strength = "normal", question }: Firmness,
): Protection[] {
  const isAll = strength === "strict" || (strength === "normal" && !question);
  const inQuestion = strength === "light" ? [] : protections.filter((p) => p.reason === "question");
  const data =
    kind === "yaml" && passages[0]?.text.length === text.length
      ? yamlSpans(text)
      : passages.flatMap((passage) => jsonSpans(passage.text).map((span) => passage.toSourceSpan(span)));
  return [
    ...(isAll ? protections : protections.filter((p) => !MEANING.has(p.reason) && p.reason !== "question")),
    ...(isAll ? [] : inQuestion),
    ...data.map((span) => ({ ...span, reason: "data" as const })),
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
const LONGEST_LITERAL = 400;

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
    if (last && (start < last.end || bounds(text, last, start)) && end - last.start < LONGEST_LITERAL)
      last.end = Math.max(last.end, end);
    else if (!last || start >= last.end) literals.push({ start, end, reason });
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
  return end - start < LONGEST_LITERAL && text.slice(start, end).split(/\s+/).length <= LONGEST_LITERAL_WORDS;
}
