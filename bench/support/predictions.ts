import { cumulative, lnGamma } from "../../engine/reasoning/student-t.ts";
import { crps, logDensity } from "./student-t-scores.ts";

/** A predictive distribution of a call's tokens; `y` is ln of the outcome throughout. */
export interface Prediction {
  /** Median of ln tokens. */
  readonly median: number;
  cumulative(y: number): number;
  /** Continuous ranked probability score in ln tokens. */
  crps(y: number): number;
  /** ln of the density in ln tokens. */
  logDensity(y: number): number;
}

/** ln tokens ~ location + scale x Student's t. */
export function studentT(location: number, scale: number, dof: number): Prediction {
  return {
    median: location,
    cumulative: (y) => cumulative((y - location) / scale, dof),
    crps: (y) => scale * crps((y - location) / scale, dof),
    logDensity: (y) => logDensity((y - location) / scale, dof) - Math.log(scale),
  };
}

/** Degrees of freedom that stand for a normal distribution. */
const NORMAL = 1e6;

/** ln tokens ~ normal. */
export const logNormal = (location: number, scale: number): Prediction => studentT(location, scale, NORMAL);

/** Points of the quadrature over quantiles. */
const POINTS = 1000;

/** Tokens ~ Gamma of this shape and of a scale of exp(`location`), as Budget Guidance has it (2506.13752). */
export function gammas(shape: number): (location: number) => Prediction {
  const levels = Array.from({ length: POINTS }, (_, i) => (i + 0.5) / POINTS);
  const quantiles = levels.map((p) => quantileOfLog(p, shape));
  const median = quantileOfLog(0.5, shape);
  return (location) => ({
    median: location + median,
    cumulative: (y) => incompleteGamma(shape, Math.exp(y - location)),
    // Twice the mean quantile loss (Gneiting and Ranjan 2011).
    crps: (y) =>
      levels.reduce((sum, p, i) => {
        const over = location + quantiles[i]! - y;
        return sum + 2 * ((over >= 0 ? 1 : 0) - p) * over;
      }, 0) / POINTS,
    logDensity: (y) => shape * (y - location) - Math.exp(y - location) - lnGamma(shape),
  });
}

/** The shape of a Gamma by its sample's ln of the mean less the mean of ln (Minka 2002, the closed approximation). */
export function gammaShape(gap: number): number {
  return (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
}

/** ln of the quantile of a Gamma with scale 1, by bisection. */
function quantileOfLog(p: number, shape: number): number {
  let [low, high] = [-60, 20];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (incompleteGamma(shape, Math.exp(middle)) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised lower incomplete gamma function P(a, x): its series, or Lentz's fraction (Numerical Recipes, 6.2).
 */
function incompleteGamma(a: number, x: number): number {
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = a + 1; term > sum * 1e-15; n++) {
      term *= x / n;
      sum += term;
    }
    return front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 500; i++) {
    const step = -i * (i - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return 1 - front * fraction;
}
