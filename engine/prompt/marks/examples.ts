import { once } from "../../../protocol/once.ts";
import type { Protection } from "../../../protocol/prompt.ts";
import type { Span } from "../../../protocol/span.ts";
import { type Cues, cuesOf } from "../../lexicon/words.ts";
import type { Heading } from "./markdown.ts";

const patterns = once(() => {
  const names = (pick: (examples: Cues["examples"]) => readonly string[]) =>
    cuesOf(({ examples }) => pick(examples)).join("|");
  const label = (names: string) => String.raw`[ \t]*(?:\*\*)?(?:${names})(?: ?\d{1,3})?(?:\*\*)?:`;
  const asked = label(names(({ asked, problems }) => [...asked, ...problems]));
  const answered = label(names((examples) => examples.answered));
  return {
    title: new RegExp(String.raw`^(?:${names(({ titles }) => titles)})\b`, "i"),
    said: new RegExp(String.raw`^(?:\P{L}*)(?:${names(({ said }) => said)})\P{L}*$`, "iu"),
    leadIn: new RegExp(String.raw`(?<![\p{Lu}\p{Ll}])(?:${names(({ titles }) => titles)})(?![\p{Lu}\p{Ll}])`, "iu"),
    offer: new RegExp(String.raw`^\P{L}{0,8}(?:${names(({ offers }) => offers)})`, "iu"),
    tag: new RegExp(String.raw`<(${names(({ tags }) => tags)})(?:\s[^<>]{0,200})?>`, "gi"),
    pair: new RegExp(String.raw`^${asked}[^\n]*\n(?:[^\n]*\n){0,6}?${answered}[ \t]*\S[^\n]*`, "gim"),
    answeredLine: new RegExp(`^${answered}`, "im"),
    opensAsked: new RegExp(`^${asked}`, "i"),
    opensAnswered: new RegExp(`^${answered}`, "i"),
  };
});

/** Whether a title calls what follows examples. */
export function isCalledExample(title: string): boolean {
  return patterns().title.test(title);
}

/** Whether a sentence that announces what follows calls it examples: `Here are a few examples:`. */
export function callsExamples(leadIn: string): boolean {
  return patterns().leadIn.test(leadIn);
}

/** Whether a sentence offers help, as whoever is instructed is to say it: "How can I help you?" */
export function offersHelp(sentence: string): boolean {
  return patterns().offer.test(sentence);
}

/** Whether a line is labelled as what an example asks: `Input: …`. */
export function isAsked(line: string): boolean {
  return patterns().opensAsked.test(line);
}

/** Whether a line is labelled as an example's answer: `Output: …`. */
export function isAnswered(line: string): boolean {
  return patterns().opensAnswered.test(line);
}

/**
 * Few-shot examples, each group as one stretch: sections that are called examples, `<example>` elements, and two or
 * more answered pairs such as `Q: ... A: ...`; and what stands under the title of a text to be said, such as "Welcome
 * message". Their wording is what the model imitates.
 */
export function exampleMarks(text: string, headings: readonly Heading[]): Protection[] {
  return [
    ...sections(text, headings, isCalledExample, "example"),
    ...sections(text, headings, (title) => patterns().said.test(title), "quoted text"),
    ...taggedExamples(text),
    ...answeredPairs(text),
  ];
}

function sections(
  text: string,
  headings: readonly Heading[],
  isMeant: (title: string) => boolean,
  reason: "example" | "quoted text",
): Protection[] {
  const found: Protection[] = [];
  headings.forEach((heading, i) => {
    if (!isMeant(heading.title)) return;
    let next = i + 1;
    while (next < headings.length && headings[next]!.level > heading.level) next++;
    found.push({ start: heading.start, end: headings[next]?.start ?? text.length, reason });
  });
  return found;
}

function taggedExamples(text: string): Protection[] {
  const found: Protection[] = [];
  let from = 0;
  for (const match of text.matchAll(patterns().tag)) {
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
  const pairs = [...text.matchAll(patterns().pair)];
  if (pairs.length < 2) return [];
  const last = pairs.at(-1)!;
  return [{ start: pairs[0]!.index, end: last.index + last[0].length, reason: "example" }];
}

/** What examples ask: a line labelled so, up to the answer's label below it. Disjoint and in order. O(text). */
export function askedTurns(text: string): Span[] {
  return Array.from(text.matchAll(patterns().pair), ({ 0: pair, index }) => {
    const answer = pair.search(patterns().answeredLine);
    return { start: index, end: index + (answer < 0 ? pair.length : answer) };
  });
}
