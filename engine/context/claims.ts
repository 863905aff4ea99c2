import type { Saying } from "../compress/redundancy/across-prompts.ts";
import { lexicon } from "../lexicon/lexicon.ts";
import type { Language } from "../lexicon/words.ts";
import type { Amounts } from "./amounts.ts";
import { clausesOf, isTurn, turnIn, wordsIn } from "./clauses.ts";
import { type Reading, readingOf } from "./reading.ts";
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

function claimOf(said: readonly string[], isCommand: boolean, speech: Speech): Claim[] {
  const reading = readingOf(said, isCommand, speech);
  if (reading.key.length === 0) return [];
  const { found, everywhere, denials, lacking, isDemand, isUniversal, isExcepted } = reading;
  const { core, when } = found;
  const terms = [...core, ...found.scope, ...when, ...everywhere];
  const choices = choicesAmong(terms, speech);
  const amounts = amountsIn(said, terms, reading, speech);
  const claim: Claim = {
    isDemand,
    saysWhat: saysWhat(said, speech),
    isYes: denials % 2 === 0,
    isUniversal,
    isExcepted,
    core,
    heads: headsOf(said, core, isCommand, speech),
    // What a choice is for anyway narrows nothing.
    scope: found.scope.filter((word) => !choices.some(({ set }) => speech.rivals[set]!.about.has(word))),
    when,
    key: [...reading.key].sort().join(" "),
    ...(amounts && { amounts }),
    choices,
  };
  if (lacking === undefined || denials > 0) return [claim];
  // "Run the tests without Docker" says no to Docker for the tests.
  const denied = claimOf([speech.not, ...said.slice(lacking + 1)], false, speech);
  return [claim, ...denied.map((one) => ({ ...one, scope: core }))];
}

function choicesAmong(terms: readonly string[], { rivals }: Speech): Choice[] {
  return rivals.flatMap(({ members, about }, set): Choice[] => {
    const [member, ...others] = new Set(terms.flatMap((word) => members.get(word) ?? []));
    if (member === undefined || others.length > 0) return [];
    return [{ set, member, about: terms.filter((word) => !members.has(word) && !about.has(word)) }];
  });
}

function amountsIn(
  said: readonly string[],
  terms: readonly string[],
  { values, units }: Reading,
  { meant, measures, bounds }: Speech,
): Amounts | undefined {
  if (values.length === 0) return undefined;
  const bound = (["low", "high"] as const).find((side) => said.some((word) => bounds[side].has(meant(word))));
  const silent = [new Set(units), measures, bounds.low, bounds.high];
  return { values, units, bound, about: terms.filter((word) => !silent.some((set) => set.has(word))) };
}

/** The verb of a command, and the last word of what is demanded. */
function headsOf(
  said: readonly string[],
  core: readonly string[],
  isCommand: boolean,
  { meant, no }: Speech,
): string[] {
  const [first, last] = [core[0], core.at(-1)];
  if (first === undefined || last === undefined) return [];
  const opening = said.find((word) => !no.has(meant(word)));
  return [...(isCommand && meant(opening!) === first ? [first] : []), last];
}

function saysWhat(said: readonly string[], { meant, yes, idle }: Speech): boolean {
  return said.filter((word) => isPlain(word) && !yes.has(meant(word)) && !idle.has(meant(word))).length >= 2;
}

function isPlain(word: string): boolean {
  return /^\p{L}+$/u.test(word);
}
