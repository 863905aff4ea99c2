/** The non-zero terms of one row of a design matrix. */
export interface Terms {
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

/** What a t with `robustness` degrees of freedom makes of a normal regression with standard deviation `noise`. */
export interface Noise {
  readonly noise: number;
  readonly robustness: number;
  /** Rounds of reweighting. */
  readonly rounds: number;
}

export interface RobustFit {
  readonly weights: readonly number[];
  /** The covariance of the weights, once the rows are known. */
  readonly covariance: readonly Float64Array[];
  /** Each row's residual from the fit without that row. */
  readonly leftOut: readonly number[];
}

/** How much a row counts whose residual is so many standard deviations (Lange, Little and Taylor 1989). */
export const trust = (deviations: number, robustness: number): number =>
  (robustness + 1) / (robustness + deviations ** 2);

/**
 * Bayesian linear regression (Bishop, Pattern Recognition and Machine Learning, 3.3): every weight has a standard normal
 * prior, the noise is a t, by iteratively reweighted least squares. Linear in the rows, cubic in the columns.
 */
export function robustRegression(
  rows: readonly Terms[],
  outcomes: readonly number[],
  columns: number,
  { noise, robustness, rounds }: Noise,
): RobustFit {
  let deviations = rows.map(({ values }, i) => outcomes[i]! / Math.hypot(noise, ...values));
  let precisions: number[] = [];
  let covariance = inverse(information([], [], columns));
  let weights: number[] = [];
  for (let round = 0; round < rounds; round++) {
    precisions = deviations.map((d) => trust(d, robustness) / noise ** 2);
    covariance = inverse(information(rows, precisions, columns));
    const sums = weightedSums(rows, precisions, outcomes, columns);
    weights = covariance.map((row) => row.reduce((total, value, i) => total + value * sums[i]!, 0));
    deviations = rows.map((row, i) => (outcomes[i]! - times(row, weights)) / noise);
  }
  const leftOut = deviations.map((d, i) => (d * noise) / (1 - precisions[i]! * variance(rows[i]!, covariance)));
  return { weights, covariance, leftOut };
}

/** The product of a row and a vector. */
export function times({ columns, values }: Terms, vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < columns.length; i++) sum += values[i]! * vector[columns[i]!]!;
  return sum;
}

/** Of the product of a row and weights of this covariance. */
export function variance(row: Terms, covariance: readonly Float64Array[]): number {
  let sum = 0;
  for (let i = 0; i < row.columns.length; i++) sum += row.values[i]! * times(row, covariance[row.columns[i]!]!);
  return sum;
}

/** Sums over the rows, each by its precision, of column times outcome. */
export function weightedSums(rows: readonly Terms[], precisions: number[], outcomes: readonly number[], size: number) {
  const sums = new Float64Array(size);
  for (const [i, { columns, values }] of rows.entries())
    for (let j = 0; j < columns.length; j++) sums[columns[j]!]! += precisions[i]! * values[j]! * outcomes[i]!;
  return sums;
}

/** The precision matrix of the weights once the rows are known. */
export function information(rows: readonly Terms[], precisions: number[], size: number): Float64Array[] {
  const matrix = Array.from({ length: size }, (_, i) => new Float64Array(size).fill(1, i, i + 1));
  for (const [i, { columns, values }] of rows.entries())
    for (let j = 0; j < columns.length; j++) {
      const along = matrix[columns[j]!]!;
      const weighted = precisions[i]! * values[j]!;
      for (let k = 0; k < columns.length; k++) along[columns[k]!]! += weighted * values[k]!;
    }
  return matrix;
}

/** The inverse by Gauss and Jordan, in place; a positive definite matrix needs no pivoting. */
export function inverse(matrix: Float64Array[]): Float64Array[] {
  for (const [k, pivotRow] of matrix.entries()) {
    const pivot = pivotRow[k]!;
    pivotRow[k] = 1;
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j]! /= pivot;
    for (const [i, row] of matrix.entries()) {
      const factor = row[k]!;
      if (i === k || factor === 0) continue;
      row[k] = 0;
      for (let j = 0; j < row.length; j++) row[j]! -= factor * pivotRow[j]!;
    }
  }
  return matrix;
}
