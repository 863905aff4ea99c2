import type { Saying } from "../compress/redundancy/across-prompts.ts";
import { lexicon } from "../lexicon/lexicon.ts";
import type { Language } from "../lexicon/words.ts";
import { clausesOf, isOfThings, isTurn, turnIn, wordsIn } from "./clauses.ts";
import { type Speech, speechIn } from "./speech.ts";

/** A longer rule demands more than one thing. */
const MOST_WORDS = 40;
/** What holds a word such as “they” means the same by itself only where it is longer and begins its item. */
const LEAST_POINTING = 6;

/** A saying, and what it demands. */
export interface Demand {
  readonly saying: Saying;
  readonly claims: readonly Claim[];
}

/** What a clause of a rule demands, as words that are compared: stems, one for all words of one meaning. */
export interface Claim {
  /** Whether it is a demand, and no mere name of a thing. */
  readonly isDemand: boolean;
  /** Whether it says of what a value is one, as a line of a table does, too. */
  readonly saysWhat: boolean;
  readonly isYes: boolean;
  /** Whether it says itself that it holds in every case. */
  readonly isUniversal: boolean;
  /** Whether it names cases in which it does not hold: "unless …". */
  readonly isExcepted: boolean;
  /** What it is about; of that the verb of a command and the last word, of which a yes or no is said. */
  readonly core: readonly string[];
  readonly heads: readonly string[];
  /** Where it holds ("in tests"), and when ("before a commit"). */
  readonly scope: readonly string[];
  readonly when: readonly string[];
  /** All of its words, whatever their order but for those that tell when or whither: of the same, two say the same. */
  readonly key: string;
  readonly amounts?: Amounts;
  readonly choices: readonly Choice[];
}

/** Numbers with their units, and what is said beside them of that thing. */
export interface Amounts {
  readonly values: readonly number[];
  readonly units: readonly (string | undefined)[];
  readonly bound: "low" | "high" | undefined;
  readonly about: readonly string[];
}

/** One of things of which only one can be had ("npm", "pnpm"), and what is said beside it. */
export interface Choice {
  readonly set: number;
  readonly member: number;
  readonly about: readonly string[];
}

/** Words of a rule, and of what is no command, from which on it says enough to be found again in other words. */
const [LEAST_OF_RULE, LEAST_OF_FACT] = [2, 3];

/** What a demand says, whatever the order of its words: of the same, two say the same. Undefined where it is too little. */
export function gistOf({ claims }: Demand): string | undefined {
  const gist = claims.map(({ isYes, key }) => `${isYes ? "yes" : "no"} ${key}`).sort();
  const length = claims.flatMap(({ key }) => key.split(" ")).length;
  const isRule = claims.every(({ isDemand }) => isDemand);
  return length >= (isRule ? LEAST_OF_RULE : LEAST_OF_FACT) ? gist.join("\n") : undefined;
}

/** The sayings of a prompt in a language that demand something, in its order. O(text). */
export function demandsOf(sayings: readonly Saying[], language: Language): Demand[] {
  const speech = speechIn(language);
  if (!speech) return [];
  return sayings.flatMap((saying) => {
    const claims = claimsOf(saying, speech);
    return claims.length > 0 ? [{ saying, claims }] : [];
  });
}

/** What a sentence demands, clause by clause; nothing where it rests on what stands elsewhere. */
function claimsOf({ statement }: Saying, speech: Speech): Claim[] {
  const text = statement.text.toLowerCase().replaceAll("’", "'").replace(ASIDE, "");
  const length = wordsIn(text, speech).length;
  if (length > MOST_WORDS) return [];
  const restsOnOthers = statement.points && (statement.continues || length < LEAST_POINTING);
  return clausesOf(text, speech).flatMap((clause) => {
    const words = wordsIn(clause, speech);
    const isCommand = isCommandOf(clause, words, speech);
    const turn = turnIn(words, speech);
    if (turn < 0) return restsOnOthers ? [] : claimOf(words, isCommand, speech);
    const tail = words.slice(turn).filter((word) => !isTurn(word, speech));
    return [...claimOf(words.slice(0, turn), isCommand, speech), ...claimOf([speech.not, ...tail], isCommand, speech)];
  });
}

