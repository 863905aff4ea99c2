import * as l10n from "@vscode/l10n";
import { factFor, modelFacts } from "../../cost/model-facts.ts";
import type { Check } from "./check.ts";

/** OpenAI's models till GPT-5 report hidden tokens in steps of 64: in all of 25,000 calls (docs/measured.md). */
export const steps: Check = {
  check: "step",
  find: (all) => {
    const step = factFor(modelFacts().hiddenSteps, all[0]?.model ?? "")?.step;
    if (step === undefined) return undefined;
    const calls = all.flatMap(({ reasoning = 0 }, i) => (reasoning % step > 0 ? [i] : []));
    const message = l10n.t(
      "OpenAI reports the thinking tokens of this model in steps of {0}; these counts come from elsewhere.",
      step,
    );
    return calls.length > 0 ? { message, calls, odds: 0 } : undefined;
  },
};
