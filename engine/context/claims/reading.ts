import { lexicon } from "../../lexicon/lexicon.ts";
import { amountAt, isUnitOfAmount, numberOf } from "./amounts.ts";
import type { Speech } from "./speech.ts";

/** Where a word of content belongs in a clause: to what is demanded, to where that holds, or to when. */
type Place = "core" | "scope" | "when";

/** A clause, read word by word. */
export interface Reading {
  readonly found: Readonly<Record<Place, readonly string[]>>;
  /** Where it holds, but that is everywhere: "in every file". */
  readonly everywhere: readonly string[];
  /** Of what is demanded, the words of that which has to have it, where it is all such: "*every function* needs …". */
  readonly ofAll: readonly string[];
  /** What opens when it holds: "before", "if". */
  readonly whens: readonly string[];
  /** Its words, each with what opened its place where that tells when or whither. */
  readonly key: readonly string[];
  readonly values: readonly number[];
  readonly units: readonly (string | undefined)[];
  readonly denials: number;
  /** Whether it says no in every case: "never". */
  readonly isNever: boolean;
  /** The word that says no of something beside what is demanded: "run the tests *without* Docker". */
  readonly lacking: number | undefined;
  readonly isDemand: boolean;
  readonly isUniversal: boolean;
  readonly isExcepted: boolean;
}

/** What a word does in a clause; a word of content goes where the last preposition leads. */
type Role =
  | "denies"
  | "universal"
  | "demands"
  | "opens-when"
  | "opens-exception"
  | "opens-toward"
  | "opens-where"
  | "opens-means"
  | "ends-label"
  | "separates"
  | "silent"
  | "content";

/** The clause as far as it is read. */
interface Walk {
  readonly said: readonly string[];
  readonly roles: readonly Role[];
  readonly isCommand: boolean;
  readonly isCounted: boolean;
  readonly speech: Speech;
  readonly found: Record<Place, string[]>;
  readonly everywhere: string[];
  readonly ofAll: string[];
  readonly whens: string[];
  readonly key: string[];
  readonly values: number[];
  readonly units: (string | undefined)[];
  place: Place;
  /** What opened that place, where it tells when or whither; else "". */
  opener: string;
  /** Whether that place is everywhere. */
  isOfAll: boolean;
  /** Whether a place stands in front of what is demanded. */
  isFronted: boolean;
  /** Whether what is read now is all that has to have what is demanded. */
  namesAll: boolean;
  denials: number;
  isNever: boolean;
  lacking: number | undefined;
  isDemand: boolean;
  isUniversal: boolean;
  isExcepted: boolean;
}

/** What the words of a clause do in it. O(words). */
export function readingOf(said: readonly string[], isCommand: boolean, speech: Speech): Reading {
  const isCounted = said.some((word) => numberOf(word, speech) !== undefined);
  const walk: Walk = {
    said,
    roles: rolesOf(said, isCounted, speech),
    isCommand,
    isCounted,
    speech,
    found: { core: [], scope: [], when: [] },
    everywhere: [],
    ofAll: [],
    whens: [],
    key: [],
    values: [],
    units: [],
    // A label says where it holds: "Imports: …".
    place: said.indexOf(":") > 0 ? "scope" : "core",
    opener: "",
    isOfAll: false,
    isFronted: false,
    namesAll: false,
    denials: 0,
    isNever: false,
    lacking: undefined,
    isDemand: isCommand,
    isUniversal: false,
    isExcepted: false,
  };
  for (const [i, role] of walk.roles.entries()) STEPS[role](walk, i);
  return walk;
}

function rolesOf(said: readonly string[], isCounted: boolean, speech: Speech): Role[] {
  const label = said.indexOf(":");
  const { no, every, boundOf, yes, times, except, toward, instead, within, means, idle, places } = speech;
  const roles: readonly (readonly [Role, ReadonlySet<string>])[] = [
    ["denies", no],
    ["universal", every],
    ["demands", yes],
    ["opens-when", times],
    ["opens-exception", except],
    ["opens-toward", toward],
    ["opens-toward", instead],
    ["opens-where", within],
    ["opens-means", means],
    ["silent", idle],
    ["silent", places],
  ];
  return said.map((word, i) => {
    if (i === label) return "ends-label";
    if (word === ",") return "separates";
    const term = speech.meant(word);
    const found = roles.find(([, words]) => words.has(term))?.[0] ?? "content";
    const role = isCounted && found !== "denies" && found !== "universal" && boundOf(word) ? "silent" : found;
    return isSilenced(role, said, i, speech) ? "silent" : role;
  });
}

/** Whether a word says nothing where it stands, though it does elsewhere. */
function isSilenced(role: Role, said: readonly string[], i: number, speech: Speech): boolean {
  const { meant, merely, toward } = speech;
  const [term, next] = [said[i]!, said[i + 1]];
  if (isUnitOfAmount(said, i, speech)) return true;
  // "Not only" says no of nothing.
  if (role === "denies") return next !== undefined && merely.has(meant(next));
  // "Only if" is not of all.
  if (role === "universal") return next !== undefined && merely.has(meant(term)) && opensCase(meant(next), speech);
  // "Up to 5" and "need to run" lead nowhere.
  if (role !== "opens-toward" || !toward.has(meant(term))) return false;
  return (
    numberOf(next, speech) !== undefined || (isOnlyDemand(said.slice(0, i), speech) && isVerbAt(said, i + 1, speech))
  );
}

