import { once } from "../../../protocol/once.ts";
import { english, type FunctionClass } from "../../lexicon/words.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { isTerm } from "../atoms/guards.ts";
import { functionClass, plainTerm, stem } from "../atoms/terms.ts";
import { isNegative } from "../sentences/negation.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";
import { Outline } from "./outline.ts";
import type { PlacedWish, Wish } from "./wishes.ts";

/** A sentence as it is compared with others. */
export interface Statement extends SentenceRange {
  readonly text: string;
  /** Its words in order, as stems or, where they are literals, as they stand; without those that say nothing. */
  readonly words: readonly string[];
  /** Which words make it another statement where they are missing: numbers, negations, names, bounds. */
  readonly isFact: readonly boolean[];
  /** Which words join others to it ("in", "or"), and so make it narrower or wider. */
  readonly joins: readonly boolean[];
  /** Number of the list, item or section that it stands in. */
  readonly place: number;
  /** Number of the place where it holds; outside of it equal words may mean something else. */
  readonly scope: number;
  /** Number of the wider place of which a rule for a step is a part; what is said there holds in the step, too. */
  readonly wider?: number;
  /** Whether it rests on what stands before it: "This …", "… then …". */
  readonly points: boolean;
  /** Whether it follows another statement in its line. */
  readonly continues: boolean;
  readonly opensParagraph: boolean;
  readonly isExample: boolean;
  /**
   * Whether it means something by itself: a heading, a lead-in ("Steps:"), a numbered step and a line of an example do so
   * by their place.
   */
  readonly speaks: boolean;
  /** Whether it does, and says enough to be compared. */
  readonly isFree: boolean;
  /** Of an item that only wants something to be there: what, and where. */
  readonly wish?: PlacedWish;
}

const known = once(() => {
  const { silent, openings, afterOpenings, pointing, universal, elsewhere } = english().statements;
  return {
    silent: new Set(silent),
    opening: new RegExp(`^(?:(?:${openings.join("|")})(?: (?:${afterOpenings.join("|")}))* )+`),
    pointing: new Set(pointing),
    universal: new RegExp(`\\b(?:${universal.join("|")})\\b`, "i"),
    /** Not a bound, as in "above 150". */
    elsewhere: new RegExp(`\\b(?:${elsewhere.join("|")})\\b(?!\\s+[^\\p{L}\\s])`, "iu"),
  };
});
const LONGEST_OPENING = 8;
const JOINING: ReadonlySet<FunctionClass | undefined> = new Set<FunctionClass>([
  "preposition",
  "conjunction",
  "question word",
  "quantifier",
]);
/** A numbered step, a line of code, what becomes of the case before it. */
const NO_PROSE = /^\W{0,4}\d{1,3}[.)]\s|[{};=>]$|^(?:→|⇒|=>|->)/;
/** A statement of fewer plain words says too little to be sure that once is enough; it may be code. */
const LEAST_WORDS = 3;
/** A command needs a verb and its object: "Implement logging". */
const LEAST_OF_COMMAND = 2;
const PLAIN = /^[\p{L}'-]+$/u;

/** What is known of the sentences that are to be compared. */
export interface Meaning {
  /** Whether an atom says anything; filler does not. */
  readonly says: (atom: number) => boolean;
  /** Whether a sentence is a command. */
  readonly isCommand: (sentence: number) => boolean;
  readonly wishOf: (sentence: number) => Wish | undefined;
}

/**
 * The sentences of a prompt as statements, one for each. A statement holds in its list or section; an item that is a
 * command and names its object holds in all of its passage, unless a line with a colon announces it, or its heading
 * denies it or names what it is about. In a step, what would hold in all of the passage holds in the step. O(text).
 */
export function statementsOf(
  prompt: Pick<Prompt, "text" | "passages" | "protections" | "parts">,
  words: Words,
  { says, isCommand, wishOf }: Meaning,
): Statement[] {
  const outline = new Outline(prompt, words);
  return words.sentences.map((sentence, s) => {
    const spot = outline.enter(sentence);
    const { text, passage, place, isItem, isBound, isExample, continues, opensParagraph } = spot;
    const said = wordsOf(words, sentence, says);
    const points = said.points || known().elsewhere.test(text);
    const isOfAll = isItem && !isBound && !spot.subject && isCommand(s) && namesObject(words, sentence);
    // A rule for the whole text holds in all of its passage, one that an item goes on with in that item.
    const isWide = ((known().universal.test(text) && place === spot.list) || isOfAll) && !points;
    const isProse = !isExample && !NO_PROSE.test(text);
    const speaks = isProse && !spot.opens && !spot.answers;
    const wish = isItem && !isBound && isProse ? wishOf(s) : undefined;
    const whole = -1 - passage;
    return {
      ...sentence,
      text,
      ...said,
      place,
      scope: isWide ? (spot.placeOfStep ?? whole) : place,
      ...(isWide && spot.step !== undefined && { wider: whole }),
      points,
      continues,
      opensParagraph,
      isExample,
      speaks,
      isFree: speaks && said.words.filter((w) => PLAIN.test(w)).length >= (isOfAll ? LEAST_OF_COMMAND : LEAST_WORDS),
      ...(wish && { wish: { ...wish, passage, step: spot.step, subject: spot.subject || undefined } }),
    };
  });
}

/** Whether a command says what it is about, so that it does not rest on its heading, as "Delete after merge" does. */
function namesObject({ atoms, functions }: Words, { first, end }: SentenceRange): boolean {
  const verb = atoms.findIndex(({ marker }, i) => i >= first && !marker);
  const after = functions[verb + 1];
  return (
    verb + 1 < end &&
    !atoms[verb + 1]!.closing &&
    (after === undefined || after === "article" || after === "quantifier")
  );
}

function wordsOf(words: Words, sentence: SentenceRange, says: (atom: number) => boolean) {
  const { atoms, isNumber, isName } = words;
  const { silent, opening, pointing } = known();
  const terms: string[] = [];
  const said: string[] = [];
  const isFact: boolean[] = [];
  const joins: boolean[] = [];
  for (let i = sentence.first; i < sentence.end; i++) {
    const { guard, closing, marker, text } = atoms[i]!;
    if (closing || marker || !says(i)) continue;
    for (const part of text.split(/\s+/)) {
      const term = plainTerm(part);
      if (silent.has(term)) continue;
      terms.push(term);
      const isLiteral = isNumber[i]! || term === "" || (isTerm(guard) && /[^\p{L}']/u.test(term));
      said.push(isLiteral ? part.replace(/^[*_]+|[.,;:!?*_]+$/g, "") : stem(term));
      isFact.push(isLiteral || isTerm(guard) || isName[i]! || isNegative(term));
      joins.push(JOINING.has(functionClass(term)));
    }
  }
  const opened =
    opening
      .exec(`${terms.slice(0, LONGEST_OPENING).join(" ")} `)?.[0]
      .trim()
      .split(" ").length ?? 0;
  return {
    words: said.slice(opened),
    isFact: isFact.slice(opened),
    joins: joins.slice(opened),
    points: terms.slice(opened).some((term) => pointing.has(term)),
  };
}
