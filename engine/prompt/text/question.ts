import type { Span } from "../../../protocol/span.ts";
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

const LABELLED =
  /(?:^|\n)[ \t]*(?:#{1,6} |\*\*)?(?:question|query|task|user question|instruction|q|frage|aufgabe|pregunta|问题|任务)(?:\*\*)?[:：](?:\*\*)?[ \t]*(\S[^\n]{0,1000})/gi;
const ASKS = /[?？؟]["'”’»)\]*_`]*\s*$/;
const COMMANDS =
  /^\W{0,4}(?:please |now |then |kindly )?(?:answer|analy[sz]e|assess|build|calculate|choose|classify|compare|compute|convert|count|create|decide|describe|design|determine|draft|evaluate|explain|extract|find|fix|generate|give|identify|implement|improve|list|name|outline|paraphrase|plan|predict|produce|propose|prove|provide|rank|rate|read|refactor|reply|respond|return|review|rewrite|select|solve|sort|suggest|summari[sz]e|tell|translate|update|verify|write|your (?:task|job|goal) is)\b|^(?:请|帮我|fasse|schreibe|übersetze|erkläre|resume|escribe|traduce|écri(?:s|vez)|résume[rz]?|tradui(?:s|sez))/i;

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
  const last = [...text.slice(from).matchAll(LABELLED)].at(-1);
  if (!last) return undefined;
  const question = last[1]!.trimEnd();
  const start = from + last.index + last[0].indexOf(last[1]!);
  return { start, end: start + question.length };
}

function spoken(text: string): Span | undefined {
  const ends = [...lastSentences(text), ...firstSentences(text)];
  const found = ends.find((s) => ASKS.test(slice(text, s))) ?? ends.find((s) => COMMANDS.test(slice(text, s)));
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
