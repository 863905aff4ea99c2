import { overlapTester, type Span, union } from "../../protocol/span.ts";
import { languageMarks } from "../prompt/marks/language-guards.ts";

/**
 * What a word does in a sentence. `structural`: holds it together (marks, articles, prepositions, pronouns,
 * auxiliaries, conjunctions, hesitations). `decisive`: numbers and negations, whose loss turns an instruction around.
 * `content`: all other words, and all words of a language that is not listed.
 */
export type WordKind = "structural" | "content" | "decisive";

/** The closed classes of English, but for what binds an instruction (must, if, only, each, more): that is content. */
const STRUCTURAL = new Set(
  [
    "a an the this that these those such",
    "of in on at to for with by from as into onto over under about after before between during through up down out off",
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs",
    "who whom whose which what when where why how there here",
    "am is are was were be been being do does did done have has had having will would can could let",
    "and or but so than then also just very too same own again further once",
    "um uh er hm hmm oh ah yeah",
  ].flatMap((line) => line.split(" ")),
);

/** The kind of each of a text's words, given in order. Linear in the length of the text. */
export function wordKinds(text: string, words: readonly Span[]): WordKind[] {
  const negated = overlapTester(union(languageMarks(text).filter(({ reason }) => reason === "negation")));
  return words.map((span) => {
    const word = text.slice(span.start, span.end).toLowerCase();
    if (negated(span) || /\p{N}/u.test(word)) return "decisive";
    // The stem of a contraction: "it" of "it's".
    const stem = word.replace(/['’].*$/su, "");
    return STRUCTURAL.has(stem) || !/\p{L}/u.test(word) ? "structural" : "content";
  });
}
