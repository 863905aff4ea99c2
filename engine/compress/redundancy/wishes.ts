import type { Lexicon } from "../../lexicon/lexicon.ts";
import { functionClass, plainTerm, stem } from "../atoms/terms.ts";

/** A command that wants something to be there and says no more of it: "Implement proper logging". */
export interface Wish {
  /** What is wanted, as stems. */
  readonly things: ReadonlySet<string>;
  /** The last word of it. */
  readonly head: string;
  /** Whether several things are wanted that share a word: "loading and error states". */
  readonly isJoined: boolean;
  /** Whether it adds that the thing be as anything should be: "proper". */
  readonly isSound: boolean;
}

/** A wish with the place that it is for. */
export interface PlacedWish extends Wish {
  readonly passage: number;
  /** Number of the step that it is for; undefined for all of them. */
  readonly step: number | undefined;
  /** What its section is about, where the heading names it; undefined for all that the text is about. */
  readonly subject: string | undefined;
}

/** Of more words it says more. */
const MOST_WORDS = 4;
const PLAIN = /^\p{L}[\p{L}'’/-]*,?$/u;

/** What a sentence wishes for; undefined where it says more than that, or nothing of the kind. */
export function wishOf(
  sentence: string,
  lexicon: Pick<Lexicon, "bareVerbs" | "soundness" | "coordinators">,
): Wish | undefined {
  const [verb, ...rest] = sentence.replace(/[.!]+\s*$/, "").split(/\s+/);
  if (!lexicon.bareVerbs.has(plainTerm(verb!)) || !rest.every((word) => PLAIN.test(word))) return undefined;
  const terms = rest.map(plainTerm).filter((term) => functionClass(term) !== "article");
  const words = terms.filter((term) => !lexicon.soundness.has(term) && !lexicon.coordinators.has(term));
  if (words.length === 0 || words.length > MOST_WORDS || words.some(functionClass)) return undefined;
  return {
    things: new Set(words.map(stem)),
    head: stem(words.at(-1)!),
    isJoined: terms.some((term) => lexicon.coordinators.has(term)),
    isSound: terms.some((term) => lexicon.soundness.has(term)),
  };
}

/** How many wishes for one thing are looked at: it bounds the work for a text of few words. */
const MOST_ALIKE = 16;

/** Looks up the earlier wish that a later one adds nothing to but that the thing be sound. */
export interface WishIndex {
  add(statement: number, wish: PlacedWish): void;
  find(wish: PlacedWish): number | undefined;
}

/** O(1) a call. */
export function wishIndex(): WishIndex {
  const shelves = new Map<string, { readonly statement: number; readonly wish: PlacedWish }[]>();
  const shelf = ({ passage, head }: PlacedWish) => `${passage} ${head}`;
  return {
    add(statement, wish) {
      const others = shelves.get(shelf(wish)) ?? [];
      shelves.set(shelf(wish), others);
      if (others.length < MOST_ALIKE) others.push({ statement, wish });
    },
    find: (wish) => shelves.get(shelf(wish))?.find((other) => isFulfilledBy(wish, other.wish))?.statement,
  };
}

function isFulfilledBy(wish: PlacedWish, other: PlacedWish): boolean {
  const isAmong = [...wish.things].every((thing) => other.things.has(thing));
  const isSame = wish.things.size === other.things.size || other.isJoined;
  return wish.isSound && isAmong && isSame && meet(wish.step, other.step) && meet(wish.subject, other.subject);
}

/** Whether two are for the same, or one of them for all. */
function meet<T>(one: T | undefined, other: T | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
