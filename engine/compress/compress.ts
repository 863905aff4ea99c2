import type { Compression } from "../../protocol/compression.ts";
import type { Budget } from "../../protocol/engine.ts";
import { Failure } from "../../protocol/failure.ts";
import { without } from "../../protocol/span.ts";
import { targetCount } from "../cost/counting.ts";
import type { WeighedPrompt } from "../weigh.ts";
import { atomsOf } from "./atoms.ts";
import { fitBudget } from "./budget.ts";
import { rankAtoms } from "./ranking.ts";
import { removalSpans } from "./removal.ts";

/** The reason shown for a removal that salience alone decided. */
export const LOW_SALIENCE = "low salience";

/**
 * The prompt within a budget in the target model's tokens, never a token above: the least salient removable atoms go
 * first. The result is the original with spans cut out, so protected spans stay to the byte.
 * Throws `Failure` ("usage") for a budget out of range.
 */
export function compress(weighed: WeighedPrompt, budget: Budget): Compression {
  const { prompt, model, tokenizer, scored } = weighed;
  const count = (text: string) => targetCount(model.counting, tokenizer.count(text)).tokens;
  const atoms = atomsOf(prompt, scored);
  const ranked = rankAtoms(atoms);
  const rankOf = new Int32Array(atoms.length).fill(atoms.length);
  for (const [rank, atom] of ranked.entries()) rankOf[atom] = rank;
  const fit = fitBudget(
    prompt.text,
    ranked.length,
    (k) => removalSpans(prompt, atoms, (atom) => rankOf[atom]! < k),
    tokenBudget(budget, count(prompt.text)),
    count,
  );
  const saved = fit.before - fit.after;
  return {
    model: model.id,
    text: without(prompt.text, fit.removed),
    before: fit.before,
    after: fit.after,
    removed: fit.removed.map((span) => ({ ...span, reason: LOW_SALIENCE })),
    ...(fit.limited && { limited: true }),
    advice: {
      compress: saved > 0,
      net: -saved,
      why: saved > 0 ? `${saved} input tokens fewer per call` : "nothing to save: the prompt is within the budget",
    },
  };
}

function tokenBudget(budget: Budget, before: number): number {
  if ("keep" in budget) {
    if (!(budget.keep >= 0 && budget.keep <= 1)) throw new Failure("usage", "keep must be a share from 0 to 1.");
    return Math.floor(budget.keep * before);
  }
  if (!(Number.isInteger(budget.tokens) && budget.tokens >= 0)) {
    throw new Failure("usage", "tokens must be a whole number from 0 up.");
  }
  return budget.tokens;
}
