import * as l10n from "@vscode/l10n";
import * as z from "zod";
import { Failure } from "../../../protocol/failure.ts";
import { readJsonAsset } from "../../runtime/assets.ts";
import type { Column, Columns } from "./word-features.ts";

const linear = z.object({ intercept: z.number(), weights: z.record(z.string(), z.number()) });
const schema = z.object({ document: linear, word: linear, sentence: linear, foreign: linear });

/** A linear model over named features. */
export type Linear = z.infer<typeof linear>;

/**
 * What is worth keeping, as four logistic regressions: `document`, whether a word belongs to an answer to some question
 * or other; `sentence`, whether a sentence holds the answer to this question; `word`, whether a word belongs to the
 * answer where its sentence holds it; `foreign`, as `sentence`, of a text that is not in English.
 */
export type KeepModel = z.infer<typeof schema>;

const PATH = "models/compress-keep/weights.json";
let shipped: KeepModel | undefined;

/** The model that ships, made by models/recipes/compress_keep.py. Throws a `Failure` ("model-files"). */
export function keepModel(): KeepModel {
  shipped ??= readJsonAsset(PATH, schema);
  return shipped;
}

/** The log-odds that the model gives to each row of the columns. */
export function logOdds({ intercept, weights }: Linear, columns: Columns, rows: number): Column {
  const sums = new Float64Array(rows).fill(intercept);
  for (const [name, weight] of Object.entries(weights)) {
    const column = columns[name];
    if (!column)
      throw new Failure("model-files", l10n.t("{0} names an unknown feature, {1}; reinstall Tare.", PATH, name));
    for (let i = 0; i < rows; i++) sums[i]! += weight * column[i]!;
  }
  return sums;
}

/** log(1 / (1 + e^-x)), without overflow. */
export function logProbability(logOdds: number): number {
  return logOdds < 0 ? logOdds - Math.log1p(Math.exp(logOdds)) : -Math.log1p(Math.exp(-logOdds));
}
