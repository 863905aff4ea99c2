import { cumulative, lnBeta } from "../../engine/reasoning/student-t.ts";

/** ln of the density of Student's t with `dof` degrees of freedom at `t`. */
export function logDensity(t: number, dof: number): number {
  return -lnBeta(dof / 2, 0.5) - 0.5 * Math.log(dof) - ((dof + 1) / 2) * Math.log1p((t * t) / dof);
}

/**
 * Continuous ranked probability score of a standard t with `dof` > 1 degrees of freedom against the outcome `t`; lower
 * is better, and it scales with the distribution (Jordan, Krueger and Lerch 2019, appendix A).
 */
export function crps(t: number, dof: number): number {
  const spread = (2 * Math.exp(logDensity(t, dof)) * (dof + t * t)) / (dof - 1);
  const self = ((2 * Math.sqrt(dof)) / (dof - 1)) * Math.exp(lnBeta(0.5, dof - 0.5) - 2 * lnBeta(0.5, dof / 2));
  return t * (2 * cumulative(t, dof) - 1) + spread - self;
}
