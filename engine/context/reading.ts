import { numberOf, unitOf } from "./amounts.ts";
import { isOfThings } from "./clauses.ts";
import type { Speech } from "./speech.ts";

/** Where a word of content belongs in a clause: to what is demanded, to where that holds, or to when. */
type Place = "core" | "scope" | "when";

/** A clause, read word by word. */
export interface Reading {
  readonly found: Readonly<Record<Place, readonly string[]>>;
  /** Where it holds, but that is everywhere: "in every file". */
  readonly everywhere: readonly string[];
  /** Its words and its bounds, each with what opened its place where that tells when or whither. */
  readonly key: readonly string[];
  readonly values: readonly number[];
  readonly units: readonly (string | undefined)[];
  readonly denials: number;
  /** The word that says no of something beside what is demanded: "run the tests *without* Docker". */
  readonly lacking: number | undefined;
  readonly isDemand: boolean;
  readonly isUniversal: boolean;
  readonly isExcepted: boolean;
}

/** What a word does in a clause; a word of content goes where the last preposition leads. */
type Role =
  | "denies"
  | "of all"
  | "low"
  | "high"
  | "demands"
  | "opens when"
  | "opens an exception"
  | "opens whither"
  | "opens where"
  | "opens by what"
  | "ends a label"
  | "separates"
  | "silent"
  | "content";

/** The clause as far as it is read. */
interface Walk {
  readonly said: readonly string[];
  readonly isCommand: boolean;
  readonly speech: Speech;
  readonly found: Record<Place, string[]>;
  readonly everywhere: string[];
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
  denials: number;
  lacking: number | undefined;
  isDemand: boolean;
  isUniversal: boolean;
  isExcepted: boolean;
}

/** What the words of a clause do in it. O(words). */
export function readingOf(said: readonly string[], isCommand: boolean, speech: Speech): Reading {
  const walk: Walk = {
    said,
    isCommand,
    speech,
    found: { core: [], scope: [], when: [] },
    everywhere: [],
    key: [],
    values: [],
    units: [],
    // A label says where it holds: "Imports: …".
    place: said.indexOf(":") > 0 ? "scope" : "core",
    opener: "",
    isOfAll: false,
    isFronted: false,
    denials: 0,
    lacking: undefined,
    isDemand: isCommand,
    isUniversal: false,
    isExcepted: false,
  };
  for (const [i, role] of rolesOf(said, speech).entries()) STEPS[role](walk, i);
  return walk;
}

function rolesOf(said: readonly string[], speech: Speech): Role[] {
  const isNumber = (word: string | undefined) => word !== undefined && numberOf(word, speech) !== undefined;
  const isCounted = said.some(isNumber);
  const label = said.indexOf(":");
  const { no, every, bounds, yes, times, except, toward, instead, within, means, idle, places } = speech;
  const roles: readonly (readonly [Role, ReadonlySet<string>])[] = [
    ["denies", no],
    ["of all", every],
    ...(isCounted ? ([["low", bounds.low] as const, ["high", bounds.high] as const] as const) : []),
    ["demands", yes],
    ["opens when", times],
    ["opens an exception", except],
    ["opens whither", toward],
    ["opens whither", instead],
    ["opens where", within],
    ["opens by what", means],
    ["silent", idle],
    ["silent", places],
  ];
  return said.map((word, i) => {
    if (i === label) return "ends a label";
    if (word === ",") return "separates";
    const term = speech.meant(word);
    const role = roles.find(([, words]) => words.has(term))?.[0] ?? "content";
    // "Up to 5" leads nowhere.
    return role === "opens whither" && toward.has(term) && isNumber(said[i + 1]) ? "silent" : role;
  });
}

const STEPS: Readonly<Record<Role, (walk: Walk, i: number) => void>> = {
  denies: deny,
  "of all": (walk) => {
    walk.isOfAll = walk.place !== "core";
    walk.isUniversal = true;
    if (!walk.isOfAll) walk.isDemand = true;
  },
  low: ({ key }) => key.push("low"),
  high: ({ key }) => key.push("high"),
  demands: (walk) => {
    walk.isDemand = true;
  },
  "opens when": (walk, i) => enter(walk, "when", termAt(walk, i)),
  "opens an exception": (walk, i) => {
    walk.isExcepted = true;
    enter(walk, "scope", termAt(walk, i));
  },
  "opens whither": (walk, i) => {
    const { said, speech } = walk;
    const next = said[i + 1];
    enter(walk, "scope", next !== undefined && speech.verbs.has(next) ? "" : termAt(walk, i));
  },
  "opens where": (walk) => enter(walk, "scope", ""),
  "opens by what": (walk) => {
    if (!walk.isFronted) enter(walk, "core", "");
  },
  "ends a label": (walk) => {
    [walk.place, walk.isOfAll] = ["core", false];
  },
  separates: (walk) => {
    if (walk.isFronted) [walk.place, walk.opener, walk.isFronted] = ["core", "", false];
  },
  silent: () => {},
  content: hold,
};

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
  walk.isDemand = true;
  if (deniesAll(walk, i)) walk.denials++;
  else {
    const rest = walk.said.slice(i);
    if (isOfThings(rest, rest, walk.speech)) walk.lacking ??= i;
    enter(walk, "scope", termAt(walk, i));
  }
}

function deniesAll(walk: Walk, i: number): boolean {
  const { said, isCommand, speech } = walk;
  const before = i === 0 ? undefined : termAt(walk, i - 1);
  // Some languages say no behind the verb of a command.
  if (i === 0 || (i === 1 && isCommand) || i === said.length - 1 || opensClause(walk)) return true;
  return before !== undefined && (speech.idle.has(before) || speech.yes.has(before));
}

function hold(walk: Walk, i: number): void {
  const { said, speech, key, found, values, units, everywhere, place, opener } = walk;
  const term = termAt(walk, i);
  const value = numberOf(said[i]!, speech);
  if (value !== undefined) {
    values.push(value);
    units.push(unitOf(said[i]!, said[i + 1], speech));
  } else (walk.isOfAll ? everywhere : found[place]).push(term);
  key.push(opener === "" ? term : `${opener}:${term}`);
}
