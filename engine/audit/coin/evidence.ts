import type { OpenedBlock } from "./proofs.ts";
import { WHOLE } from "./shares.ts";
import { average, dot, median, minus, plus, unit } from "./vectors.ts";

/** What was asked and what was answered, as embeddings. */
export interface Exchange {
  readonly question: Float32Array;
  readonly answer: Float32Array;
}

/** Directions in which the blocks of one answer differ less than answers do: `mean` is taken off first. */
export interface Subject {
  readonly mean: readonly number[];
  readonly directions: readonly (readonly number[])[];
}

/** How a block stands to what it is to belong to, as cosines: the same names are in the weights. */
export interface Evidence {
  readonly answer: number;
  readonly question: number;
  /** The sum of the other blocks. */
  readonly others: number;
  /** The blocks before and after it. */
  readonly beside: number;
  /** The block that is most like it. */
  readonly nearest: number;
}
const FIELDS = ["answer", "question", "others", "beside", "nearest"] as const;

/**
 * What is known of each block, a row of numbers: its evidence by the embeddings and by their subject, how near it is to a
 * repetition, how its opened tokens stand to it, and how far its evidence is from the middle one of the answer; then how it
 * shares its words, and how far that is from the middle.
 */
export function evidenceOf(blocks: readonly OpenedBlock[], exchange: Exchange, subject: Subject): number[][] {
  const embeddings = blocks.map(({ embedding }) => unit(embedding));
  const [question, answer] = [unit(exchange.question), unit(exchange.answer)];
  const plain = evidence(embeddings, question, answer);
  const of = (vector: ArrayLike<number>) => subjectOf(vector, subject);
  const bySubject = evidence(embeddings.map(of), of(question), of(answer));
  const rows = plain.map((one, i) => [
    ...FIELDS.map((name) => one[name]),
    ...FIELDS.map((name) => bySubject[i]![name]),
  ]);
  const shares = blocks.map((block) => Array.from(block.shares, (byte) => byte / WHOLE));
  const fromMiddle = [rows, shares].map(lessMiddle);
  return rows.map((row, i) => [
    ...row,
    Math.max(0, plain[i]!.nearest - NEAR),
    Math.max(0, bySubject[i]!.nearest - NEAR_IN_SUBJECT),
    average(blocks[i]!.tokens.map((token) => dot(unit(token), embeddings[i]!))),
    ...fromMiddle[0]![i]!,
    ...shares[i]!,
    ...fromMiddle[1]![i]!,
  ]);
}

/** Each row less the middle value of every column. */
function lessMiddle(rows: readonly (readonly number[])[]): number[][] {
  const middle = rows[0]!.map((_, column) => median(rows.map((row) => row[column]!)));
  return rows.map((row) => row.map((value, column) => value - middle[column]!));
}

/** Blocks that say the same are nearer. */
const NEAR = 0.8;
const NEAR_IN_SUBJECT = 0.9;

function evidence(blocks: readonly Float64Array[], question: ArrayLike<number>, answer: ArrayLike<number>): Evidence[] {
  const sum = blocks.reduce((all, block) => plus(all, block));
  return blocks.map((block, i) => {
    const like = blocks.map((other) => dot(block, other));
    return {
      answer: dot(block, answer),
      question: dot(block, question),
      others: dot(block, unit(minus(sum, block))),
      beside: average([like[i - 1], like[i + 1]].filter((value) => value !== undefined)),
      nearest: like.reduce((most, value, other) => (other === i ? most : Math.max(most, value)), -1),
    };
  });
}

function subjectOf(vector: ArrayLike<number>, { mean, directions }: Subject): Float64Array {
  const centred = minus(vector, mean);
  return unit(directions.map((direction) => dot(direction, centred)));
}
