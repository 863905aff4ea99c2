import { LANGUAGES, type Language, wordsOf } from "./words.ts";

/** How much of a text is looked at. */
const SAMPLE = 4000;
/** Scripts that one language alone of those known is written in, the telling ones first: Japanese holds Han, too. */
const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ["ko", /\p{Script=Hangul}/gu],
  ["zh", /\p{Script=Han}/gu],
  ["ru", /\p{Script=Cyrillic}/gu],
  ["ar", /\p{Script=Arabic}/gu],
  ["hi", /\p{Script=Devanagari}/gu],
];
/** From this share of its letters on, a script tells the language: code and names in Latin letters stand in all. */
const TELLING = 0.15;
/** A text of fewer frequent words than this share is in none of the languages known. */
const LEAST = 0.08;

/** One word tells no language that is written in the letters of English: "die", "on". */
const TOLD = 1;

let owners: ReadonlyMap<string, readonly Language[]> | undefined;

/**
 * The language of a text, by its script and its most frequent words; undefined where it is none of those known or too
 * little is said to tell. O(1): it looks at the beginning.
 */
export function languageOf(text: string): Language | undefined {
  const sample = text.slice(0, SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  const byScript = SCRIPTS.find(([, script]) => (sample.match(script)?.length ?? 0) >= TELLING * letters);
  if (byScript) return byScript[0];
  if ((sample.match(/\p{Script=Latin}/gu)?.length ?? 0) < letters / 2) return undefined;
  const words = sample.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? [];
  owners ??= frequentOwners();
  const counts = new Map<Language, number>();
  for (const word of words) {
    const own = owners.get(word) ?? [];
    for (const language of own) counts.set(language, (counts.get(language) ?? 0) + 1 / own.length);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!best || best[1] < LEAST * words.length) return undefined;
  const [language, count] = best;
  return language === "en" || count > TOLD || /[^\p{ASCII}\P{L}]/u.test(sample) ? language : undefined;
}

/** Whether what knows English only can read a text: what is in no known language and in plain letters, it may. */
export function isEnglish(text: string): boolean {
  const language = languageOf(text);
  return language ? language === "en" : !/[^\P{L}a-z]/iu.test(text);
}

/** The languages that each frequent word of theirs belongs to. */
function frequentOwners(): ReadonlyMap<string, readonly Language[]> {
  const map = new Map<string, Language[]>();
  for (const language of LANGUAGES) {
    for (const word of wordsOf(language).frequent) map.set(word, [...(map.get(word) ?? []), language]);
  }
  return map;
}
