import type { Saying } from "../../compress/across-prompts.ts";
import { lexicon } from "../../lexicon/lexicon.ts";
import type { Language } from "../../lexicon/words.ts";
import { type Amounts, numberOf } from "./amounts.ts";
import { type Choice, choicesAmong, type Slot, slotsAmong } from "./choices.ts";
import { clausesOf, isOfThings, isTurn, turnIn, wordsIn } from "./clauses.ts";
import { firstThingsFirst, type Order, orderOf } from "./order.ts";
import { type Reading, readingOf } from "./reading.ts";
import { type Bound, type Speech, speechIn } from "./speech.ts";

/** A longer rule demands more than one thing; one word alone is a piece of one. */
const [LEAST_WORDS, MOST_WORDS] = [2, 40];
/** What holds a word such as “they” means the same by itself only where it is longer and begins its item. */
const LEAST_POINTING = 6;

/** A saying, and what it demands. */
export interface Demand {
  readonly saying: Saying;
  readonly claims: readonly Claim[];
  /** Whether it explains itself, in brackets or behind a dash, which its claims are without. */
  readonly isExplained: boolean;
}

/** What a clause of a rule demands, as words that are compared: stems, one for all words of one meaning. */
export interface Claim {
  /** Whether it is a demand, and no mere name of a thing. */
  readonly isDemand: boolean;
  /** Whether it says of what a value is one, as a line of a table does, too. */
  readonly saysWhat: boolean;
  readonly isYes: boolean;
  /** Whether its no is said of every case: "never". */
  readonly isNever: boolean;
  /** Whether it says itself that it holds in every case. */
  readonly isUniversal: boolean;
  /** Whether it names cases in which it does not hold: "unless …". */
  readonly isExcepted: boolean;
  /** What it is about; of that the verb of a command and the last word, of which a yes or no is said. */
  readonly core: readonly string[];
  readonly heads: readonly string[];
  /** Whether the last word of what it is about is code: `any`. */
  readonly isName: boolean;
  /** Of its words those of what has to have what is demanded, where it is all such: "*every function* needs …". */
  readonly ofAll: readonly string[];
  /** Where it holds ("in tests"), and when ("before a commit"). */
  readonly scope: readonly string[];
  readonly when: readonly string[];
  /** All of its words, whatever their order but for those that tell when or whither: of the same, two say the same. */
  readonly key: string;
  readonly amounts?: Amounts;
  readonly choices: readonly Choice[];
  readonly slots: readonly Slot[];
  readonly order?: Order;
}

/** Words of a rule, and of what is no command, from which on it says enough to be found again in other words. */
const [LEAST_OF_RULE, LEAST_OF_FACT] = [2, 3];

/** What a demand says, whatever the order of its words: of the same, two say the same. Undefined where it is too little. */
export function gistOf({ claims, isExplained }: Demand): string | undefined {
  const isCode = claims.length === 1 && claims[0]!.isName && !claims[0]!.isYes;
  const gist = claims.map(({ isYes, key }) => `${isYes ? "yes" : "no"} ${key}`).sort();
  const length = claims.flatMap(({ key }) => key.split(" ")).length;
  const isRule = claims.every(({ isDemand }) => isDemand);
  // What explains a rule adds nothing to it; of a fact it may well be all that is said.
  if (isExplained && !isRule) return undefined;
  const least = isCode ? 1 : isRule ? LEAST_OF_RULE : LEAST_OF_FACT;
  return length >= least ? gist.join("\n") : undefined;
}

/** The sayings of a prompt in a language that demand something, in its order. O(text). */
export function demandsOf(sayings: readonly Saying[], language: Language): Demand[] {
  const speech = speechIn(language);
  if (!speech) return [];
  return sayings.flatMap((saying) => {
    const claims = claimsOf(saying, speech);
    return claims.length > 0 ? [{ saying, claims, isExplained: ASIDE.test(saying.statement.text) }] : [];
  });
}

/** What a sentence demands, clause by clause; nothing where it rests on what stands elsewhere, or only asks. */
function claimsOf({ statement }: Saying, speech: Speech): Claim[] {
  const isRole = lexicon(speech.language).isRole(statement.text);
  if (isRole || [ASKS, LEADS_ON, speech.unread].some((sign) => sign?.test(statement.text))) return [];
  const text = statement.text.toLowerCase().replaceAll("’", "'").replaceAll(ASIDES, "");
  const length = wordsIn(text, speech).length;
  if (length < LEAST_WORDS || length > MOST_WORDS) return [];
  const restsOnOthers = statement.points && (statement.continues || length < LEAST_POINTING);
  const isBarred = BARRED.test(text);
  return clausesOf(text, speech).flatMap((clause) => {
    const told = wordsIn(clause, speech);
    const said = firstThingsFirst(told, speech);
    const words = isBarred && !said.some((word) => speech.no.has(speech.meant(word))) ? [speech.not, ...said] : said;
    const isCommand = isCommandOf(clause, words, speech);
    const turn = turnIn(words, speech);
    // "Then" rests on what stands before it, unless that is told with it.
    if (turn < 0) return restsOnOthers && said === told ? [] : claimOf(words, isCommand, speech);
    const tail = words.slice(turn).filter((word) => !isTurn(word, speech));
    return [...claimOf(words.slice(0, turn), isCommand, speech), ...claimOf([speech.not, ...tail], isCommand, speech)];
  });
}

