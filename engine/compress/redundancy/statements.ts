import { once } from "../../../protocol/once.ts";
import type { ProtectionReason } from "../../../protocol/prompt.ts";
import { overlapTester, union } from "../../../protocol/span.ts";
import { english, type FunctionClass } from "../../lexicon/words.ts";
import type { Prompt } from "../../prompt/parse.ts";
import { isTerm } from "../atoms/guards.ts";
import { functionClass, plainTerm, rarity, stem } from "../atoms/terms.ts";
import { isLeadIn } from "../sentences/lead-ins.ts";
import { isNegative } from "../sentences/negation.ts";
import type { SentenceRange, Words } from "../worth/word-features.ts";
import { stepFinder } from "./steps.ts";
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
const ITEM = /^(?:[-*+•]|\d{1,3}[.)])\s/;
/** A line in emphasis: what stands below it is of it alone, as below a heading. */
const TITLE = /^(\*{1,3}|_{1,3})(?![\s*_])[^*_\n]+\1$/;
/** A numbered step, a line of code, what becomes of the case before it. */
const NO_PROSE = /^\W{0,4}\d{1,3}[.)]\s|[{};=>]$|^(?:→|⇒|=>|->)/;
/** What follows it in its line answers it. */
const QUESTION = /[?？]["'”’»)\]*_]*\s*$/u;
/** A statement of fewer plain words says too little to be sure that once is enough; it may be code. */
const LEAST_WORDS = 3;
/** A command needs a verb and its object: "Implement logging". */
const LEAST_OF_COMMAND = 2;
const PLAIN = /^[\p{L}'-]+$/u;
/** How far back the end of a question is looked for. */
const LOOK_BACK = 12;

/** What is known of the sentences that are to be compared. */
export interface Said {
  /** Whether an atom says anything; filler does not. */
  readonly says: (atom: number) => boolean;
  /** Whether a sentence is a command. */
  readonly isCommand: (sentence: number) => boolean;
  readonly wishOf: (sentence: number) => Wish | undefined;
}

/**
 * The sentences of a prompt as statements, one for each. A statement holds in its list or section, which is taken to
 * begin at a heading, a title in emphasis or a line that ends with a colon; an item that is a command and names its object
 * holds in all of its passage, unless a line with a colon announces it, or its heading denies it or names what it is
 * about. In a step, what would hold in all of the passage holds in the step. O(text).
 */
export function statementsOf(
  { text, passages, protections, parts }: Pick<Prompt, "text" | "passages" | "protections" | "parts">,
  words: Words,
  { says, isCommand, wishOf }: Said,
): Statement[] {
  const { atoms, sentences } = words;
  const within = (reason: ProtectionReason) => overlapTester(union(protections.filter((p) => p.reason === reason)));
  const isHeading = within("heading");
  const isOfExample = within("example");
  const stepAt = stepFinder(parts);
  const placeOfStep = new Map<number, number>();
  let passage = 0;
  let places = 0;
  let list = 0;
  let item: number | undefined;
  let innerItem: number | undefined;
  let isBound = false;
  let subject = "";
  return sentences.map(({ first, end }, s) => {
    const span = { start: atoms[first]!.start, end: atoms[end - 1]!.end };
    const sentence = text.slice(span.start, span.end);
    let isFirst = first === 0;
    while (passage < passages.length - 1 && passages[passage]!.source.end <= span.start) {
      passage++;
      list = ++places;
      isFirst = true;
    }
    const gap = text.slice(isFirst ? 0 : atoms[first - 1]!.end, span.start);
    const continues = !isFirst && !gap.includes("\n");
    const isInner = continues || /[ \t]$/.test(gap);
    const isExample = isOfExample(span);
    const isTitle = !continues && TITLE.test(sentence) && (text[span.end] ?? "\n") === "\n";
    const opens = isLeadIn(sentence) || isHeading(span) || isTitle;
    if (opens) {
      list = ++places;
      const terms = atoms.slice(first, end).map(({ term }) => term);
      isBound = isLeadIn(sentence) || terms.some(isNegative);
      subject = terms.filter((term) => /\p{L}/u.test(term) && rarity(term) === 1).join(" ");
    }
    if (!isInner) item = ITEM.test(sentence) ? ++places : undefined;
    if (!continues) innerItem = isInner && ITEM.test(sentence) ? ++places : undefined;
    // What an item goes on to say, it says of that item.
    const place = (continues ? innerItem : undefined) ?? (isInner ? item : undefined) ?? list;
    const said = wordsOf(words, { first, end }, says);
    const points = said.points || known().elsewhere.test(sentence);
    const isOfAll =
      !isBound && !subject && !isInner && item !== undefined && isCommand(s) && namesObject(words, { first, end });
    const step = stepAt(span.start);
    if (step !== undefined && !placeOfStep.has(step)) placeOfStep.set(step, ++places);
    // A rule for the whole text holds in all of its passage, one that an item goes on with in that item.
    const isWide = ((known().universal.test(sentence) && place === list) || isOfAll) && !points;
    const whole = -1 - passage;
    const isList = !isBound && !isInner && item !== undefined && !isExample && !NO_PROSE.test(sentence);
    const answers = continues && QUESTION.test(text.slice(Math.max(0, span.start - LOOK_BACK), span.start));
    const speaks = !opens && !isExample && !answers && !NO_PROSE.test(sentence);
    const wish = isList ? wishOf(s) : undefined;
    return {
      first,
      end,
      text: sentence,
      ...said,
      place,
      scope: !isWide ? place : step === undefined ? whole : placeOfStep.get(step)!,
      ...(isWide && step !== undefined && { wider: whole }),
      points,
      continues,
      opensParagraph: /\n\s*\n/.test(gap),
      isExample,
      speaks,
      isFree: speaks && said.words.filter((w) => PLAIN.test(w)).length >= (isOfAll ? LEAST_OF_COMMAND : LEAST_WORDS),
      ...(wish && { wish: { ...wish, passage, step, subject: subject || undefined } }),
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
