import { overlapTester, type Span } from "../../protocol/span.ts";
import type { Prompt } from "../prompt/parse.ts";
import { proseSpans } from "../prompt/prose.ts";
import { atomsOf } from "./atoms/atoms.ts";
import { heldProtections } from "./atoms/guards.ts";
import { meaningIn } from "./order/phrases/meaning.ts";
import { phrasesOf } from "./order/phrases/phrases.ts";
import { nearIndex } from "./redundancy/near-duplicates.ts";
import { type Statement, statementsOf } from "./redundancy/statements.ts";
import { sentencesOf } from "./sentences/sentences.ts";
import { describeWords } from "./worth/word-features.ts";

/** Two sentences of different files with fewer words in common may be alike by chance. */
const LEAST_WORDS = 4;
/** What holds a word such as “it” or “instead” says the same by itself only where it is longer and begins its item. */
const LEAST_POINTING = 6;

/** A sentence of a prompt. */
export interface Saying extends Span {
  readonly statement: Statement;
}

/** The sentences of a prompt's prose that mean something by themselves, in its order. No model is asked. O(text). */
export function sayingsOf(prompt: Prompt): Saying[] {
  const firm = heldProtections(prompt, "normal").filter(({ hold }) => hold === "firm");
  const words = describeWords(atomsOf(prompt, firm, []));
  const sentences = sentencesOf(prompt, words);
  const said = meaningIn(words, sentences, phrasesOf(prompt, words, sentences));
  const statements = statementsOf(prompt, words, said);
  const isProse = overlapTester(proseSpans(prompt));
  return statements.flatMap((statement) => {
    if (!statement.speaks) return [];
    const span = { start: words.atoms[statement.first]!.start, end: words.atoms[statement.end - 1]!.end };
    return isProse(span) ? [{ ...span, statement }] : [];
  });
}

/** Whether a sentence says enough to be compared with those of other prompts. */
function standsAlone({ isFree, words, points, continues }: Statement): boolean {
  if (!isFree) return false;
  return points ? !continues && words.length >= LEAST_POINTING : words.length >= LEAST_WORDS;
}

/** A saying, and an earlier one of another prompt that says the same; both by the numbers of prompt and saying. */
export interface SaidAgain {
  readonly prompt: number;
  readonly saying: Saying;
  readonly earlier: { readonly prompt: number; readonly saying: Saying };
}

/**
 * What prompts that are read together say again that an earlier one says: in the same words, or in nearly the same
 * (`near-duplicates.ts`). What one prompt repeats by itself is left to its own inspection.
 */
export function saidAgain(prompts: readonly (readonly Saying[])[]): SaidAgain[] {
  const all = prompts.flatMap((sayings, prompt) =>
    sayings.filter(({ statement }) => standsAlone(statement)).map((saying) => ({ prompt, saying })),
  );
  const near = nearIndex(all.map(({ saying }) => ({ ...saying.statement, place: 0 })));
  const same = new Map<string, number>();
  const found: SaidAgain[] = [];
  for (const [i, { prompt, saying }] of all.entries()) {
    const key = saying.statement.words.join(" ");
    // What points is compared word by word only.
    const twin = same.get(key) ?? (saying.statement.points ? undefined : near.find(i));
    const earlier = twin === undefined ? undefined : all[twin]!;
    if (earlier && earlier.prompt !== prompt) found.push({ prompt, saying, earlier });
    else {
      same.set(key, i);
      if (!saying.statement.points) near.add(i);
    }
  }
  return found;
}
