import type { Strength } from "../../../protocol/compression.ts";
import { once } from "../../../protocol/once.ts";
import type { HeldProtection, Hold, Protection, ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { english } from "../../lexicon/words.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { jsonSpans, withoutProse } from "./json-spans.ts";
import { yamlSpans } from "./yaml-spans.ts";

/** The terms of a sentence: without one of them it says something else. Each stretch is one thing, whole or gone. */
const TERMS = ["negation", "number", "modal", "condition", "quoted text", "identifier"] as const;
/** What guards the meaning of its sentence, not the structure of the prompt; of two that overlap, the first named. */
const GUARDS: readonly ProtectionReason[] = [...TERMS, "question", "example"];

/** A question or command of at most this share of the text is what the rest is there for; a longer one is the text. */
const ASKED_SHARE = 0.15;

/** Whether a prompt holds what it asks as one thing, to be kept above all else. */
function isAsked({ question, text }: Prompt): boolean {
  return question?.span !== undefined && question.span.end - question.span.start <= ASKED_SHARE * text.length;
}

/**
 * The protections of a prompt, each with how it is held under a strength; what is not held at all is left out. With
 * them goes data: the JSON that stands in the text, a YAML or JSON file that holds no prompt that is known.
 */
export function heldProtections(prompt: Prompt, strength: Strength): HeldProtection[] {
  const { text, protections } = prompt;
  const asked = isAsked(prompt);
  return [...protections, ...dataSpans(prompt).map((span) => ({ ...span, reason: "data" as const }))].flatMap(
    (protection) => {
      if (protection.reason === "question" && !asked && strength === "normal") return [];
      const hold = isFrame(text, protection) && strength !== "strict" ? "guard" : holdOf(protection.reason, strength);
      return hold ? [{ ...protection, hold }] : [];
    },
  );
}

function dataSpans({ kind, text, passages }: Prompt): readonly Span[] {
  const [whole] = passages;
  // A byte order mark may stand before it.
  if (whole?.text.trim() === text.trim()) {
    if (kind === "yaml") return yamlSpans(whole.text).map((span) => whole.toSourceSpan(span));
    // It may be JSON that is being typed: what is malformed now is not for long.
    if (kind === "chat-json") return withoutProse(text, { start: 0, end: text.length });
  }
  return passages.flatMap((passage) => jsonSpans(passage.text).map((span) => passage.toSourceSpan(span)));
}

/** Whether it frames a list item, paragraph or line, and goes with it: list and quote marks, line breaks as the file writes them. */
function isFrame(text: string, { reason, start, end }: Protection): boolean {
  if (reason === "list marker") return true;
  if (reason === "line break") return /[\r\n]/.test(text[start]!);
  return (
    (reason === "file structure" || reason === "escape sequence") && /^(?:\s+|\\[nrt])$/.test(text.slice(start, end))
  );
}

function holdOf(reason: ProtectionReason, strength: Strength): Hold | undefined {
  if (strength === "strict" || !GUARDS.includes(reason)) return "firm";
  return strength === "normal" ? "guard" : undefined;
}

/** Whether a guard is a term of its sentence. */
export function isTerm(reason: ProtectionReason | undefined): boolean {
  return TERMS.some((term) => term === reason);
}

/** Why a span is guarded, for look-ups in rising order; of several reasons the one that says most. */
export function guardFinder(prompt: Prompt): (span: Span) => ProtectionReason | undefined {
  const reasons = isAsked(prompt) ? GUARDS : GUARDS.filter((reason) => reason !== "question");
  const testers = reasons.map((reason) => {
    const spans = union(prompt.protections.filter((p) => p.reason === reason));
    return { reason, covers: overlapTester(spans) };
  });
  return (span) => testers.find(({ covers }) => covers(span))?.reason;
}

const LONGEST_LITERAL_WORDS = 16;
const LONGEST_LITERAL = 400;

/** A guarded stretch of the file that is one thing, with the reason shown for it. Disjoint and in order. */
export interface Literal extends Span {
  readonly reason: ProtectionReason;
}

/**
 * The indivisible literals of a prompt: its terms, but for long quotes, which are many words; of overlapping ones the
 * union, under the reason of the first and longest.
 */
export function literalsOf(text: string, protections: readonly Protection[]): Literal[] {
  const candidates = protections
    .filter((p) => isTerm(p.reason) && isShort(text, p))
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

const ends = once(() => new RegExp(`(?:${english().bounds.join("|")})$`, "i"));

/** Whether a bound such as "at least" stands right before what it bounds: then they are one. */
function bounds(text: string, modal: Literal, start: number): boolean {
  return (
    modal.reason === "modal" && ends().test(text.slice(modal.start, modal.end)) && text.slice(modal.end, start) === " "
  );
}

function isShort(text: string, { start, end }: Span): boolean {
  return end - start < LONGEST_LITERAL && text.slice(start, end).split(/\s+/).length <= LONGEST_LITERAL_WORDS;
}
