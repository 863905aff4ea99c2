import type { Sentence } from "../../sentences/sentences.ts";
import type { SentenceRange, Words } from "../../worth/word-features.ts";

/**
 * Whether a quality is the point of its sentence: something is set against it, or nothing else is asked of the thing. An
 * adverb must stand before what goes on ("clearly name the price"), an adjective before a thing of which more is said
 * ("clear titles of lamps") or that is to be there at all ("implement robust search").
 */
export function isPoint({ atoms, functions }: Words, sentence: Sentence, { first, end }: SentenceRange): boolean {
  const lexicon = sentence.lexicon!;
  if (lexicon.opposes(sentence.text)) return true;
  const ends = (i: number) => i + 1 >= sentence.end || atoms[i + 1]!.closing || /[,;:.)]$/.test(atoms[i]!.text);
  if (lexicon.isAdverb(atoms[end - 1]!.term)) return ends(end - 1) || functions[end] !== undefined || ends(end);
  let before = first - 1;
  while (before > sentence.first && functions[before] === "article") before--;
  if (before === first - 1 && functions[before] === "auxiliary") return true;
  let things = 1;
  for (let i = end; !ends(i); i++) {
    const next = atoms[i + 1]!;
    if (/^\(/.test(next.text) || (functions[i + 1] && !lexicon.coordinators.has(next.term))) return false;
    if (!functions[i + 1]) things++;
  }
  // "With titles" may be no more than to be expected, "with error messages" says what is to be there.
  const isThere = before >= sentence.first && lexicon.having.has(atoms[before]!.term);
  return !isThere || (functions[before] === "preposition" && things === 1);
}
