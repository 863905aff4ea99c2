import type { Protection } from "../../../protocol/prompt.ts";
import { type Span, union } from "../../../protocol/span.ts";
import type { Heading } from "./markdown.ts";

const HEADING =
  /^(?:few[- ]?shot|examples?|sample (?:input|output|conversation|dialogue)s?|demonstrations?|beispiele?|ejemplos?|exemples?|示例|例子)\b/i;
const TAGGED = /<(examples?|few[-_]?shot|sample)(?:\s[^<>]{0,200})?>/gi;
const label = (names: string) => String.raw`[ \t]*(?:\*\*)?(?:${names})(?: ?\d{1,3})?(?:\*\*)?:`;
const ASKED = label("q|question|input|user|human|text|sentence|review|problem|source");
const ANSWERED = label("a|answer|output|assistant|ai|label|sentiment|solution|target|class|category");
const PAIR = new RegExp(String.raw`^${ASKED}[^\n]*\n(?:[^\n]*\n){0,6}?${ANSWERED}[ \t]*\S[^\n]*`, "gim");
const ANSWERED_LINE = new RegExp(`^${ANSWERED}`, "im");
const ASKED_LINE = new RegExp(String.raw`^${ASKED}[^\n]*`, "gim");
const OPENS_ASKED = new RegExp(`^${ASKED}`, "i");
const OPENS_ANSWERED = new RegExp(`^${ANSWERED}`, "i");

/** Whether a title calls what follows examples. */
export function isCalledExample(title: string): boolean {
  return HEADING.test(title);
}

/** Whether a line is labelled as what an example asks: `Input: …`. */
export function isAsked(line: string): boolean {
  return OPENS_ASKED.test(line);
}

/** Whether a line is labelled as an example's answer: `Output: …`. */
export function isAnswered(line: string): boolean {
  return OPENS_ANSWERED.test(line);
}

/**
 * Few-shot examples, each group as one stretch: sections that are called examples, `<example>` elements, and two or
 * more answered pairs such as `Q: ... A: ...`. Their wording is what the model imitates.
 */
export function exampleMarks(text: string, headings: readonly Heading[]): Protection[] {
  return [...sectionsOfExamples(text, headings), ...taggedExamples(text), ...answeredPairs(text)];
}

function sectionsOfExamples(text: string, headings: readonly Heading[]): Protection[] {
  const found: Protection[] = [];
  headings.forEach((heading, i) => {
    if (!isCalledExample(heading.title)) return;
    let next = i + 1;
    while (next < headings.length && headings[next]!.level > heading.level) next++;
    found.push({ start: heading.start, end: headings[next]?.start ?? text.length, reason: "example" });
  });
  return found;
}

function taggedExamples(text: string): Protection[] {
  const found: Protection[] = [];
  let from = 0;
  for (const match of text.matchAll(TAGGED)) {
    if (match.index < from) continue;
    const closing = `</${match[1]}>`;
    const at = text.indexOf(closing, match.index);
    if (at < 0) break;
    from = at + closing.length;
    found.push({ start: match.index, end: from, reason: "example" });
  }
  return found;
}

function answeredPairs(text: string): Protection[] {
  const pairs = [...text.matchAll(PAIR)];
  if (pairs.length < 2) return [];
  const last = pairs.at(-1)!;
  return [{ start: pairs[0]!.index, end: last.index + last[0].length, reason: "example" }];
}

/**
 * What examples ask: a line labelled so, up to the answer's label below it, or within what is known to be `examples`.
 * Disjoint and in order. O(text).
 */
export function askedTurns(text: string, examples: readonly Span[]): Span[] {
  const pairs = [...text.matchAll(PAIR)].map(({ 0: pair, index }) => {
    const answer = pair.search(ANSWERED_LINE);
    return { start: index, end: index + (answer < 0 ? pair.length : answer) };
  });
  const lines = examples.flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(ASKED_LINE)].map(({ 0: line, index }) => ({
      start: start + index,
      end: start + index + line.length,
    })),
  );
  return union([...pairs, ...lines]);
}
