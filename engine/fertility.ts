import type { Fertility } from "../protocol/comparison.ts";
import { CharacterClass, characterClass } from "./prompt/text/characters.ts";
import { type ScriptRun, scriptRuns } from "./prompt/text/scripts.ts";
import { words } from "./prompt/text/segment.ts";
import type { Tokenizer } from "./tokens/encoding.ts";

interface Tally {
  characters: number;
  tokens: number;
  words: number;
  /** Whether it sets blanks between words. */
  isSpaced: boolean;
}

/**
 * Into how many tokens a model cuts what texts have in each script, the most used first: per word, as tokenizers are
 * compared, and per character, which alone is said of scripts that set no words apart. O(text).
 */
export function fertility(texts: readonly string[], tokenizer: Tokenizer): Fertility[] {
  const tallies = new Map<string, Tally>();
  for (const text of texts) tally(text, tokenizer, tallies);
  return [...tallies]
    .sort(([, a], [, b]) => b.characters - a.characters)
    .map(([script, { characters, tokens, words, isSpaced }]) => ({
      script,
      characters,
      tokens,
      perCharacter: tokens / characters,
      ...(isSpaced && words > 0 && { perWord: tokens / words }),
    }));
}

function tally(text: string, tokenizer: Tokenizer, tallies: Map<string, Tally>): void {
  const runs = scriptRuns(text);
  const of = ({ script }: ScriptRun): Tally => {
    const found = tallies.get(script) ?? { characters: 0, tokens: 0, words: 0, isSpaced: true };
    tallies.set(script, found);
    return found;
  };
  for (const run of runs) of(run).characters += [...text.slice(run.start, run.end)].length;
  const runOfToken = walk(runs);
  // By its last unit: the blank before a word is a part of that word's token.
  for (const end of tokenizer.encode(text).ends) of(runOfToken(Math.max(0, end - 1))).tokens++;
  const runOfWord = walk(runs);
  for (const { start } of words(text)) {
    const kind = characterClass(text.codePointAt(start)!);
    const counts = of(runOfWord(start));
    if (kind === CharacterClass.Unspaced) counts.isSpaced = false;
    if (kind === CharacterClass.Word) counts.words++;
  }
}

/** Finds the run of each of many rising offsets. */
function walk(runs: readonly ScriptRun[]): (offset: number) => ScriptRun {
  let at = 0;
  return (offset) => {
    while (runs[at]!.end <= offset) at++;
    return runs[at]!;
  };
}
