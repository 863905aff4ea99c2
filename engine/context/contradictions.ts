import { once } from "../../protocol/once.ts";
import { stem } from "../compress/atoms/terms.ts";
import type { Saying } from "../compress/redundancy/across-prompts.ts";
import { lexicon } from "../lexicon/lexicon.ts";
import { english, wordsOf } from "../lexicon/words.ts";

/** A longer rule demands more than one thing. */
const MOST_WORDS = 40;
/** How many sayings of the same words are looked at: it bounds the work for a text of few words. */
const MOST_ALIKE = 16;
/** What holds a word such as “they” means the same by itself only where it is longer and begins its item. */
const LEAST_POINTING = 6;

/** A saying, and what it demands. */
export interface Demand {
  readonly saying: Saying;
  readonly claims: readonly Claim[];
}

/** Two sayings of different prompts that demand opposite things; by the numbers of their prompts. */
export interface Contradiction {
  readonly prompt: number;
  readonly saying: Saying;
  readonly earlier: { readonly prompt: number; readonly saying: Saying };
}

/** What a rule demands: whether it says yes, to what, and which values it names. */
interface Claim {
  /** Whether it is a demand, and no mere name of a thing. */
  readonly isDemand: boolean;
  /** Whether it says of what a value is one, as a line of a table does, too. */
  readonly saysWhat: boolean;
  readonly isYes: boolean;
  /** Its words as a key, and those before it says when; `#` stands for a number, `~3` for a member of a set of rivals. */
  readonly keys: readonly [string, ...string[]];
  /** What stands for these signs, in their order. */
  readonly values: readonly string[];
}

/**
 * Contradictions of the plain kind between prompts that are read together: two rules of the same words of which one says
 * no, or names another number, or another of things of which only one can be had ("npm", "pnpm"). What one narrows that
 * the other does not ("for the docs") is no contradiction but an exception. English only. O(sayings).
 */
export function contradictionsIn(prompts: readonly (readonly Demand[])[]): Contradiction[] {
  const shelves = new Map<string, { prompt: number; demand: Demand }[]>();
  const found: Contradiction[] = [];
  for (const [prompt, demands] of prompts.entries())
    for (const demand of demands) {
      const { saying, claims } = demand;
      const others = claims.flatMap((claim) =>
        claim.keys
          .flatMap((key) => shelves.get(key) ?? [])
          .filter(({ demand }) => demand.claims.some((other) => contradict(claim, other))),
      );
      // What one prompt says both ways is a list of things that are so, or holds in different places.
      const isOneSided = others.every(
        (one) =>
          one.prompt !== prompt && others.every((other) => other.demand === one.demand || other.prompt !== one.prompt),
      );
      const [earlier] = others;
      if (earlier && isOneSided)
        found.push({ prompt, saying, earlier: { prompt: earlier.prompt, saying: earlier.demand.saying } });
      for (const key of new Set(claims.flatMap(({ keys }) => keys))) {
        const shelf = shelves.get(key) ?? [];
        shelf.push({ prompt, demand });
        if (shelf.length > MOST_ALIKE) shelf.shift();
        shelves.set(key, shelf);
      }
    }
  return found;
}

const known = once(() => {
  const { yes, no, verbs, instead, idle, places, times, rivals } = english().claims;
  const stems = (words: readonly string[]) => new Set(words.map(root));
  return {
    yes: stems(yes),
    no: stems(no),
    verbs: new Set(verbs),
    instead: stems(instead),
    idle: stems(idle),
    places: stems(places),
    times: stems(times),
    rivals: rivals.map(({ members, about }) => ({ members: stems(members), about: stems(about) })),
    numbers: wordsOf("en").numbers,
  };
});

/** A stem without what its endings leave: "commit" and "committing" are one, and "entry" and "entries". */
function root(word: string): string {
  const short = word.length > 3 ? stem(word).replace(/(?<=([bdgklmnprt]))\1$|[ey]$/, "") : stem(word);
  return short === word ? word : root(short);
}

/** The sayings of a prompt that demand something, in its order. O(text). */
export function demandsOf(sayings: readonly Saying[]): Demand[] {
  return sayings.flatMap((saying) => {
    const claims = claimsOf(saying);
    return claims.length > 0 ? [{ saying, claims }] : [];
  });
}

