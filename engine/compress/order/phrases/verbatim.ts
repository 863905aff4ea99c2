import { overlapTester, type Span, union } from "../../../../protocol/span.ts";
import { askedTurns, callsExamples, offersHelp } from "../../../prompt/marks/examples.ts";
import type { Prompt } from "../../../prompt/parse.ts";
import { leadIns } from "../../sentences/lead-ins.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";

/** A quotation that is longer than what counts as one elsewhere, of marks that can be told from those of inches. */
const LONG_QUOTE =
  /“[^”\n]{200,2000}”|«[^»\n]{200,2000}»|„[^“”\n]{200,2000}[“”]|「[^」\n]{200,2000}」|(?<![^\s(:])"(?=\S)[^"\n]{200,2000}(?<=\S)"(?![^\s.,;:!?)])/gu;

/** A line that says what becomes of what: `Anlage → plant`. */
const MAPPED = /^[^\n]{1,200} (?:→|⇒|=>|->) [^\n]{1,200}$/gm;

/** What is announced and set off as a quotation: words that somebody is to read or hear. */
const SET_OFF = /(?<=[:：][*_]*[ \t]*\n(?:[ \t]*\n)?)(?:[ \t]*>[^\n]*(?:\n|$))+/g;

/**
 * Tells which spans, given in order, lose no phrase: names are one thing, and what somebody says or an example shows
 * stays as it is said.
 */
export function verbatimIn(
  { text, passages, names, protections, examples }: Prompt,
  { atoms }: Words,
  sentences: readonly Sentence[],
): (span: Span) => boolean {
  const said = passages.flatMap((passage) =>
    [LONG_QUOTE, MAPPED, SET_OFF].flatMap((pattern) =>
      [...passage.text.matchAll(pattern)].map(({ 0: { length }, index }) =>
        passage.toSourceSpan({ start: index, end: index + length }),
      ),
    ),
  );
  const quotes = protections.filter(({ reason }) => reason === "quoted text" || reason === "example");
  const stretch = (first: number, end: number) => ({
    start: atoms[sentences[first]!.first]!.start,
    end: atoms[sentences[end - 1]!.end - 1]!.end,
  });
  const shown = leadIns(sentences)
    .filter(({ sentence }) => callsExamples(sentences[sentence]!.text))
    .map(({ first, end }) => stretch(first, end));
  const offering = new Set(sentences.filter(({ text }) => offersHelp(text)).map(({ paragraph }) => paragraph));
  const offers = sentences.flatMap(({ paragraph }, s) => (offering.has(paragraph) ? [stretch(s, s + 1)] : []));
  return overlapTester(union([...names, ...quotes, ...said, ...askedTurns(text), ...examples, ...shown, ...offers]));
}
