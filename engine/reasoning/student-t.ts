/*
 * By hand: jStat 1.9.6 differs from this from the eighth digit on, @stdlib's t is as exact but brings 190 kB and some 220
 * packages; this is 1 kB.
 */

/** ln Gamma(x) for x > 0, by Lanczos' approximation (g = 7, n = 9; relative error below 1e-14). */
export function lnGamma(x: number): number {
  const series = LANCZOS.reduce((sum, c, i) => sum + (i === 0 ? c : c / (x - 1 + i)), 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln B(a, b), the beta function. */
export const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b);

/** The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes, 6.4). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  if (x <= 0) return 0;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 200; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return (fraction * Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b))) / a;
}

/** Probability that Student's t with `dof` degrees of freedom is at most `t`. */
export function cumulative(t: number, dof: number): number {
  const tail = incompleteBeta(dof / (dof + t * t), dof / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The value that Student's t stays below with probability `p`, 0 < p < 1; by bisection, to about 1e-12. */
export function quantile(p: number, dof: number): number {
  if (p < 0.5) return -quantile(1 - p, dof);
  let high = 1;
  while (cumulative(high, dof) < p) high *= 2;
  let low = 0;
  while (high - low > 1e-12 * Math.max(1, high)) {
    const middle = (low + high) / 2;
    if (cumulative(middle, dof) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
