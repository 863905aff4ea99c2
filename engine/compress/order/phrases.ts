import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { reasonInWords } from "../../lexicon/in-words.ts";
import type { Lexicon, PhraseKind } from "../../lexicon/lexicon.ts";
import type { Reason } from "../../lexicon/words.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { COMMAS } from "../atoms/commas.ts";
import { isLeadIn } from "../sentences/lead-ins.ts";
import { denials } from "../sentences/negation.ts";
import type { Sentence } from "../sentences/sentences.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";
import { framingsOf } from "./framing.ts";
import { Tier } from "./key.ts";
import { verbatimIn } from "./verbatim.ts";

/** Words of a sentence that can go while it stays a sentence that says the same. */
export interface Phrase extends SentenceRange {
  readonly tier: Tier;
  readonly reason: string;
  /** Whether the comma behind it stays, for the clause that it ends. */
  readonly leavesComma: boolean;
  /** Whether the comma before it goes with it, as of a parenthesis. */
  readonly takesComma: boolean;
}

const NO_COMMAS = { leavesComma: false, takesComma: false };

/** The phrases that the lexicon of each passage knows, in order and disjoint: what says nothing before what explains. O(text). */
export function phrasesOf(prompt: Prompt, words: Words, sentences: readonly Sentence[]): Phrase[] {
  const { text, passages } = prompt;
  const { atoms, sentenceOf } = words;
  const isFixed = verbatimIn(prompt, words, sentences);
  /** Whether a capital makes a name of a word: within a line, behind a word or comma. */
  const isNameLike = (i: number, { nounsHaveCapitals }: Lexicon) =>
    !nounsHaveCapitals &&
    /^\p{Lu}\p{Ll}/u.test(atoms[i]!.text) &&
    i > 0 &&
    /[\p{L},]$/u.test(atoms[i - 1]!.text) &&
    !text.slice(atoms[i - 1]!.end, atoms[i]!.start).includes("\n");
  const taken = Uint8Array.from(words.atoms, (atom) => (isFixed(atom) ? 1 : 0));
  const found: Phrase[] = [];
  /** Where a sentence goes on behind each of them. */
  const behind = new Map<number, number>();
  const take = (phrase: Phrase | undefined) => {
    if (!phrase || taken.subarray(phrase.first, phrase.end).some(Boolean)) return;
    taken.fill(1, phrase.first, phrase.end);
    found.push(phrase);
    if (sentenceOf[phrase.end] === sentenceOf[phrase.first])
      behind.set(atoms[phrase.first]!.start, atoms[phrase.end]!.start);
  };
  const framings = framingsOf(words, sentences);
  for (const [s, sentence] of sentences.entries()) {
    const reason = emptinessOf(words, sentences, s) ?? framings[s];
    let { end } = sentence;
    while (words.atoms[end - 1]?.closing) end--;
    if (reason) take({ first: sentence.first, end, tier: Tier.filler, reason: reasonInWords(reason), ...NO_COMMAS });
  }
  const lexicons = new Map(sentences.map(({ passage, lexicon }) => [passage, lexicon]));
  for (const [p, passage] of passages.entries()) {
    const kept = lexicons.get(p)?.kept;
    const spans = [...(kept ? passage.text.matchAll(kept) : [])].map(({ 0: words, index }) =>
      passage.toSourceSpan({ start: index, end: index + words.length }),
    );
    const isKept = overlapTester(union(spans));
    for (const [i, atom] of atoms.entries()) if (spans.length > 0 && isKept(atom)) taken[i] = 1;
  }
  for (const [p, passage] of passages.entries()) {
    const lexicon = lexicons.get(p);
    if (!lexicon) continue;
    const spansOf = (kind: PhraseKind, openings: readonly number[]) =>
      matchesOf(passage.text, kind, openings).map((span) => passage.toSourceSpan(span));
    const takeKind = (kind: PhraseKind, tier: Tier, openings: readonly number[]) => {
      let next = 0;
      for (const { start, end } of spansOf(kind, openings)) {
        while (next < atoms.length && atoms[next]!.end <= start) next++;
        let last = next;
        while (last < atoms.length && atoms[last]!.start < end) last++;
        if (last === next || isNameLike(next, lexicon)) continue;
        const phrase = phraseAt(
          words,
          lexicon,
          { first: next, end: last },
          { start, end },
          { tier, reason: reasonInWords(kind.reason) },
        );
        if (phrase && kind.qualifies && isPoint(words, sentences[sentenceOf[phrase.first]!]!, phrase)) continue;
        take(phrase);
      }
    };
    const openings = openingsOf(words, passage.source);
    const decoded = (starts: readonly number[]) => starts.map((start) => passage.toDecoded(start));
    for (const kind of lexicon.filler) takeKind(kind, Tier.filler, decoded(openings));
    // What stands behind an opening that goes opens the sentence then: "Finally, remember to ...".
    for (let fresh = openings; fresh.length > 0; ) {
      fresh = fresh.flatMap((start) => behind.get(start) ?? []);
      for (const kind of lexicon.filler) if (kind.opens) takeKind(kind, Tier.filler, decoded(fresh));
    }
    for (const kind of lexicon.aside) takeKind(kind, Tier.aside, decoded(openings));
  }
  const isBound = boundsOf(words);
  for (const sentence of sentences) {
    if (!sentence.lexicon) continue;
    // From the end: an adjective comes before the adverbs that go with it.
    for (let i = sentence.end - 1; i >= sentence.first; i--) {
      const empty = isBound[i] ? undefined : emptyAt(words, sentence, i);
      if (empty)
        take({ first: empty.first, end: i + 1, tier: Tier.filler, reason: reasonInWords(empty.reason), ...NO_COMMAS });
    }
  }
  return found.sort((a, b) => a.first - b.first);
}

