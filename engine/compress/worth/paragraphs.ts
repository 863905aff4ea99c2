import type { Column, SentenceRange, Words } from "./word-features.ts";

/** A paragraph's first words, which say what it is about. */
const HEAD = 3;

/** The runs of sentences without a line break between them. */
export function paragraphsOf(text: string, { atoms, sentences }: Words): SentenceRange[] {
  const opens = (first: number) => first === 0 || /\n/.test(text.slice(atoms[first - 1]!.end, atoms[first]!.start));
  const starts = [...sentences.keys()].filter((s) => opens(sentences[s]!.first));
  return starts.map((first, p) => ({ first, end: starts[p + 1] ?? sentences.length }));
}

/** For each sentence the most that one of its paragraph has; 0 where the text is one paragraph. */
export function bestOf(paragraphs: readonly SentenceRange[], values: Column): Column {
  const best = new Float64Array(values.length);
  if (paragraphs.length === 1) return best;
  for (const { first, end } of paragraphs) {
    const most = values.subarray(first, end).reduce((a, b) => Math.max(a, b));
    best.fill(most, first, end);
  }
  return best;
}

/**
 * A question may ask about what the text must name first ("the county of the city where..."). For each sentence, the
 * rarity of the names that the best match for the question holds beside the question's own, and that stand at the head
 * of the sentence's paragraph; 0 in the paragraph of the best match.
 */
export function secondHop(
  { atoms, sentences, rarity, isName }: Words,
  isAsked: readonly boolean[],
  paragraphs: readonly SentenceRange[],
  match: Column,
): Column {
  const named = new Float64Array(sentences.length);
  if (paragraphs.length < 2) return named;
  const best = match.indexOf(match.reduce((a, b) => Math.max(a, b), 0));
  const names = new Map<string, number>();
  for (let i = sentences[best]!.first; i < sentences[best]!.end; i++) {
    if (isName[i] && !isAsked[i]) names.set(atoms[i]!.stem, rarity[i]!);
  }
  for (const { first, end } of paragraphs) {
    if (first <= best && best < end) continue;
    const { first: start } = sentences[first]!;
    const head = new Set(atoms.slice(start, start + HEAD).map((atom) => atom.stem));
    const sum = [...head].reduce((total, stem) => total + (names.get(stem) ?? 0), 0);
    named.fill(sum, first, end);
  }
  return named;
}
