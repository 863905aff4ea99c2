import type { Span } from "../../../../protocol/span.ts";
import { reasonInWords } from "../../../lexicon/in-words.ts";
import type { Lexicon, PhraseKind } from "../../../lexicon/lexicon.ts";
import type { Prompt } from "../../../prompt/parse.ts";
import type { Passage } from "../../../prompt/text/passage.ts";
import { COMMAS } from "../../atoms/commas.ts";
import type { Sentence } from "../../sentences/sentences.ts";
import type { SentenceRange, Words } from "../../worth/word-features.ts";
import { Tier } from "../key.ts";
import type { FoundPhrases, Phrase } from "./phrase.ts";
import { isPoint } from "./point.ts";

/** A passage, and what is known of its language. */
export interface LexicalPassage {
  readonly passage: Passage;
  readonly lexicon: Lexicon;
}

/** Takes the phrases of a passage that its lexicon knows: filler before what explains. */
export function takeLexical(
  found: FoundPhrases,
  { passage, lexicon }: LexicalPassage,
  { text }: Prompt,
  words: Words,
  sentences: readonly Sentence[],
): void {
  const isName = (i: number) => !lexicon.nounsHaveCapitals && isNameLike(words, text, i);
  const take = (kinds: readonly PhraseKind[], tier: Tier, openings: readonly number[]) => {
    const decoded = openings.map((start) => passage.toDecoded(start));
    for (const kind of kinds) {
      const reason = reasonInWords(kind.reason);
      const spans = matchesOf(passage.text, kind, decoded).map((span) => passage.toSourceSpan(span));
      for (const { covered, span } of coveredBy(spans, words)) {
        const phrase = isName(covered.first) ? undefined : phraseAt(words, lexicon, covered, span, { tier, reason });
        if (!phrase) continue;
        const sentence = sentences[words.sentenceOf[phrase.first]!]!;
        if (!kind.qualifies || !isPoint(words, sentence, phrase)) found.take(phrase);
      }
    }
  };
  const openings = openingsOf(words, passage.source);
  take(lexicon.filler, Tier.filler, openings);
  // What stands behind an opening that goes opens the sentence then: "Finally, remember to ...".
  const opening = lexicon.filler.filter(({ opens }) => opens);
  for (let fresh = openings; fresh.length > 0; ) {
    fresh = fresh.flatMap((start) => found.behind(start) ?? []);
    take(opening, Tier.filler, fresh);
  }
  take(lexicon.aside, Tier.aside, openings);
}

/** Where the sentences of a passage begin, behind their marks, and what follows a colon or the like in them. */
function openingsOf({ atoms, sentenceOf }: Words, { start, end }: Span): number[] {
  return atoms.flatMap((atom, i) => {
    const before = atoms[i - 1];
    const opens = sentenceOf[i - 1] !== sentenceOf[i] || before?.marker || before?.closing;
    return opens && atom.start >= start && atom.end <= end ? [atom.start] : [];
  });
}

/** Where a text has phrases of a kind, by start. What stands around one may hold others. */
function matchesOf(text: string, { pattern, opens }: PhraseKind, openings: readonly number[]): Span[] {
  const found: Span[] = [];
  const take = ({ index, indices }: RegExpExecArray) => {
    const [start, end] = indices!.slice(1).find(Boolean) ?? indices![0]!;
    found.push({ start, end });
    return start > index ? index + 1 : Math.max(end, index + 1);
  };
  const from = (at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  if (opens) {
    for (const at of openings) {
      const match = from(at);
      if (match) take(match);
    }
  } else for (let match = from(0); match; match = from(take(match)));
  return found.sort((a, b) => a.start - b.start);
}

/** The atoms that each of some spans, which are in order, covers all or a part of; without those that cover none. */
function coveredBy(spans: readonly Span[], { atoms }: Words): { covered: SentenceRange; span: Span }[] {
  let first = 0;
  return spans.flatMap((span) => {
    while (first < atoms.length && atoms[first]!.end <= span.start) first++;
    let end = first;
    while (end < atoms.length && atoms[end]!.start < span.end) end++;
    return end > first ? [{ covered: { first, end }, span }] : [];
  });
}

/** Whether a capital makes a name of a word: within a line, behind a word or comma. */
function isNameLike({ atoms }: Words, text: string, i: number): boolean {
  const [before, word] = [atoms[i - 1], atoms[i]!];
  if (!before || !/^\p{Lu}\p{Ll}/u.test(word.text)) return false;
  return /[\p{L},]$/u.test(before.text) && !text.slice(before.end, word.start).includes("\n");
}

/** The atoms that a match covers, where it covers all their letters and leaves a sentence; else undefined. */
function phraseAt(
  { atoms, sentenceOf, functions }: Words,
  lexicon: Lexicon,
  { first, end }: SentenceRange,
  match: { readonly start: number; readonly end: number },
  kind: Pick<Phrase, "tier" | "reason">,
): Phrase | undefined {
  const opened = atoms[first]!.end - match.start;
  const takesComma = match.start > atoms[first]!.start && COMMAS.exec(atoms[first]!.text)?.[0].length === opened;
  if (takesComma) first++;
  const spoken = atoms.slice(first, end).findLastIndex(({ closing }) => !closing) + 1;
  const own = atoms.slice(first, first + spoken);
  if (spoken === 0) return undefined;
  const last = own.at(-1)!;
  const rest = last.end > match.end ? last.text.slice(last.text.length - (last.end - match.end)) : "";
  const isWhole = own[0]!.start >= match.start && (rest === "" || COMMAS.exec(rest)?.[0] === rest);
  if (!isWhole || sentenceOf[first] !== sentenceOf[end - 1]) return undefined;
  const before =
    sentenceOf[first - 1] === sentenceOf[first] && !atoms[first - 1]!.marker ? atoms[first - 1] : undefined;
  const after = sentenceOf[first + spoken] === sentenceOf[first] ? atoms[first + spoken] : undefined;
  if (own.some(({ removable, closing }) => !removable && !(closing && !before))) return undefined;
  // ", so please" joins clauses: there "so" is no degree.
  const joinsClauses = functions[first - 1] === "conjunction" && COMMAS.test(atoms[first - 2]?.text ?? "");
  if (before && lexicon.degrees.has(before.term) && !joinsClauses) return undefined;
  if (before && after && !lexicon.agrees(before.text.toLowerCase(), after.term)) return undefined;
  // A mark that closes words goes with them only where they open their sentence.
  if (first + spoken < end && before && sentenceOf[end] === sentenceOf[first]) return undefined;
  const leavesComma = rest !== "" && before !== undefined && !COMMAS.test(before.text);
  return { first, end: first + spoken, ...kind, leavesComma, takesComma };
}
