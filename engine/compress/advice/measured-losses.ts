import * as l10n from "@vscode/l10n";
import type { Task } from "../../../protocol/compression.ts";

/** Values by the share of a prompt's tokens that is kept, from all of it down; between them on straight lines. */
type Curve = readonly [Point, Point, ...Point[]];
type Point = readonly [kept: number, value: number];

interface Measured {
  /** What was lost, in the user's words: so many in 100, and tokens by which the answer grew. */
  readonly note: (lost: number, growth: number) => string;
  /** So many in 100. */
  readonly lost: Curve;
  /** Tokens by which the visible answer grew; absent where answers were not published. */
  readonly growth?: Curve;
}

/**
 * What FrugalPrompt's compressions did to the answers to a task: means over five models and two methods. GSM8K: share
 * of right answers and length of the answer, re-scored from the answers that its authors published (prompts of 105
 * tokens, answers of 158 to 209, which grew in all 30 pairs of model and compression). The others as the authors'
 * notebook prints them: accuracy on CosmosQA and IMDb, and ROUGE-L of news summaries as a share of what the whole text
 * gives, where only words were counted. Tasks that are not here were not measured.
 */
const MEASURED: Partial<Record<Task, Measured>> = {
  reasoning: {
    note: (lost, growth) =>
      l10n.t(
        "a problem to be reasoned out: answers grew by about {0} tokens and {1} in 100 more were wrong when word problems were cut as much (GSM8K)",
        growth,
        lost,
      ),
    // biome-ignore format: one line is a curve
    lost: [[1, 0], [0.92, 19], [0.71, 43], [0.61, 57]],
    // biome-ignore format: one line is a curve
    growth: [[1, 0], [0.92, 36], [0.71, 62], [0.61, 59]],
  },
  question: {
    note: (lost) =>
      l10n.t(
        "a question about a text: {0} in 100 answers more were wrong when the text was cut as much without regard to the question (CosmosQA)",
        lost,
      ),
    // biome-ignore format: one line is a curve
    lost: [[1, 0], [0.86, 2.7], [0.65, 7.2], [0.55, 9.5]],
  },
  classification: {
    note: (lost) =>
      l10n.t("a classification: {0} in 100 labels more were wrong when the text was cut as much (IMDb)", lost),
    // biome-ignore format: one line is a curve
    lost: [[1, 0], [0.87, 2.6], [0.66, 8.8], [0.56, 12.7]],
  },
  summary: {
    note: (lost) =>
      l10n.t(
        "a summary: {0} in 100 parts of its likeness to a good one were lost when the text was cut as much (ROUGE-L of news)",
        lost,
      ),
    // biome-ignore format: one line is a curve
    lost: [[1, 0], [0.8, 8.4], [0.6, 12.6], [0.5, 15.7]],
  },
};

/** What compressing to a share of the tokens did to such a task. */
export interface Loss {
  /** Tokens by which the answer is to be expected to grow; 0 where that is not known. */
  readonly growth: number;
  /** In the user's words; absent where nothing was measured or lost, or the cut is slighter than any that was measured. */
  readonly note?: string;
}

/** What was measured of a task at a share of the tokens; beyond what was measured, the last value. */
export function lossOf(task: Task | undefined, kept: number): Loss {
  const measured = task && MEASURED[task];
  if (!measured) return { growth: 0 };
  const growth = measured.growth ? Math.round(valueAt(measured.growth, kept)) : 0;
  const [, [mildest]] = measured.lost;
  return kept > mildest
    ? { growth }
    : { growth, note: measured.note(Math.round(valueAt(measured.lost, kept)), growth) };
}

function valueAt(curve: Curve, kept: number): number {
  const next = curve.findIndex(([at]) => at <= kept);
  if (next === 0) return curve[0]![1];
  if (next < 0) return curve.at(-1)![1];
  const [x1, y1] = curve[next - 1]!;
  const [x2, y2] = curve[next]!;
  return y2 + ((y1 - y2) * (kept - x2)) / (x1 - x2);
}
