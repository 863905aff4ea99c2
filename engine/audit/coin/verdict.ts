import * as z from "zod";
import { readJsonAsset } from "../../runtime/assets.ts";
import type { Opening } from "./commit.ts";
import { type Exchange, evidenceOf } from "./evidence.ts";
import { type Claim, type OpenedBlock, openedBlocks } from "./proofs.ts";
import { average, dot, median } from "./vectors.ts";

const linear = z.object({ bias: z.number(), weights: z.array(z.number()) });
const schema = z.object({
  subject: z.object({ mean: z.array(z.number()), directions: z.array(z.array(z.number())) }),
  /** The log-odds that a block is padding, by its evidence. */
  block: linear,
  /** The log-odds that an answer is padded, by what its blocks say. */
  answer: linear,
  /** These log-odds of honest answers that were not fitted to, rising. */
  honest: z.array(z.number()),
});
type Weights = z.infer<typeof schema>;

/** What an auditor says of a call. */
export interface Verdict {
  /** Why the openings prove nothing, in the user's words. */
  readonly fault?: string;
  /** The share of honest answers that look at least as padded; absent for a fault and for too few blocks to tell. */
  readonly chance?: number;
  readonly isUnusual: boolean;
}

/** An answer of fewer blocks says too little; the weights know none. */
export const LEAST_BLOCKS = 8;
/** An answer is called unusual where no more honest ones look like it. */
export const UNUSUAL = 0.05;

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
  const chance = chanceOf(padding(blocks, exchange, weights()), weights().honest);
  return { chance, isUnusual: chance <= UNUSUAL };
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

function wholeOf(rows: readonly (readonly number[])[]): number[] {
  const column = (at: number) => rows.map((row) => row[at]!);
  const nearest = column(NEAREST).toSorted((a, b) => b - a);
  return [average(nearest.slice(0, RUN)), ...MEANS.map((at) => average(column(at)))];
}

function logOdds({ bias, weights }: z.infer<typeof linear>, values: readonly number[]): number {
  return bias + dot(weights, values);
}

/** The share of these numbers that is at least as large; of none of them, less than one of one more. */
export function chanceOf(odds: number, honest: readonly number[]): number {
  const larger = honest.filter((one) => one >= odds).length;
  return (larger + 1) / (honest.length + 1);
}

let shipped: Weights | undefined;

/** The weights that ship, made by models/recipes/coin_verdict.py. Throws a `Failure` ("model-files"). */
export function weights(): Weights {
  shipped ??= readJsonAsset("models/coin/weights.json", schema);
  return shipped;
}
