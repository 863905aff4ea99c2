import * as l10n from "@vscode/l10n";
import { impossible } from "./check.ts";

/** A maker may let a call think a little beyond its budget: Gemini's is soft. */
const SOFT = 1.1;

export const budget = impossible(
  "budget",
  () => l10n.t("Billed more thinking tokens than the call was allowed."),
  ({ reasoning = 0, budget }) => budget !== undefined && budget > 0 && reasoning > SOFT * budget,
);

export const limit = impossible(
  "limit",
  () => l10n.t("Billed more output tokens than the model can write in one call."),
  ({ reasoning = 0, visible = 0, limit }) => limit !== undefined && reasoning + visible > limit,
);
