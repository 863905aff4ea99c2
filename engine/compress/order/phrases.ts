import type { Lexicon, Phrase as Pattern } from "../../lexicon/lexicon.ts";
import type { Prompt } from "../../prompt/parse.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";
import { Tier } from "./key.ts";
import type { Sentence } from "./sentences.ts";

/** Words of a sentence that can go while it stays a sentence that says the same. */
export interface Phrase extends SentenceRange {
  readonly tier: Tier.Filler | Tier.Aside;
  readonly reason: string;
  /** Whether the comma behind it stays, for the clause that it ends. */
  readonly leavesComma: boolean;
}

const MARKS = /[,;:]+$/;
/** What may stand behind a phrase and stays, for the clause or quote that it ends. */
const STAYS = /^[.!?]?["”]?[,;:]*$/;

/** The phrases that the lexicon of each passage knows, in order and disjoint: what says nothing before what explains. O(text). */
export function phrasesOf({ text, passages }: Prompt, words: Words, sentences: readonly Sentence[]): Phrase[] {
  const taken = new Uint8Array(words.atoms.length);
  const found: Phrase[] = [];
  const take = (phrase: Phrase | undefined) => {
    if (!phrase || taken.subarray(phrase.first, phrase.end).some(Boolean)) return;
    taken.fill(1, phrase.first, phrase.end);
    found.push(phrase);
  };
  const lexicons = new Map(sentences.map(({ passage, lexicon }) => [passage, lexicon]));
  for (const [p, { source }] of passages.entries()) {
    const lexicon = lexicons.get(p);
    if (!lexicon) continue;
    const said = text.slice(source.start, source.end);
    const spansOf = ({ pattern }: Pattern) =>
      Array.from(said.matchAll(pattern), ({ indices }) => {
        const [start, end] = indices![1] ?? indices![0]!;
        return { start: source.start + start, end: source.start + end };
      });
    for (const tier of [Tier.Filler, Tier.Aside] as const) {
      for (const kind of tier === Tier.Filler ? lexicon.filler : lexicon.aside) {
        let next = 0;
        for (const { start, end } of spansOf(kind)) {
          while (next < words.atoms.length && words.atoms[next]!.end <= start) next++;
          let last = next;
          while (last < words.atoms.length && words.atoms[last]!.start < end) last++;
          if (last > next)
            take(phraseAt(words, lexicon, { first: next, end: last }, { start, end }, { tier, reason: kind.reason }));
        }
      }
    }
  }
  for (const sentence of sentences) {
    if (!sentence.lexicon) continue;
    for (let i = sentence.first; i < sentence.end; i++) {
      if (isEmpty(words, sentence.lexicon, sentence, i)) {
        take({ first: i, end: i + 1, tier: Tier.Filler, reason: "narrows nothing", leavesComma: false });
      }
    }
  }
  return found.sort((a, b) => a.first - b.first);
}

/** The atoms that a match covers, where it covers all their letters and leaves a sentence or takes it whole; else undefined. */
function phraseAt(
  { atoms, sentenceOf }: Words,
  lexicon: Lexicon,
  { first, end }: SentenceRange,
  match: { readonly start: number; readonly end: number },
  kind: Pick<Phrase, "tier" | "reason">,
): Phrase | undefined {
  const own = atoms.slice(first, end);
  const last = own.at(-1)!;
  const rest = last.end > match.end ? last.text.slice(last.text.length - (last.end - match.end)) : "";
  if (own[0]!.start < match.start || !STAYS.test(rest) || sentenceOf[first] !== sentenceOf[end - 1]) return undefined;
  const before = sentenceOf[first - 1] === sentenceOf[first] ? atoms[first - 1] : undefined;
  const after = sentenceOf[end] === sentenceOf[first] ? atoms[end] : undefined;
  const isOpening = !before || before.marker;
  // The mark behind what opens a sentence goes with it.
  if (own.some(({ removable, closing }) => !removable && !(closing && isOpening))) return undefined;
  if (before && lexicon.degrees.has(before.term)) return undefined;
  if (before && after && !lexicon.agrees(before.text.toLowerCase(), after.term)) return undefined;
  return { first, end, ...kind, leavesComma: rest !== "" && before !== undefined && !MARKS.test(before.text) };
}

/** Whether a word qualifies the next one or its verb and narrows nothing; not where it is joined to another of its kind. */
function isEmpty({ atoms, functions }: Words, lexicon: Lexicon, { first, end }: SentenceRange, i: number): boolean {
  const { term, text, removable } = atoms[i]!;
  const isAdjective = lexicon.emptyAdjectives.has(term);
  if (!removable || !(isAdjective || lexicon.emptyAdverbs.has(term)) || text.toLowerCase() !== term) return false;
  const before = i > first ? atoms[i - 1] : undefined;
  const after = i + 1 < end ? atoms[i + 1] : undefined;
  const joins = (word: typeof before) =>
    word !== undefined && (lexicon.coordinators.has(word.term) || lexicon.coordinators.has(word.text));
  if (
    joins(before) ||
    joins(after) ||
    lexicon.degrees.has(before?.term ?? "") ||
    (before && /\P{L}$/u.test(before.text))
  )
    return false;
  if (isAdjective && (!after || after.closing || functions[i + 1] || !after.removable)) return false;
  return !before || !after || lexicon.agrees(before.text.toLowerCase(), after.term);
}
