import { combine, PRIOR } from "../../engine/salience/combination.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { type WordKind, wordKinds } from "../../engine/salience/word-kinds.ts";
import { type Golden, goldens } from "./goldens.ts";
import { onSpacedWords, type Ranking } from "./rankings.ts";
import { auc, bootstrap, type Estimate, mean, written } from "./statistics.ts";
import { printTable } from "./table.ts";
import { spacedWords } from "./words.ts";

type Prior = Readonly<Record<WordKind, number>>;

/** The priors that the cross-validation chooses from. */
const GRID: readonly Prior[] = [0, 0.25, 0.5, 1, 2].flatMap((content) =>
  [0, 0.5, 1, 1.5, 2, 3].map((decisive) => ({ structural: 0, content, decisive })),
);

/** The area over the words of several texts, with the interval over resampled words. */
function aucOf(scores: readonly (readonly number[])[], kept: readonly (readonly boolean[])[]): Estimate {
  const flat = scores.flat();
  const labels = kept.flat();
  return bootstrap(flat.length, (items) =>
    auc(
      items.map((i) => flat[i]!),
      items.map((i) => labels[i]!),
    ),
  );
}

/**
 * How the orders agree with the words that LLMLingua-2 kept of its own test prompts: the area under the curve over all
 * words, and each prompt's. Beside the default stands the same combination with its weights chosen without the prompt
 * that it is measured on: each prompt in turn, the best weights of a grid for the two others.
 */
export async function printKeepLabels(engine: SalienceEngine, rankings: Readonly<Record<string, Ranking>>) {
  const prompts = goldens();
  const kept = prompts.map((golden) => golden.kept);
  const row = (name: string, scores: readonly (readonly number[])[]) => [
    name,
    written(aucOf(scores, kept)),
    ...scores.map((values, i) => auc(values, kept[i]!).toFixed(3)),
  ];
  const rows: string[][] = [];
  for (const [name, rank] of Object.entries(rankings))
    rows.push(row(name, await Promise.all(prompts.map(({ text }) => rank(text)))));
  const withPriors = await Promise.all(prompts.map(({ text }) => scoresByPrior(engine, text)));
  rows.push(
    row(
      "combined, cross-validated",
      withPriors.map((scores, held) => scores(chosenWithout(held, withPriors, prompts))),
    ),
  );
  const words = kept.flat();
  printTable(
    `Agreement with LLMLingua-2: AUC over ${words.length} words, ${words.filter(Boolean).length} of them kept`,
    ["order", "all [95 % interval]", ...prompts.map(({ name }) => name)],
    rows,
  );
}

/** The combination's scores of a text's white-space words under a given prior. */
async function scoresByPrior(engine: SalienceEngine, text: string): Promise<(prior: Prior) => number[]> {
  const [attributed] = await engine.score([text], { method: "decompx" });
  const attributions = attributed!.map((word) => word.salience);
  const kinds = wordKinds(text, attributed!);
  return (prior) => {
    const combined = combine(attributions, kinds, prior);
    const scored = attributed!.map(({ start, end }, i) => ({ start, end, salience: combined[i]! }));
    return onSpacedWords(scored, spacedWords(text));
  };
}

function chosenWithout(
  held: number,
  scores: readonly ((prior: Prior) => number[])[],
  prompts: readonly Golden[],
): Prior {
  const merit = (prior: Prior) =>
    mean(prompts.flatMap(({ kept }, i) => (i === held ? [] : [auc(scores[i]!(prior), kept)])));
  return GRID.reduce((best, prior) => (merit(prior) > merit(best) ? prior : best), PRIOR);
}
