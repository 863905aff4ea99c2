import type { Reason } from "../../../lexicon/words.ts";
import { denials } from "../../sentences/negation.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { Words } from "../../worth/word-features.ts";
import { filler, type Phrase } from "./phrase.ts";
import { isPoint } from "./point.ts";

/** Intensifiers and qualities that narrow nothing, from the end of each sentence. O(text). */
export function emptyWords(words: Words, sentences: readonly Sentence[]): Phrase[] {
  const isBound = boundsOf(words, sentences);
  const found: Phrase[] = [];
  for (const sentence of sentences) {
    if (!sentence.lexicon) continue;
    // From the end: an adjective comes before the adverbs that go with it.
    for (let i = sentence.end - 1; i >= sentence.first; i--) {
      const empty = isBound[i] ? undefined : emptyAt(words, sentence, i);
      if (empty) found.push(filler({ first: empty.first, end: i + 1 }, empty.reason));
    }
  }
  return found;
}

/**
 * For each atom whether what qualifies it matters: it is denied, or a condition or restriction up to the next comma. "Not
 * very long" is not "not long", "only in very short scopes" is not "only in short ones".
 */
function boundsOf(words: Words, sentences: readonly Sentence[]): boolean[] {
  const { atoms, sentenceOf } = words;
  const denied = denials(words);
  let isHeld = false;
  return atoms.map(({ guard, term, text }, i) => {
    const goesOn = isHeld && sentenceOf[i] === sentenceOf[i - 1];
    const isRestriction = sentences[sentenceOf[i]!]!.lexicon?.restrictive.has(term) ?? false;
    const bound = goesOn || isRestriction || guard === "condition";
    isHeld = bound && !/[,;:]$/.test(text);
    return bound || denied[i]!;
  });
}

/**
 * What narrows nothing and ends with a word: where it begins, and why it goes. It qualifies the next word or its verb, an
 * adjective with the adverbs that grade it. Undefined where it narrows something, or is joined to another of its kind.
 */
function emptyAt(
  words: Words,
  sentence: Sentence,
  i: number,
): { readonly first: number; readonly reason: Reason } | undefined {
  const { atoms, functions } = words;
  const { first, end } = sentence;
  const lexicon = sentence.lexicon!;
  // In capitals it is stressed.
  const reasonAt = (at: number, of: ReadonlyMap<string, Reason>) =>
    atoms[at]!.removable && atoms[at]!.text.toLowerCase() === atoms[at]!.term && /\p{Ll}/u.test(atoms[at]!.text)
      ? of.get(atoms[at]!.term)
      : undefined;
  const adjective = reasonAt(i, lexicon.emptyAdjectives);
  const reason = adjective ?? reasonAt(i, lexicon.emptyAdverbs);
  if (!reason) return undefined;
  let from = i;
  if (adjective) while (from > first && reasonAt(from - 1, lexicon.emptyAdverbs)) from--;
  const before = from > first && !atoms[from - 1]!.marker ? atoms[from - 1] : undefined;
  const after = i + 1 < end ? atoms[i + 1] : undefined;
  const joins = (word: typeof before) =>
    word !== undefined && (lexicon.coordinators.has(word.term) || lexicon.coordinators.has(word.text));
  if (
    joins(before) ||
    joins(after) ||
    lexicon.degrees.has(before?.term ?? "") ||
    (adjective && before !== undefined && lexicon.isAdverb(before.term)) ||
    (before && /\P{L}$/u.test(before.text))
  )
    return undefined;
  // One that opens its sentence names what is meant: "Thorough reviews only".
  if (adjective && (!before || !after || after.closing || functions[i + 1] || !after.removable)) return undefined;
  // "Numbers are actually numbers": said of something else.
  if (after && !functions[i + 1] && atoms.slice(first, from).some(({ term }) => term === after.term)) return undefined;
  if (lexicon.qualities.has(atoms[i]!.term) && isPoint(words, sentence, { first: from, end: i + 1 })) return undefined;
  return !before || !after || lexicon.agrees(before.text.toLowerCase(), after.term)
    ? { first: from, reason }
    : undefined;
}