/** What explains a rule: in brackets, unless it is a name only, or behind a dash. */
const ASIDE = /\s\((?!`[^`]*`\))[^)]*\)|\s[–—-]\s.*$/gsu;

function isCommandOf(clause: string, words: readonly string[], speech: Speech): boolean {
  const [opening = ""] = words.filter((word) => !speech.no.has(speech.meant(word)));
  const { isCommand, commandsLater } = lexicon(speech.language);
  return speech.verbs.has(opening) || isCommand(clause) || commandsLater(clause);
}

/** What a word does in a clause, word by word: those of content go where the last preposition leads. */
type Mode = "core" | "scope" | "when";

function claimOf(said: readonly string[], isCommand: boolean, speech: Speech): Claim[] {
  const {
    meant,
    yes,
    no,
    instead,
    every,
    idle,
    places,
    within,
    means,
    except,
    toward,
    times,
    verbs,
    measures,
    bounds,
    rivals,
  } = speech;
  const found: Record<Mode, string[]> = { core: [], scope: [], when: [] };
  /** Where it holds, but that is everywhere: "in every file". */
  const everywhere: string[] = [];
  const key: string[] = [];
  const [values, units]: [number[], (string | undefined)[]] = [[], []];
  const isCounted = said.some((word) => numberOf(word, speech) !== undefined);
  // A label says where it holds: "Imports: …".
  const label = said.indexOf(":");
  let [mode, opener]: [Mode, string] = [label > 0 ? "scope" : "core", ""];
  let [denials, isUniversal, isExcepted, isDemand] = [0, false, false, isCommand];
  let [isFronted, isOfAll] = [false, false];
  let lacking: number | undefined;
  for (const [i, word] of said.entries()) {
    const term = meant(word);
    const before = said[i - 1] === undefined ? undefined : meant(said[i - 1]!);
    const next = said[i + 1] === undefined ? undefined : meant(said[i + 1]!);
    const opens = mode === "core" && found.core.length === 0;
    const enter = (to: Mode, by: string) => {
      [mode, opener, isOfAll, isFronted] = [to, by, false, isFronted || opens];
    };
    if (no.has(term)) {
      isDemand = true;
      // Some languages say no behind the verb of a command.
      if (
        i === 0 ||
        (i === 1 && isCommand) ||
        opens ||
        (before !== undefined && (idle.has(before) || yes.has(before))) ||
        next === undefined
      )
        denials++;
      else {
        if (isOfThings(said.slice(i), said.slice(i), speech)) lacking ??= i;
        enter("scope", term);
      }
    } else if (every.has(term)) {
      isOfAll = mode !== "core";
      [isUniversal, isDemand] = [true, isDemand || !isOfAll];
    } else if (isCounted && bounds.low.has(term)) key.push("low");
    else if (isCounted && bounds.high.has(term)) key.push("high");
    else if (yes.has(term)) isDemand = true;
    else if (times.has(term)) enter("when", term);
    else if (except.has(term)) {
      isExcepted = true;
      enter("scope", term);
    } else if (toward.has(term) && next !== undefined && numberOf(said[i + 1]!, speech) !== undefined) continue;
    else if (toward.has(term) || instead.has(term))
      enter("scope", next !== undefined && verbs.has(said[i + 1]!) ? "" : term);
    else if (within.has(term)) enter("scope", "");
    else if (means.has(term) && !isFronted) enter("core", "");
    else if (i === label) [mode, isOfAll] = ["core", false];
    else if (term === ",") {
      if (isFronted) [mode, opener, isFronted] = ["core", "", false];
    } else if (!idle.has(term) && !places.has(term) && !means.has(term)) {
      const value = numberOf(word, speech);
      if (value !== undefined) {
        values.push(value);
        units.push(unitOf(word, said[i + 1], speech));
      } else (isOfAll ? everywhere : found[mode]).push(term);
      key.push(opener === "" ? term : `${opener}:${term}`);
    }
  }
  const all = [...found.core, ...found.scope, ...found.when, ...everywhere];
  if (key.length === 0) return [];
  const without = (...sets: readonly { has(word: string): boolean }[]) =>
    all.filter((word) => !sets.some((set) => set.has(word)));
  const bound = (["low", "high"] as const).find((side) => said.some((word) => bounds[side].has(meant(word))));
  const choices = rivals.flatMap(({ members, about }, set): Choice[] => {
    const [member, ...others] = new Set(all.flatMap((word) => members.get(word) ?? []));
    return member === undefined || others.length > 0 ? [] : [{ set, member, about: without(members, about) }];
  });
  // What a choice is for anyway narrows nothing.
  const scope = found.scope.filter((word) => !choices.some(({ set }) => rivals[set]!.about.has(word)));
  const { core, when } = found;
  const [first, last] = [core[0], core.at(-1)];
  const opening = said.find((word) => !no.has(meant(word)));
  const claim: Claim = {
    isDemand,
    saysWhat: said.filter((word) => isPlain(word) && !yes.has(meant(word)) && !idle.has(meant(word))).length >= 2,
    isYes: denials % 2 === 0,
    isUniversal,
    isExcepted,
    core,
    heads: [
      ...(isCommand && first !== undefined && meant(opening!) === first ? [first] : []),
      ...(last === undefined ? [] : [last]),
    ],
    scope,
    when,
    key: key.sort().join(" "),
    ...(values.length > 0 && {
      amounts: { values, units, bound, about: without(new Set(units), measures, bounds.low, bounds.high) },
    }),
    choices,
  };
  // "Run the tests without Docker" says no to Docker for the tests.
  return lacking === undefined || denials > 0
    ? [claim]
    : [
        claim,
        ...claimOf([speech.not, ...said.slice(lacking + 1)], false, speech).map((one) => ({ ...one, scope: core })),
      ];
}

function isPlain(word: string): boolean {
  return /^\p{L}+$/u.test(word);
}

/** The number that a word is, be it in words or with a unit behind it. */
function numberOf(word: string, speech: Speech): number | undefined {
  const digits = /^[v$]?(\d+(?:[.,]\d+)*)[a-z%]{0,3}$/.exec(word)?.[1];
  if (digits !== undefined) return Number(digits.replace(/,(?=\d{3})/g, "").replace(",", "."));
  const place = speech.numbers.indexOf(word);
  return place < 0 ? undefined : place + 1;
}

/** What a number counts: what is written at it or behind it. */
function unitOf(word: string, next: string | undefined, speech: Speech): string | undefined {
  const { meant, within, toward, times, idle, yes, no } = speech;
  const written = /\d([a-z%]+)$/.exec(word)?.[1] ?? next;
  const unit = written === undefined ? undefined : meant(written);
  return unit === undefined ||
    [within, toward, times, idle, yes, no].some((set) => set.has(unit)) ||
    numberOf(written!, speech) !== undefined
    ? undefined
    : unit;
}
