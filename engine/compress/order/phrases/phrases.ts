import { overlapTester, union } from "../../../../protocol/span.ts";
import type { Prompt } from "../../../prompt/parse.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";
import { emptySentences } from "./empty-sentences.ts";
import { emptyWords } from "./empty-words.ts";
import { type LexicalPassage, takeLexical } from "./lexical-phrases.ts";
import { FoundPhrases, type Phrase } from "./phrase.ts";
import { verbatimIn } from "./verbatim.ts";

/** The phrases of a prompt, in order and disjoint: what says nothing before what explains. O(text). */
export function phrasesOf(prompt: Prompt, words: Words, sentences: readonly Sentence[]): Phrase[] {
  const found = new FoundPhrases(words);
  found.keep(verbatimIn(prompt, words, sentences));
  for (const phrase of emptySentences(words, sentences)) found.take(phrase);
  const passages = lexicalPassages(prompt, sentences);
  for (const { passage, lexicon } of passages) {
    const kept = lexicon.kept ? [...passage.text.matchAll(lexicon.kept)] : [];
    const spans = kept.map(({ 0: { length }, index }) => passage.toSourceSpan({ start: index, end: index + length }));
    if (spans.length > 0) found.keep(overlapTester(union(spans)));
  }
  for (const passage of passages) takeLexical(found, passage, prompt, words, sentences);
  for (const phrase of emptyWords(words, sentences)) found.take(phrase);
  return found.all;
}

/** The passages of a prompt in whose language something is known. */
function lexicalPassages({ passages }: Prompt, sentences: readonly Sentence[]): LexicalPassage[] {
  const lexicons = new Map(sentences.map(({ passage, lexicon }) => [passage, lexicon]));
  return passages.flatMap((passage, p) => {
    const lexicon = lexicons.get(p);
    return lexicon ? [{ passage, lexicon }] : [];
  });
}
