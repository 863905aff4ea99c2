import * as l10n from "@vscode/l10n";
import { impossible } from "./check.ts";

export const totals = impossible(
  "sum",
  () => l10n.t("The total is not the sum of input, output and thinking tokens."),
  ({ doubt }) => doubt === "total",
);

export const parts = impossible(
  "sum",
  () => l10n.t("More thinking tokens than output, and the total leaves no room for them beside it."),
  ({ doubt }) => doubt === "hidden",
);
