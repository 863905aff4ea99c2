import * as l10n from "@vscode/l10n";
import { factFor, modelFacts } from "../../cost/model-facts.ts";
import type { Check } from "./check.ts";

const LEAST_RUN = 3;
const UNUSUAL = 0.001;
/** Counts of one model and effort are never less spread, in ln tokens. */
const LEAST_SPREAD = 0.1;

/**
 * The same count in call after call. The odds: ln counts are about normal, so that two calls have the same with a chance
 * of the step of counting over 2 sqrt(pi) x spread x count, and a run begins at any call.
 */
export const repeats: Check = {
  check: "repeat",
  find: (all) => {
    const step = factFor(modelFacts().hiddenSteps, all[0]?.model ?? "")?.step ?? 1;
    const different = [...new Set(all.flatMap(({ reasoning = 0 }) => (reasoning > 0 ? [Math.log(reasoning)] : [])))];
    const mean = different.reduce((sum, value) => sum + value, 0) / different.length;
    const variance = different.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, different.length - 1);
    const spread = Math.max(LEAST_SPREAD, Math.sqrt(variance));
    const found: { calls: number[]; odds: number }[] = [];
    for (let from = 0, to = 0; from < all.length; from = to) {
      const count = all[from]!.reasoning ?? 0;
      for (to = from + 1; to < all.length && all[to]!.reasoning === count; to++);
      const same = Math.min(1, step / (2 * Math.sqrt(Math.PI) * spread * count));
      const odds = all.length * same ** (to - from - 1);
      if (count > 0 && to - from >= LEAST_RUN && odds <= UNUSUAL)
        found.push({ calls: Array.from({ length: to - from }, (_, i) => from + i), odds });
    }
    if (found.length === 0) return undefined;
    return {
      message: l10n.t("The same count of thinking tokens in call after call."),
      calls: found.flatMap(({ calls }) => calls),
      odds: Math.max(...found.map(({ odds }) => odds)),
    };
  },
};