/**
 * For each atom whether what qualifies it matters: it is denied, or a condition up to the next comma. "Not very long" is
 * not "not long".
 */
function boundsOf(words: Words): boolean[] {
  const { atoms, sentenceOf } = words;
  const denied = denials(words);
  let isCondition = false;
  return atoms.map(({ guard, text }, i) => {
    const goesOn = isCondition && sentenceOf[i] === sentenceOf[i - 1];
    const bound = goesOn || guard === "condition";
    isCondition = bound && !/[,;:]$/.test(text);
    return bound || denied[i]!;
  });
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

/** A sentence with one of these says something, however it is put; so does one with a figure. */
const TELLING: readonly ProtectionReason[] = ["condition", "quoted text", "identifier"];

/** Why a whole sentence says nothing; undefined where it says something, is announced, or announces what needs it. */
function emptinessOf({ atoms }: Words, sentences: readonly Sentence[], s: number): Reason | undefined {
  const { first, end, text, lexicon, isHeading, holdsFirm } = sentences[s]!;
  if (!lexicon || isHeading || holdsFirm || isAnnounced(sentences, s) || !mayLead(sentences, s)) return undefined;
  const isTelling =
    /\p{N}/u.test(text) || atoms.slice(first, end).some(({ guard }) => guard && TELLING.includes(guard));
  return isTelling ? undefined : lexicon.emptinessOf(text);
}

function isAnnounced(sentences: readonly Sentence[], s: number): boolean {
  return s > 0 && isLeadIn(sentences[s - 1]!.text);
}

/** Whether a sentence announces nothing, or a list that is told from what stands before it without it. */
function mayLead(sentences: readonly Sentence[], s: number): boolean {
  const { text, isItem } = sentences[s]!;
  return !isLeadIn(text) || (!isItem && sentences[s + 1]?.isItem === true && sentences[s - 1]?.isItem !== true);
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

/**
 * Whether a quality is the point of its sentence: something is set against it, or nothing else is asked of the thing. An
 * adverb must stand before what goes on ("clearly name the price"), an adjective before a thing of which more is said
 * ("clear titles of lamps") or that is to be there at all ("implement robust search").
 */
function isPoint({ atoms, functions }: Words, sentence: Sentence, { first, end }: SentenceRange): boolean {
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
