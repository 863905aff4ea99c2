import { compress } from "../../engine/compress.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { weigh } from "../../engine/weigh.ts";
import type { Strength } from "../../protocol/compression.ts";
import type { Target } from "../../protocol/engine.ts";
import { overlapTester, type Span } from "../../protocol/span.ts";
import { type AnnotatedPrompt, annotatedPrompts } from "./datasets.ts";
import { bootstrap, type Estimate, mean, writtenShare } from "./statistics.ts";
import { printTable } from "./table.ts";

/** What compressing left of one annotated prompt; shares from 0 to 1. */
interface Outcome {
  readonly whole: number;
  readonly fillerGone: number | undefined;
  readonly kept: number;
  readonly glued: number;
  readonly limited: boolean;
}

interface Setting {
  readonly title: string;
  readonly target?: Target;
  readonly strength?: Strength;
}

const SETTINGS: readonly Setting[] = [
  { title: "trim" },
  { title: "90 %", target: { keep: 0.9 } },
  { title: "80 %", target: { keep: 0.8 } },
  { title: "70 %", target: { keep: 0.7 } },
  { title: "70 %, light", target: { keep: 0.7 }, strength: "light" },
];

/**
 * What compressing breaks of annotated prompts and what of their filler goes, macro over prompts: requirements of which
 * every word is left, prompts with all of them, filler gone (in letters), words glued together.
 */
export async function printRequirements(salience: SalienceEngine): Promise<void> {
  for (const name of ["files", "other"] as const) {
    const prompts = annotatedPrompts(name);
    const rows: (string | number)[][] = [];
    for (const setting of SETTINGS) {
      const outcomes: Outcome[] = [];
      for (const prompt of prompts) outcomes.push(await outcomeOf(prompt, setting, salience));
      const share = (of: (outcome: Outcome) => number | undefined): Estimate => {
        const values = outcomes.map(of).filter((value) => value !== undefined);
        return bootstrap(values.length, (items) => mean(items.map((i) => values[i]!)));
      };
      rows.push([
        setting.title,
        writtenShare(share(({ whole }) => whole)),
        writtenShare(share(({ whole }) => Number(whole === 1))),
        writtenShare(share(({ fillerGone }) => fillerGone)),
        outcomes.reduce((sum, { glued }) => sum + glued, 0),
        writtenShare(share(({ kept }) => kept)),
        outcomes.filter(({ limited }) => limited).length,
      ]);
    }
    printTable(
      `Requirements of ${prompts.length} prompts (${name}), % [95 %]`,
      ["", "requirements whole", "prompts with all", "filler gone", "words glued", "tokens kept", "limited"],
      rows,
    );
  }
}

async function outcomeOf(
  { text, path, must, removable }: AnnotatedPrompt,
  { target, strength = "normal" }: Setting,
  salience: SalienceEngine,
): Promise<Outcome> {
  const result = compress(await weigh({ text, path, model: "gpt-5", strength }, salience), target);
  const goes = (span: Span) => letters(text, span).some(overlapTester(result.removed));
  const isBroken = ({ spans }: AnnotatedPrompt["must"][number]) =>
    spans.some((span) => goes(typeof span === "string" ? occurrence(text, span) : occurrence(text, ...span)));
  const filler = removable
    .filter(({ level }) => level === 1)
    .flatMap(({ span, occ }) => letters(text, occurrence(text, span, occ)))
    .sort((a, b) => a.start - b.start);
  const isGone = overlapTester(result.removed);
  const isGlued = ({ start, end }: Span) =>
    /[A-Za-z0-9]$/.test(text.slice(0, start)) &&
    /^[A-Za-z0-9]/.test(text.slice(end)) &&
    /\s/.test(text.slice(start, end));
  return {
    whole: 1 - must.filter(isBroken).length / Math.max(1, must.length),
    fillerGone: filler.length === 0 ? undefined : filler.filter((letter) => isGone(letter)).length / filler.length,
    kept: result.after / result.before,
    glued: result.removed.filter(isGlued).length,
    limited: result.limited === true,
  };
}

function letters(text: string, { start, end }: Span): Span[] {
  return Array.from(text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu), ({ 0: letter, index }) => ({
    start: start + index,
    end: start + index + letter.length,
  }));
}

function occurrence(text: string, words: string, number = 1): Span {
  let start = -1;
  for (let k = 0; k < number; k++) start = text.indexOf(words, start + 1);
  return { start, end: start + words.length };
}
