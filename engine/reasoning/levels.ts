/**
 * What a call is one of, from the widest to the narrowest: each adds a term, so that a new model starts from its kin.
 */
export const LEVELS = ["family", "size", "model", "effort", "family and effort", "model and effort"] as const;
export type Level = (typeof LEVELS)[number];