/** What explains a rule: in brackets, unless it is a name only, or behind a dash. */
const ASIDE = /\s\((?!`[^`]*`\))[^)]*\)|\s[–—-]\s.*$/su;
const ASIDES = new RegExp(ASIDE, "gsu");
/** A sign that says no. */
const BARRED = /^[^\p{L}]*[❌✗✘🚫⛔]/u;
const ASKS = /[?？]\P{L}*$/u;
/** An arrow says what comes of what stands before it. */
const LEADS_ON = /[→⇒➜]|[-=]>/u;

function isCommandOf(clause: string, words: readonly string[], speech: Speech): boolean {
  const [opening = ""] = words.filter((word) => !speech.no.has(speech.meant(word)));
  const { isCommand, commandsLater } = lexicon(speech.language);
  return speech.verbs.has(opening) || isCommand(clause) || commandsLater(clause);
}

/** What a clause claims: one thing, or two where it says no of something beside the first. */
function claimOf(said: readonly string[], isCommand: boolean, speech: Speech): Claim[] {
  const reading = readingOf(said, isCommand, speech);
  if (reading.key.length === 0) return [];
  const { lacking, denials } = reading;
  if (lacking === undefined) return [claimFrom(reading, said, isCommand, speech)];
  const [head, tail] = [said.slice(0, lacking), said.slice(lacking + 1)];
  const isLack = speech.lacks.has(speech.meant(said[lacking]!));
  const { before } = speech;
  if (isLack && denials % 2 === 1 && before !== undefined && tail.length > 0) {
    // "Never commit without running the tests" is "running the tests before commit".
    const plain = head.filter((word) => !speech.no.has(speech.meant(word)));
    return claimOf([...tail, before, ...plain], true, speech);
  }
  const claim = claimFrom(reading, said, isCommand, speech);
  if (denials > 0) return [claim];
  if (isOfThings(said.slice(lacking), said.slice(lacking), speech)) {
    // "Run the tests without Docker" says no to Docker for the tests.
    const denied = claimOf([speech.not, ...tail], false, speech);
    return [claim, ...denied.map((one) => ({ ...one, scope: claim.core }))];
  }
  // "Commit without asking" says no to asking before it.
  return isLack && before !== undefined
    ? [claim, ...claimOf([speech.not, ...tail, before, ...head], false, speech)]
    : [claim];
}

function claimFrom(reading: Reading, said: readonly string[], isCommand: boolean, speech: Speech): Claim {
  const { found, everywhere, ofAll, denials, isNever, isDemand, isUniversal, isExcepted } = reading;
  const { core, when } = found;
  const terms = [...core, ...found.scope, ...when, ...everywhere];
  const choices = choicesAmong(said, terms, speech);
  const amounts = amountsIn(said, terms, reading, speech);
  const order = orderOf(reading, speech);
  const isDenied = denials % 2 === 1;
  // "Not more than 5" is at most 5.
  const isTurned = isDenied && amounts?.bound !== undefined;
  const bound = isTurned ? OTHER_SIDE[amounts!.bound!] : amounts?.bound;
  const words = [...reading.key, ...(bound ? [bound] : [])];
  return {
    isDemand,
    saysWhat: saysWhat(said, speech),
    isYes: isTurned || !isDenied,
    isNever,
    isUniversal,
    isExcepted,
    core,
    heads: headsOf(said, core, isCommand, speech),
    isName: said.some((word) => NAME.test(word) && speech.meant(word) === core.at(-1)),
    ofAll,
    // What a choice is for anyway narrows nothing.
    scope: found.scope.filter((word) => !choices.some(({ set }) => speech.rivals[set]!.about.has(word))),
    when,
    // Where particles tell what a word does in a sentence, its place has to.
    key: (speech.verbLast ? words : [...words].sort()).join(" "),
    ...(amounts && { amounts: { ...amounts, bound } }),
    choices,
    slots: slotsAmong(said, terms, speech),
    ...(order && { order }),
  };
}

const OTHER_SIDE: Readonly<Record<Bound, Bound>> = { low: "high", high: "low" };

function amountsIn(
  said: readonly string[],
  terms: readonly string[],
  { values, units }: Reading,
  { measures, boundOf }: Speech,
): Amounts | undefined {
  if (values.length === 0) return undefined;
  const sides = said.map(boundOf);
  const bound = (["low", "high"] as const).find((side) => sides.includes(side));
  return { values, units, bound, about: terms.filter((word) => !units.includes(word) && !measures.has(word)) };
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

/** Whether it says of a thing what it is: "Indentation: tabs", "the database is MySQL", "sessions end after 5 minutes". */
function saysWhat(said: readonly string[], speech: Speech): boolean {
  const { meant, yes, idle, states, slots } = speech;
  const named = said.filter((word) => isPlain(word) && !yes.has(meant(word)) && !idle.has(meant(word)));
  const says = [states, ...slots.map(({ words }) => words)];
  const isSaid = (word: string) =>
    word === ":" || numberOf(word, speech) !== undefined || says.some((words) => words.has(meant(word)));
  return named.length > 0 && said.some(isSaid);
}

/** A name of code: "console.log", `any`. */
const NAME = /^`|\p{L}[._/@$#]+\p{L}/u;

function isPlain(word: string): boolean {
  return /^[\p{L}\p{M}]+$/u.test(word);
}
