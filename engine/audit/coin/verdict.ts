import * as z from "zod";
import { readJsonAsset } from "../../runtime/assets.ts";
import type { Opening } from "./commit.ts";
import { type Exchange, evidenceOf } from "./evidence.ts";
import { type Claim, type OpenedBlock, openedBlocks } from "./proofs.ts";
import { SHARES } from "./shares.ts";
import { average, dot, median } from "./vectors.ts";

const linear = z.object({ bias: z.number(), weights: z.array(z.number()) });
const schema = z.object({
  subject: z.object({ mean: z.array(z.number()), directions: z.array(z.array(z.number())) }),
  /** The log-odds that a block is padding, by its evidence. */
  block: linear,
  /** The log-odds that an answer is padded, by what its blocks say. */
  answer: linear,
  /** How many blocks honest answers have that were not fitted to, and these log-odds of theirs. */
  honest: z.array(z.tuple([z.number(), z.number()])),
});
type Weights = z.infer<typeof schema>;

/** What an auditor says of a call. */
export interface Verdict {
  /** Why the openings prove nothing, in the user's words. */
  readonly fault?: string;
  /**
   * The share of honest answers of about this length that look at least as padded; absent for a fault, and where too few
   * honest ones of this length are known to tell.
   */
  readonly chance?: number;
  readonly isUnusual: boolean;
}

/** An answer of fewer blocks says too little; the weights know none. */
export const LEAST_BLOCKS = 8;
/** An answer is called unusual where no more honest ones look like it. */
export const UNUSUAL = 0.05;
/** The longer of two answers of about one length has at most so many times the blocks. */
const ALIKE = 2.5;

/**
 * The auditor's half (CoIn, section 4.2): whether what was opened is what was committed to, and whether it looks as if it
 * were thought for this answer: opened tokens against their block, blocks against the answer, the question and each other.
 * `exchange`: embeddings by the model that the provider commits with. Throws a `Failure` ("model-files").
 */
export function verify(
  claim: Claim,
  asked: readonly number[],
  openings: readonly Opening[],
  exchange: Exchange,
): Verdict {
  const blocks = openedBlocks(claim, asked, openings);
  if (typeof blocks === "string") return { fault: blocks, isUnusual: true };
  if (blocks.length < LEAST_BLOCKS) return { isUnusual: false };
  const chance = chanceOf(padding(blocks, exchange, weights()), blocks.length, weights().honest);
  return chance === undefined ? { isUnusual: false } : { chance, isUnusual: chance <= UNUSUAL };
}

/** The log-odds that an answer is padded, were half of all. */
export function padding(
  blocks: readonly OpenedBlock[],
  exchange: Exchange,
  { subject, block, answer }: Weights,
): number {
  const rows = evidenceOf(blocks, exchange, subject);
  return logOdds(answer, [...said(rows.map((row) => logOdds(block, row))), ...wholeOf(rows)]);
}

/** What the log-odds of blocks say of their answer: of the worst, of those in a row, of all. */
function said(odds: readonly number[]): number[] {
  const falling = odds.toSorted((a, b) => b - a);
  const middle = average(odds);
  const inARow = odds.slice(2).map((_, i) => average(odds.slice(i, i + RUN)));
  return [
    falling[0]!,
    average(falling.slice(0, RUN)),
    Math.max(...inARow),
    middle,
    median(odds),
    Math.sqrt(average(odds.map((value) => (value - middle) ** 2))),
    average(odds.map((value) => 1 / (1 + Math.exp(-value)))),
    Math.log(odds.length),
  ];
}

/** Columns of the evidence of which the mean is told, and that of the nearest block. */
const MEANS = [0, 2, 5, 7];
const NEAREST = 4;
const RUN = 3;

/** Where the shares of words begin in the evidence. */
const SHARED = 23;

function wholeOf(rows: readonly (readonly number[])[]): number[] {
  const column = (at: number) => rows.map((row) => row[at]!);
  const nearest = column(NEAREST).toSorted((a, b) => b - a);
  const shares = Array.from({ length: SHARES }, (_, i) => column(SHARED + i).sort((a, b) => a - b));
  return [
    average(nearest.slice(0, RUN)),
    ...MEANS.map((at) => average(column(at))),
    ...shares.map(average),
    ...shares.map((values) => values.at(-2)!),
    ...shares.map((values) => values[1]!),
  ];
}

function logOdds({ bias, weights }: z.infer<typeof linear>, values: readonly number[]): number {
  return bias + dot(weights, values);
}

/**
 * The share of honest answers of about this length that are at least as padded; undefined where too few are known for any
 * to be unusual among them.
 */
export function chanceOf(odds: number, blocks: number, honest: Weights["honest"]): number | undefined {
  const alike = honest.filter(([count]) => Math.max(count / blocks, blocks / count) <= ALIKE);
  const larger = alike.filter(([, one]) => one >= odds).length;
  return 1 / (alike.length + 1) > UNUSUAL ? undefined : (larger + 1) / (alike.length + 1);
}

let shipped: Weights | undefined;

/** The weights that ship, made by models/recipes/coin_verdict.py. Throws a `Failure` ("model-files"). */
export function weights(): Weights {
  shipped ??= readJsonAsset("models/coin/weights.json", schema);
  return shipped;
}
