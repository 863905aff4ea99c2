import type { Reason } from "../../../lexicon/words.ts";
import { isTerm } from "../../atoms/guards.ts";
import { functionClass, plainTerm, stem } from "../../atoms/terms.ts";
import { isLeadIn } from "../../sentences/lead-ins.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";

/**
 * Why each sentence says nothing that its prompt does not show: it speaks of the text, its goal or its reader's merit
 * ("This guide covers the shop"), and each of its words is one that all such sentences have, or stands elsewhere, too.
 * Undefined for all others, for what holds a term such as a number or a condition, and for what the next sentence goes
 * on from. O(text).
 */
export function framingsOf({ atoms }: Words, sentences: readonly Sentence[]): (Reason | undefined)[] {
  const reasons = sentences.map((sentence, s) => {
    const { first, end, text, lexicon, isHeading, isItem, holdsFirm } = sentence;
    const isOwn = isHeading || isItem || holdsFirm || isLeadIn(text) || goesOn(sentences[s + 1]);
    const binds = atoms.slice(first, end).some(({ guard }) => isTerm(guard) && guard !== "identifier");
    return isOwn || binds ? undefined : lexicon?.framingOf(text);
  });
  if (!reasons.some(Boolean)) return reasons;
  const said = new Set(sentences.flatMap(({ text }, s) => (reasons[s] ? [] : stemsOf(text))));
  const framing = new Map(
    [...new Set(sentences.map(({ lexicon }) => lexicon))].map((l) => [
      l,
      new Set([...(l?.framingWords ?? [])].map(stem)),
    ]),
  );
  return reasons.map((reason, s) => {
    const { text, lexicon } = sentences[s]!;
    return reason && stemsOf(text).every((word) => said.has(word) || framing.get(lexicon)!.has(word))
      ? reason
      : undefined;
  });
}

/** Whether a sentence rests on the one before it in its line: "It …", "Includes …". */
function goesOn(sentence: Sentence | undefined): boolean {
  if (!sentence || sentence.isFirst || sentence.gap.includes("\n")) return false;
  const opening = plainTerm(sentence.text.split(/\s/, 1)[0]!);
  return functionClass(opening) === "pronoun" || sentence.lexicon?.verbs.has(opening) === true;
}

/** The stems of the words of content. */
function stemsOf(text: string): string[] {
  const terms = text.split(/[\s/]+/).map(plainTerm);
  return terms.filter((term) => term !== "" && !functionClass(term)).map(stem);
}
