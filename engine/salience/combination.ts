/** How the default method is put together; the model card has the table that it was chosen by. */
export const WEIGHTS = { decompx: 1, globenc: 1 } as const;

/** (x - mean) / standard deviation; all 0 where the values do not differ. */
export function standardised(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / values.length);
  return values.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

/** The default salience of all pieces of a prompt: a weighted sum of standard scores, moved so that the least is 0. */
export function combine(decompx: Float64Array, globenc: Float64Array): Float64Array {
  const d = standardised(decompx);
  const g = standardised(globenc);
  const sums = d.map((value, i) => WEIGHTS.decompx * value + WEIGHTS.globenc * g[i]!);
  const least = sums.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return sums.map((value) => value - least);
}
