import { once } from "../../protocol/once.ts";
import { overlapTester, type Span, union } from "../../protocol/span.ts";
import { english } from "../lexicon/words.ts";
import { languageMarks } from "../prompt/marks/language-guards.ts";

/**
 * What a word does in a sentence. `structural`: holds it together (marks, articles, prepositions, pronouns,
 * auxiliaries, conjunctions, hesitations). `decisive`: numbers and negations, whose loss turns an instruction around.
 * `content`: all other words, and all words of a language that is not listed.
 */
export type WordKind = "structural" | "content" | "decisive";

const structural = once(() => new Set(english().structural));

/** Tells which spans of a text, given in order, hold a negation. Linear in the length of the text. */
export function negationTester(text: string): (span: Span) => boolean {
  return overlapTester(union(languageMarks(text).filter(({ reason }) => reason === "negation")));
}

/** The kind of each of a text's words, given in order. Linear in the length of the text. */
export function wordKinds(text: string, words: readonly Span[]): WordKind[] {
  const negated = negationTester(text);
  return words.map((span) => {
    const word = text.slice(span.start, span.end).toLowerCase();
    if (negated(span) || /\p{N}/u.test(word)) return "decisive";
    // The stem of a contraction: "it" of "it's".
    const stem = word.replace(/['’].*$/su, "");
    return structural().has(stem) || !/\p{L}/u.test(word) ? "structural" : "content";
  });
}
