import { LRUCache } from "lru-cache";
import { stem } from "../../compress/atoms/terms.ts";
import { type Claims, type Language, wordsOf } from "../../lexicon/words.ts";

/** Whether a number is the least or the most. */
export type Bound = "low" | "high";

/** What a language says rules with. */
export interface Speech extends ReturnType<typeof speechOf> {}

/** Words of which it is remembered what they mean: a text says the same ones again and again. */
const MOST_KNOWN = 2 ** 13;

const read = new Map<Language, Speech | undefined>();

/** Read at first need; undefined for a language of which nothing of the kind is known. */
export function speechIn(language: Language): Speech | undefined {
  const { claims } = wordsOf(language);
  if (!read.has(language)) read.set(language, claims && speechOf(language, claims));
  return read.get(language);
}

function speechOf(language: Language, claims: Claims) {
  const { numbers, numbered, spaced, coordinators } = wordsOf(language);
  const meant = meaningIn(claims);
  const set = (words: readonly string[]) => new Set(words.map(meant));
  return {
    language,
    spaced,
    meant,
    no: set(claims.no),
    not: claims.no.find((word) => !claims.never.includes(word))!,
    /** What stands between clauses: a comma, or "and" before a no. */
    joint: new RegExp(
      `\\s*,\\s*|\\s(?:${coordinators.join("|") || "(?!)"})\\s(?=(?:${claims.no.join("|")})(?![\\p{L}']))`,
      "u",
    ),
    before: claims.order.before[0],
    never: set(claims.never),
    concord: claims.concord,
    verbLast: claims.verbLast,
    unread: claims.unread.length > 0 ? new RegExp(claims.unread.join("|"), "u") : undefined,
    lacks: set(claims.lacks),
    merely: set(claims.merely),
    states: set(claims.states),
    yes: set(claims.yes),
    every: set(claims.every),
    verbs: new Set(claims.verbs),
    instead: set(claims.instead),
    idle: set(claims.idle),
    places: set(claims.places),
    within: set(claims.within),
    means: set(claims.means),
    except: set(claims.except),
    toward: set(claims.toward),
    adds: set(claims.adds),
    times: set(claims.times),
    measures: set(claims.measures),
    boundOf: boundIn(claims, meant),
    order: {
      before: set(claims.order.before),
      after: set(claims.order.after),
      next: set(claims.order.next),
      first: set(claims.order.first),
    },
    /** What a unit is called among those of its thing, and how many of them it is. */
    scales: new Map(
      claims.scales.flatMap((units) =>
        units.flatMap(({ words, size }) => words.map((word) => [meant(word), { unit: units[0]!.words[0]!, size }])),
      ),
    ),
    slots: claims.slots.map(({ words, beside, about }) => ({
      words: set(words),
      beside: set(beside),
      about: set(about),
    })),
    rivals: rivalsIn(language, claims, meant),
    /** What stands before a number that is a name: "section". */
    numbered: numbered.length > 0 ? new RegExp(`^(?:${numbered.join("|")})$`, "u") : undefined,
    numbers: (claims.numbers.length > 0 ? claims.numbers : numbers).slice(0, LAST_IN_ORDER),
  };
}

type Meant = (word: string) => string;

/** Whether words are taken without their endings, as where each has many forms. */
function isStemmed({ endings }: Claims): boolean {
  return endings.length > 0;
}

/** What a word means, by the root that stands for all that mean the same. */
function meaningIn(claims: Claims): Meant {
  const rootOf = isStemmed(claims) ? rootWithout(claims) : root;
  const meanings = new Map(claims.same.flatMap((words) => words.map((word) => [rootOf(word), rootOf(words[0]!)])));
  // A form of another word is no word that says no: "note".
  const denials = new Set([...claims.no, ...claims.instead]);
  const denialRoots = new Set([...denials].map(rootOf));
  const said = new Set([...SAYING.flatMap((list) => claims[list]), ...claims.order.first].map(rootOf));
  const meaning = (word: string) => {
    const isCode = word.startsWith("`");
    const root = rootOf(isCode ? word.slice(1, -1) : word.replace(/(?<=\p{L})'s$/u, ""));
    // Code says nothing of the rule: "no `any`".
    if (isCode && said.has(root)) return word;
    if (denialRoots.has(root) && !denials.has(word)) return word;
    return meanings.get(root) ?? root;
  };
  const known = new LRUCache<string, string>({ max: MOST_KNOWN, memoMethod: meaning });
  return (word) => known.memo(word);
}

/** Tells which side of a number a word bounds: a "long" line is not "longer" than others. */
function boundIn(claims: Claims, meant: Meant): (word: string) => Bound | undefined {
  const form: Meant = isStemmed(claims) ? meant : (word) => word;
  const bounds = { low: new Set(claims.bounds.low.map(form)), high: new Set(claims.bounds.high.map(form)) };
  return (word) => (["low", "high"] as const).find((side) => bounds[side].has(form(word)));
}

/** Sets of things of which one is chosen. */
function rivalsIn(language: Language, claims: Claims, meant: Meant) {
  // Names of tools are English everywhere, and a set has one number in all languages.
  const names = wordsOf("en").claims!.rivals;
  const rivals = language === "en" ? names : [...names, ...claims.rivals];
  return rivals.map(({ members, about, of }) => ({
    members: new Map(members.flatMap((words, i) => [words].flat().map((word) => [meant(word), i]))),
    /** As they are written; undefined where words have too many forms. */
    forms: isStemmed(claims) ? undefined : new Set(members.flat()),
    about: new Set([...about, ...claims.purposes].map(meant)),
    of: new Set(of.map(meant)),
  }));
}

/** The words of numbers stand in their order up to there. */
const LAST_IN_ORDER = 20;

/** What says something of a rule, not what the rule is about. */
const SAYING = ["yes", "no", "every", "idle", "within", "toward", "times"] as const;

function rootWithout({ beginnings, endings, shortest }: Claims): (word: string) => string {
  const ending = new RegExp(`(?:${endings.join("|")})$`, "u");
  // An article that is written at its word ("l'…") among them.
  const beginning = new RegExp(`^(?:\\p{L}{1,2}'${beginnings.map((one) => `|${one}`).join("")})(?=\\p{L}{3})`, "u");
  const cut = (word: string): string => {
    const short = word.replace(ending, "");
    return short === word || short.length < shortest ? word : cut(short);
  };
  return (word) => cut(word.replace(beginning, ""));
}

/** A stem without what its endings leave: "commit" and "committing" are one, and "entry" and "entries". */
function root(word: string): string {
  const short =
    word.length > 3
      ? stem(word)
          .replace(/(?<=\p{L}{3})(?:ing|ed)$/u, "")
          .replace(/(?<=([bdgklmnprt]))\1$|[ey]$/, "")
      : stem(word);
  return short === word ? word : root(short);
}
