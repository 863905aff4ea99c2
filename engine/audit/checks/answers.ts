import * as l10n from "@vscode/l10n";
import { impossible } from "./check.ts";

/** Tokens that frame an answer: 6 to 12 of OpenAI's, and as many again for what a log trims. */
const FRAME = 24;
/** A log may leave out or decode a little of an answer. */
const NEAR = 0.1;

export const answers = impossible(
  "answer",
  () => l10n.t("The answer in the log has another number of tokens than was billed for it."),
  ({ visible, recounted }) =>
    visible !== undefined && recounted !== undefined && Math.abs(visible - recounted) > FRAME + NEAR * recounted,
);
