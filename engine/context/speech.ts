import { stem } from "../compress/atoms/terms.ts";
import { type Claims, type Language, wordsOf } from "../lexicon/words.ts";

/** What a language says rules with. */
export interface Speech extends ReturnType<typeof speechOf> {}

const read = new Map<Language, Speech | undefined>();

/** Read at first need; undefined for a language of which nothing of the kind is known. */
export function speechIn(language: Language): Speech | undefined {
  const { claims } = wordsOf(language);
  if (!read.has(language)) read.set(language, claims && speechOf(language, claims));
  return read.get(language);
}

function speechOf(language: Language, claims: Claims) {
  const { numbers, spaced } = wordsOf(language);
  const rootOf = claims.endings.length > 0 ? rootWithout(new RegExp(`(?:${claims.endings.join("|")})$`)) : root;
  const meanings = new Map(claims.same.flatMap((words) => words.map((word) => [rootOf(word), rootOf(words[0]!)])));
  const meant = (word: string) => meanings.get(rootOf(word)) ?? rootOf(word);
  const set = (words: readonly string[]) => new Set(words.map(meant));
  // Names of tools are English everywhere, and a set has one number in all languages.
  const names = wordsOf("en").claims!.rivals;
  const rivals = language === "en" ? names : [...names, ...claims.rivals];
  return {
    language,
    spaced,
    meant,
    no: set(claims.no),
    not: claims.no[0]!,
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
    times: set(claims.times),
    measures: set(claims.measures),
    bounds: { low: set(claims.bounds.low), high: set(claims.bounds.high) },
    rivals: rivals.map(({ members, about }) => ({
      members: new Map(members.flatMap((words, i) => [words].flat().map((word) => [meant(word), i]))),
      about: set([...about, ...claims.purposes]),
    })),
    numbers: numbers.slice(0, LAST_IN_ORDER),
  };
}

/** The words of numbers stand in their order up to there. */
const LAST_IN_ORDER = 20;

function rootWithout(endings: RegExp): (word: string) => string {
  const cut = (word: string): string => {
    const short = word.replace(endings, "");
    return short === word || short.length < 3 ? word : cut(short);
  };
  return cut;
}

/** A stem without what its endings leave: "commit" and "committing" are one, and "entry" and "entries". */
function root(word: string): string {
  const short = word.length > 3 ? stem(word).replace(/(?<=([bdgklmnprt]))\1$|[ey]$/, "") : stem(word);
  return short === word ? word : root(short);
}