/** Whether words say only that something is demanded: "you do not need". */
function isOnlyDemand(words: readonly string[], { meant, yes, no, idle }: Speech): boolean {
  const terms = words.map(meant);
  return terms.some((term) => yes.has(term)) && terms.every((term) => [yes, no, idle].some((set) => set.has(term)));
}

function opensCase(term: string, { times, except, within }: Speech): boolean {
  return times.has(term) || except.has(term) || within.has(term);
}

function isVerbAt(said: readonly string[], i: number, speech: Speech): boolean {
  const word = said[i];
  if (word === undefined) return false;
  return speech.verbs.has(word) || (speech.spaced && lexicon(speech.language).isCommand(said.slice(i).join(" ")));
}

const STEPS: Readonly<Record<Role, (walk: Walk, i: number) => void>> = {
  denies: deny,
  universal: (walk) => {
    walk.isOfAll = walk.place === "scope";
    walk.namesAll = opensClause(walk);
    walk.isUniversal = true;
    if (walk.place === "core") walk.isDemand = true;
  },
  demands: (walk) => {
    if (walk.namesAll) walk.ofAll.push(...walk.found.core);
    [walk.namesAll, walk.isDemand] = [false, true];
  },
  "opens-when": (walk, i) => {
    walk.whens.push(termAt(walk, i));
    enter(walk, "when", termAt(walk, i));
  },
  "opens-exception": (walk, i) => {
    walk.isExcepted = true;
    enter(walk, "scope", termAt(walk, i));
  },
  "opens-toward": (walk, i) => {
    const { said, speech } = walk;
    const term = termAt(walk, i);
    const isSecond = speech.instead.has(term) && !speech.toward.has(term);
    const isWhere =
      isVerbAt(said, i + 1, speech) || said.slice(0, i).some((word) => speech.adds.has(speech.meant(word)));
    // "Over" and "instead of" are one.
    enter(walk, "scope", isWhere ? "" : isSecond ? INSTEAD : term);
    // What comes second narrows nothing: "over our own".
    walk.isOfAll = isSecond;
  },
  "opens-where": (walk) => enter(walk, "scope", ""),
  "opens-means": (walk) => {
    if (!walk.isFronted) enter(walk, "core", "");
  },
  "ends-label": (walk) => {
    [walk.place, walk.isOfAll] = ["core", false];
  },
  separates: (walk) => {
    if (walk.isFronted) [walk.place, walk.opener, walk.isFronted] = ["core", "", false];
  },
  silent: () => {},
  content: hold,
};

/** What opens in a key what comes second. */
const INSTEAD = "instead";

function termAt({ said, speech }: Walk, i: number): string {
  return speech.meant(said[i]!);
}

function opensClause({ place, found }: Walk): boolean {
  return place === "core" && found.core.length === 0;
}

function enter(walk: Walk, place: Place, opener: string): void {
  if (opensClause(walk)) walk.isFronted = true;
  [walk.place, walk.opener, walk.isOfAll] = [place, opener, false];
}

/** A no is said of what is demanded, or of something beside it. */
function deny(walk: Walk, i: number): void {
  const { states, instead, never, concord } = walk.speech;
  const term = termAt(walk, i);
  // "Is not" tells how things are, "is forbidden" how they are to be.
  const isFact = states.has(term) || (instead.has(term) && i > 0 && states.has(termAt(walk, i - 1)));
  if (!isFact) walk.isDemand = true;
  if (never.has(term)) walk.isNever = true;
  if (deniesAll(walk, i)) {
    const isAgain = concord && walk.said.some((word, at) => at !== i && isParticle(word, walk.speech));
    if (!(never.has(term) && isAgain)) walk.denials++;
  } else if (!(concord && never.has(term))) {
    walk.lacking ??= i;
    enter(walk, "scope", term);
  }
}

/** Whether a word is the plain no of a language, not one that says more: "not". */
function isParticle(word: string, { meant, no, instead }: Speech): boolean {
  return no.has(meant(word)) && instead.has(meant(word));
}

function deniesAll(walk: Walk, i: number): boolean {
  const { said, isCommand, speech } = walk;
  // "Commit without …" demands to commit.
  if (speech.lacks.has(termAt(walk, i))) return opensClause(walk);
  const before = i === 0 ? undefined : termAt(walk, i - 1);
  // Some languages say no behind the verb of a command.
  if (i === 0 || (i === 1 && isCommand) || i === said.length - 1 || opensClause(walk)) return true;
  if (speech.verbLast && !walk.roles.slice(i + 1).includes("content")) return true;
  return before !== undefined && (speech.idle.has(before) || speech.yes.has(before));
}

function hold(walk: Walk, i: number): void {
  const { said, speech, key, found, values, units, everywhere, place, opener } = walk;
  const amount = amountAt(said, i, speech);
  if (amount) {
    values.push(amount.value);
    units.push(amount.unit);
  } else (walk.isOfAll ? everywhere : found[place]).push(termAt(walk, i));
  const term = amount ? `${amount.value}${amount.isScaled ? amount.unit : ""}` : termAt(walk, i);
  // "At most 5 lines long" says no more than "at most 5 lines".
  const isMeasure = walk.isCounted && speech.measures.has(term);
  if (!isMeasure) key.push(opener === "" ? term : `${opener}:${term}`);
}
