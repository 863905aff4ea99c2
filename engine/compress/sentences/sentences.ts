import { firstIndex } from "../../../protocol/binary-search.ts";
import type { Role } from "../../../protocol/prompt.ts";
import { overlapTester, type Span, union } from "../../../protocol/span.ts";
import { languageOf } from "../../lexicon/language.ts";
import { type Lexicon, lexicon } from "../../lexicon/lexicon.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { proseSpans } from "../../prompt/prose.ts";
import type { Passage } from "../../prompt/text/passage.ts";
import { isTerm } from "../atoms/guards.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";

/** A sentence as what gives tiers sees it. */
export interface Sentence extends SentenceRange {
  /** As the model reads it, without the mark of its item. */
  readonly text: string;
  /** White space between it and what stands before it in its passage, as the model reads it. */
  readonly gap: string;
  /** Whether it begins its passage. */
  readonly isFirst: boolean;
  readonly role: Role;
  /** Index of its passage. */
  readonly passage: number;
  /** Number of its paragraph: a run of sentences without a blank line, list mark or heading between them. */
  readonly paragraph: number;
  readonly isHeading: boolean;
  readonly isItem: boolean;
  /** Whether something in it never goes: code, a link, a variable. */
  readonly holdsFirm: boolean;
  /** Whether anything in it may go. */
  readonly mayGo: boolean;
  /** Whether it has a number, name, negation, bound, condition, quote or the like: it says something of its own. */
  readonly isTelling: boolean;
  /** Whether the model is told to repeat its passage word for word. */
  readonly isToRepeat: boolean;
  /** Whether the engine knows the grammar of its language well enough to cut phrases out of it. */
  readonly hasGrammar: boolean;
  /** Of its passage; absent where the engine knows too little of it. */
  readonly lexicon?: Lexicon;
}

const ITEM = /^(?:[-*+•▪◦●○►→✓✔✗✘☐☑☒✅❌]\uFE0F?|\d{1,3}[.)])\s+/;

/** The sentences of a prompt, one for each of `words.sentences`. O(text). */
export function sentencesOf(prompt: Prompt, words: Words): Sentence[] {
  const { passages, protections } = prompt;
  const { atoms, isName, isNumber } = words;
  const isHeading = overlapTester(union(protections.filter((p) => p.reason === "heading")));
  const prose = proseSpans(prompt);
  const lexicons = passages.map((passage) => {
    const language = languageOf(proseOf(passage, prose));
    return language && lexicon(language);
  });
  const toRepeat = passages.map((p, i) => lexicons[i]?.isToRepeat(p.text) ?? false);
  let passage = 0;
  let paragraph = 0;
  let wasHeading = false;
  return words.sentences.map(({ first, end }, s) => {
    const { start, marker } = atoms[first]!;
    const outer = passage;
    while (passage < passages.length - 1 && passages[passage]!.source.end <= start) passage++;
    const own = atoms.slice(first, end);
    const read = passages[passage]!;
    const said = read.textOf({ start, end: own.at(-1)!.end });
    const heading = isHeading(atoms[first]!);
    const isItem = marker || ITEM.test(said);
    const gap = read.textOf({ start: atoms[first - 1]?.end ?? 0, end: start });
    if (s > 0 && (outer !== passage || heading || wasHeading || isItem || /\n\s*\n/.test(gap))) paragraph++;
    wasHeading = heading;
    const known = lexicons[passage];
    // Names are told by their capitals, which every noun has in German.
    const knowsNames = !known?.nounsHaveCapitals;
    return {
      first,
      end,
      text: said.replace(ITEM, ""),
      gap,
      isFirst: s === 0 || outer !== passage,
      role: read.role,
      passage,
      paragraph,
      isHeading: heading,
      isItem,
      holdsFirm: own.some(({ removable, closing, marker }) => !removable && !closing && !marker),
      mayGo: own.some(({ removable }) => removable),
      isTelling: own.some((atom, i) => isTerm(atom.guard) || isNumber[first + i] || (knowsNames && isName[first + i])),
      isToRepeat: toRepeat[passage]!,
      // The lists of function words are English.
      hasGrammar: known?.hasGrammar ?? false,
      ...(known && { lexicon: known }),
    };
  });
}

/** What of a passage is running text, for its language to be told by: code speaks English everywhere. All of it where nothing is. */
function proseOf(passage: Passage, prose: readonly Span[]): string {
  const { start, end } = passage.source;
  const first = firstIndex(0, prose.length, (i) => prose[i]!.end > start);
  const after = firstIndex(first, prose.length, (i) => prose[i]!.start >= end);
  const parts = prose.slice(first, after).map((span) => passage.textOf(span));
  return /\p{L}/u.test(parts.join("")) ? parts.join("\n") : passage.text;
}
