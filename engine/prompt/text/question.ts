import { once } from "../../../protocol/once.ts";
import type { Span } from "../../../protocol/span.ts";
import { cuesOf } from "../../lexicon/words.ts";
import type { Passage } from "./passage.ts";
import { sentences } from "./segment.ts";

/** What the prompt asks for. `span` is in the file; absent where a given question does not stand in the text. */
export interface Question {
  readonly text: string;
  readonly span?: Span;
}

/** A question stands near an end of the prompt: this much of each end is looked at, in UTF-16 units and sentences. */
const NEAR = 2000;
const FIRST_OR_LAST = 3;

const ASKS = /[?？؟]["'”’»)\]*_`]*\s*$/;

const patterns = once(() => {
  const labels = cuesOf(({ questions }) => questions.labels).join("|");
  const openings = cuesOf(({ questions }) => questions.openings).join("|");
  const commands = cuesOf(({ questions }) => questions.commands).join("|");
  return {
    labelled: new RegExp(
      String.raw`(?:^|\n)[ \t]*(?:#{1,6} |\*\*)?(?:${labels})(?:\*\*)?[:：](?:\*\*)?[ \t]*(\S[^\n]{0,1000})`,
      "gi",
    ),
    command: new RegExp(String.raw`^[^\p{L}\p{N}_]{0,4}(?:(?:${openings}) )?(?:${commands})(?![\p{L}\p{N}_])`, "iu"),
  };
});

/**
 * Finds what a prompt asks: a labelled line ("Question: ..."), else the last question among the last or first
 * sentences, else the last command among them. It looks in the last user message, or in the last passage where nobody
 * speaks.
 */
export function findQuestion(passages: readonly Passage[]): Question | undefined {
  const asked = passages.findLast((p) => p.role === "user" && p.text.trim() !== "");
  const passage = asked ?? passages.findLast((p) => p.text.trim() !== "");
  if (!passage) return undefined;
  const span = labelled(passage.text) ?? spoken(passage.text);
  return span && { text: passage.text.slice(span.start, span.end), span: passage.toSourceSpan(span) };
}

/** Where a question that the user gave stands in the prompt: its last occurrence. */
export function locateQuestion(passages: readonly Passage[], question: string): Question {
  const text = question.trim();
  for (const passage of passages.toReversed()) {
    const start = text === "" ? -1 : passage.text.lastIndexOf(text);
    if (start >= 0) return { text, span: passage.toSourceSpan({ start, end: start + text.length }) };
  }
  return { text };
}

function labelled(text: string): Span | undefined {
  const from = Math.max(0, text.length - NEAR);
  const last = [...text.slice(from).matchAll(patterns().labelled)].at(-1);
  if (!last) return undefined;
  const question = last[1]!.trimEnd();
  const start = from + last.index + last[0].indexOf(last[1]!);
  return { start, end: start + question.length };
}

function spoken(text: string): Span | undefined {
  const ends = [...lastSentences(text), ...firstSentences(text)];
  const found =
    ends.find((s) => ASKS.test(slice(text, s))) ?? ends.find((s) => patterns().command.test(slice(text, s)));
  return found && trim(text, found);
}

/** The last sentences, the last of them first. */
function lastSentences(text: string): Span[] {
  const from = Math.max(0, text.length - NEAR);
  return sentences(text.slice(from))
    .slice(-FIRST_OR_LAST)
    .reverse()
    .map((s) => ({ start: from + s.start, end: from + s.end }));
}

function firstSentences(text: string): Span[] {
  return sentences(text.slice(0, NEAR)).slice(0, FIRST_OR_LAST);
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function trim(text: string, span: Span): Span {
  const words = slice(text, span);
  const start = span.start + words.length - words.trimStart().length;
  return { start, end: start + words.trim().length };
}
