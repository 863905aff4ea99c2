import { compress } from "../../engine/compress.ts";
import type { SalienceEngine } from "../../engine/salience/salience.ts";
import { paintedWords, weigh } from "../../engine/weigh.ts";
import { overlapTester, union } from "../../protocol/span.ts";
import { realPrompts } from "./datasets.ts";
import { auc, mean } from "./statistics.ts";

export interface PaintedOrder {
  /** Prompts of which some unprotected words go and some stay. */
  readonly files: number;
  /** Share of the pairs of a kept and a removed word in which the kept one is painted as more important; the mean over prompts. */
  readonly pairs: number;
  /** Share of the removed words that are in the most important quarter of their prompt's unprotected words, of all prompts together. */
  readonly inTopQuarter: number;
}

/** Holds what the heat map paints against what goes of every real prompt file at a share of its prose. */
export async function paintedOrder(salience: SalienceEngine, keep: number): Promise<PaintedOrder> {
  const pairs: number[] = [];
  let removed = 0;
  let high = 0;
  for (const { text, path } of realPrompts()) {
    const weighed = await weigh({ text, path, model: "gpt-4o" }, salience);
    const isProtected = overlapTester(union(weighed.order.protections));
    const goes = overlapTester(compress(weighed, { keep }).removed);
    const words = paintedWords(weighed).filter((word) => !isProtected(word));
    const isGone = words.map((word) => goes(word));
    const gone = isGone.filter(Boolean).length;
    if (gone === 0 || gone === words.length) continue;
    const important = words.map((word) => word.heat);
    pairs.push(
      auc(
        important,
        isGone.map((is) => !is),
      ),
    );
    const quarter = important.toSorted((a, b) => b - a)[Math.floor(words.length / 4)]!;
    removed += gone;
    high += important.filter((value, i) => isGone[i] && value > quarter).length;
  }
  return { files: pairs.length, pairs: mean(pairs), inTopQuarter: high / Math.max(1, removed) };
}
