import type { Counting } from "../../protocol/catalogue.ts";
import type { Basis, Counted, TokenCount } from "../../protocol/inspection.ts";
import type { Tokenizer } from "../tokens/encoding.ts";
import { tokenizer } from "../tokens/tokenizer.ts";

/** No public vocabulary: another family's count is within about 15 % on mixed text. */
export const UNPUBLISHED: Counting = { family: "o200k", tolerance: 0.15 };

/** The tokenizer by which a model's tokens are counted. Throws a `Failure` ("model-files"). */
export function tokenizerOf({ family }: Counting): Tokenizer {
  return tokenizer(family);
}

/** Tokens of the target model, from a count in its counting family. */
export function targetCount({ tolerance }: Counting, tokens: number): TokenCount {
  return { tokens, low: Math.floor(tokens * (1 - tolerance)), high: Math.ceil(tokens * (1 + tolerance)) };
}

/** The sum of counts, bound by bound. */
export function sumOf(counts: readonly TokenCount[]): TokenCount {
  const sum = (field: keyof TokenCount) => counts.reduce((total, count) => total + count[field], 0);
  return { tokens: sum("tokens"), low: sum("low"), high: sum("high") };
}

/** Whether everything that is sent is counted by the model's own vocabulary and an exact formula. */
export function countedOf(basis: readonly Basis[]): Counted {
  return basis.every(({ by }) => by === "exact") ? "exact" : "estimated";
}

/** Whether such a count is the model's own. */
export function countedBy(counting: Counting): Counted {
  return counting.tolerance === 0 ? "exact" : "estimated";
}