/** What a sentence demands; nothing where it points elsewhere, or says more than one thing. */
function claimsOf({ statement }: Saying): Claim[] {
  const { instead, verbs } = known();
  const words = statement.words.map((word) => root(word.toLowerCase().replace(/^[`"']+|[`"']+$/g, "")));
  if (words.length > MOST_WORDS) return [];
  const turn = words.findIndex(
    (word, i) => i > 0 && instead.has(word) && rivalIn(words.slice(0, i)) && rivalIn(words.slice(i)),
  );
  const [opening = ""] = /\p{L}[\p{L}-]*/u.exec(statement.text.toLowerCase()) ?? [];
  const isCommand = verbs.has(opening) || lexicon("en").isCommand(statement.text);
  const restsOnOthers = statement.points && (statement.continues || words.length < LEAST_POINTING);
  if (turn < 0) return restsOnOthers ? [] : claimOf(words, isCommand);
  const [head, tail] = [words.slice(0, turn), words.slice(turn)];
  return [...claimOf(head, isCommand), ...claimOf(["not", ...tail.filter((word) => !instead.has(word))], isCommand)];
}

function rivalIn(words: readonly string[]): boolean {
  return words.some((word) => known().rivals.some(({ members }) => members.has(word)));
}

function claimOf(said: readonly string[], isCommand: boolean): Claim[] {
  const { yes, no, idle, places, rivals } = known();
  const end = said.findLastIndex((word) => !idle.has(word) && !places.has(word)) + 1;
  const plain = said.slice(0, end).filter((word) => !idle.has(word));
  // A rule says no where it begins or ends: inside, a "without" belongs to what it stands before.
  const first = plain.findIndex((word) => !yes.has(word) && !no.has(word));
  const last = plain.findLastIndex((word) => !yes.has(word) && !no.has(word));
  if (first < 0) return [];
  const around = [...plain.slice(0, first), ...plain.slice(last + 1)];
  const denials = around.filter((word) => no.has(word)).length;
  const inner = plain.slice(first, last + 1).filter((word) => !yes.has(word));
  const sets = rivals.flatMap((set, i) =>
    inner.filter((word) => set.members.has(word)).length === 1 ? [{ ...set, i }] : [],
  );
  const values: string[] = [];
  const words = inner.flatMap((word) => {
    if (sets.some(({ about }) => about.has(word))) return [];
    const set = sets.find(({ members }) => members.has(word));
    const value = set ? word : numberOf(word);
    if (value === undefined) return [word];
    values.push(value);
    return [set ? `~${set.i}` : word.replace(/\d+(?:[.,]\d+)*|^[a-z]+$/, "#")];
  });
  if (words.length === 0) return [];
  const isDemand = isCommand || around.length > 0;
  const saysWhat = inner.filter(isPlain).length >= 2;
  return [{ isDemand, saysWhat, isYes: denials % 2 === 0, keys: [keyOf(words), keyOf(untimed(words))], values }];
}

/** The digits of a number, be it written in words. */
function numberOf(word: string): string | undefined {
  const digits = /\d+(?:[.,]\d+)*/.exec(word)?.[0];
  if (digits !== undefined) return /^\W*\d[\d.,]*\W*[a-z%]{0,3}$/.test(word) ? digits : undefined;
  const place = known().numbers.indexOf(word);
  return place < 0 ? undefined : `${place + 1}`;
}

/** Words as a key: whatever their order. */
function keyOf(words: readonly string[]): string {
  return words.toSorted().join(" ");
}

/** The words of a claim before it says when. */
function untimed(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => known().times.has(word));
  return at > 0 ? words.slice(0, at) : words;
}

function contradict(a: Claim, b: Claim): boolean {
  const isSame = a.keys[0] === b.keys[0];
  const isSameValues = a.values.join(" ") === b.values.join(" ");
  if (a.isYes === b.isYes) return a.isYes && isSame && !isSameValues && (a.saysWhat || (a.isDemand && b.isDemand));
  const [yes, no] = a.isYes ? [a, b] : [b, a];
  return isSameValues && yes.isDemand && yes.keys.includes(no.keys[0]);
}

function isPlain(word: string): boolean {
  return /^\p{L}+$/u.test(word);
}
